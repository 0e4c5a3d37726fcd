import { styleText } from 'node:util';

/** Where a run is shown: a terminal that can rewrite a line, or a log that only grows. */
export interface Terminal {
  write(text: string): void;
  readonly isLive: boolean;
  readonly hasColor: boolean;
  /** Characters in a line. */
  readonly width: number;
}

export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** NO_COLOR (any value that is not empty) turns colours off, FORCE_COLOR on. */
export function terminalOf(stream: NodeJS.WriteStream, env: Readonly<Record<string, string | undefined>>): Terminal {
  const isLive = stream.isTTY && env['CI'] === undefined;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const hasColor = (env['NO_COLOR'] ?? '') === '' && (forced || stream.isTTY);
  return { write: (text) => void stream.write(text), isLive, hasColor, width: stream.columns ?? 100 };
}

export function painter({ hasColor }: Terminal): Paint {
  return hasColor ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

/** Columns that a text takes in a terminal: Hangul, CJK and full-width forms take two. */
export function columns(text: string): number {
  let count = 0;
  for (const char of text) count += isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
  return count;
}

/** Cut to at most `width` columns, or filled up to them. */
export function fitted(text: string, width: number): string {
  if (columns(text) <= width) return text + ' '.repeat(width - columns(text));
  let cut = '';
  let used = 0;
  for (const char of text) {
    const next = isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
    if (used + next > width - 1) break;
    cut += char;
    used += next;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - used - 1))}`;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
