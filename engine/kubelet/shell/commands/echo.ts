import { type Call, plain, type Run } from './command.ts';

/** echo [-n] [-e] WORD...; dash and busybox-as-sh read escapes like their originals. */
export const echo: Run = plain((call) => {
  const { args, stdout } = call;
  let [isEnded, hasEscapes] = [true, isDash(call)];
  let from = 0;
  for (; /^-[neE]+$/.test(args[from] ?? ''); from++) {
    const flags = args[from] ?? '';
    if (isDash(call) && flags !== '-n') break;
    if (flags.includes('n')) isEnded = false;
    if (flags.includes('e')) hasEscapes = true;
  }
  const text = args.slice(from).join(' ');
  stdout.write((hasEscapes ? unescape(text) : text) + (isEnded ? '\n' : ''));
  return 0;
});

function isDash({ container, task }: Call): boolean {
  return container.traits.userland === 'debian' && (task.title.startsWith('sh ') || task.title.startsWith('/bin/sh '));
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  e: '\x1B',
};

/** Backslash sequences, as echo -e and printf have them. */
export function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:([abefnrtv\\])|0?([0-7]{1,3})|x([\da-fA-F]{1,2}))/g,
    (_, letter: string | undefined, octal: string | undefined, hex: string | undefined) => {
      if (letter !== undefined) return ESCAPES[letter] ?? letter;
      return String.fromCharCode(octal === undefined ? Number.parseInt(hex ?? '0', 16) : Number.parseInt(octal, 8));
    },
  );
}
