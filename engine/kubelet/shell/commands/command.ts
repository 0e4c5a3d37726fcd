import type { Container } from '../container/container.ts';
import type { Task } from '../container/task.ts';
import type { Input, Output } from '../io.ts';
import { absolute } from '../interpreter/glob.ts';
import { NotSimulated, type Work } from '../work.ts';

/** One run of a command. */
export interface Call {
  /** As it was typed. */
  readonly name: string;
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly container: Container;
  readonly task: Task;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A command: gives its exit code. */
export type Run = (call: Call) => Work<number>;

/** A command that never waits and never reads its standard input. */
export function plain(run: (call: Call) => number): Run {
  // oxlint-disable-next-line require-yield
  return function* command(call) {
    return run(call);
  };
}

/** Options as getopt reads them. */
export interface Parsed {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly rest: readonly string[];
  /** The last value of an option. */
  readonly value: (name: string) => string | undefined;
}

/**
 * Reads options. `spec`: letters, those with a value followed by a colon (`n:qE`), and long names by the letter they stand for. An option
 * that is not listed is refused by name.
 */
export function parse(call: Call, spec: string, long: Readonly<Record<string, string>> = {}): Parsed {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  const { args } = call;
  const isKnown = (letter: string): boolean => letter !== ':' && spec.includes(letter);
  const hasValue = (letter: string): boolean => spec.includes(`${letter}:`);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name, given] = splitOnce(arg.slice(2));
      const letter = long[name];
      if (letter === undefined) throw new NotSimulated(`${call.name} --${name}`);
      if (hasValue(letter)) add(letter, given ?? args[++i] ?? '');
      else flags.add(letter);
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at] ?? '';
        if (!isKnown(letter)) throw new NotSimulated(`${call.name} -${letter}`);
        if (!hasValue(letter)) flags.add(letter);
        else {
          add(letter, at + 1 < arg.length ? arg.slice(at + 1) : (args[++i] ?? ''));
          break;
        }
      }
    } else rest.push(arg);
  }
  return { flags, values, rest, value: (name) => values.get(name)?.at(-1) };

  function add(letter: string, value: string): void {
    values.set(letter, [...(values.get(letter) ?? []), value]);
    flags.add(letter);
  }
}

function splitOnce(text: string): readonly [string, string?] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

export function pathOf(call: Call, path: string): string {
  return absolute(call.cwd, path);
}

/** `cat: x: No such file or directory`; gives 1. */
export function fail(call: Call, text: string, code = 1): number {
  const name = call.name.slice(call.name.lastIndexOf('/') + 1);
  call.stderr.write(`${name}: ${text}\n`);
  return code;
}

/** A file's content, or why there is none. */
export function readFile(call: Call, path: string): { readonly text: string } | { readonly why: string } {
  const { files } = call.container;
  const full = pathOf(call, path);
  const text = files.read(full);
  if (text !== undefined) return { text };
  return { why: files.kind(full) === 'directory' ? 'Is a directory' : 'No such file or directory' };
}

/** The texts of the named files, or standard input where none is named. `failed`: one could not be read, and it was said. */
export function* inputs(
  call: Call,
  paths: readonly string[],
): Work<{ readonly texts: readonly { readonly name: string; readonly text: string }[]; readonly failed: boolean }> {
  if (paths.length === 0) return { texts: [{ name: '-', text: yield* call.stdin.rest() }], failed: false };
  const texts: { name: string; text: string }[] = [];
  let failed = false;
  for (const name of paths) {
    if (name === '-') texts.push({ name, text: yield* call.stdin.rest() });
    else {
      const found = readFile(call, name);
      if ('text' in found) texts.push({ name, text: found.text });
      else {
        const isBusybox = call.container.traits.userland === 'busybox';
        fail(
          call,
          isBusybox && found.why === 'No such file or directory'
            ? `can't open '${name}': ${found.why}`
            : `${name}: ${found.why}`,
        );
        failed = true;
      }
    }
  }
  return { texts, failed };
}

/** Lines of a text; a newline at the end ends the last line and begins none. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
