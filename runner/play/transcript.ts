import { splitWords } from '../../kubectl/command-line/words.ts';

/** One line of a transcript: what somebody would type at a terminal beside the cluster. */
export type TranscriptLine =
  | { readonly line: number; readonly kind: 'kubectl'; readonly text: string; readonly hereDocument?: string }
  | { readonly line: number; readonly kind: 'curl'; readonly text: string }
  | { readonly line: number; readonly kind: 'sleep'; readonly seconds: number }
  | { readonly line: number; readonly kind: 'cat'; readonly path: string };

/** A line that a transcript may not have; nothing of the file is run. */
export class TranscriptError extends Error {
  readonly line: number;

  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`);
    this.line = line;
  }
}

const MAX_LINES = 2000;
const MAX_SLEEP_SECONDS = 7 * 86_400;
const ALLOWED = 'a transcript has lines of kubectl, curl URL, sleep N, cat FILE and comments';

/** Reads a transcript. Anything that is not one of the known lines is refused by name; nothing is ever run on the host. */
export function readTranscript(text: string, file: string): readonly TranscriptLine[] {
  const rows = text.split(/\r?\n/);
  if (rows.length > MAX_LINES)
    throw new TranscriptError(file, MAX_LINES + 1, `a transcript has at most ${MAX_LINES} lines`);
  const lines: TranscriptLine[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = (rows[at] ?? '').trim();
    if (row === '' || row.startsWith('#')) continue;
    const read = lineOf(joined(rows, at), file, at + 1);
    at += read.continued;
    const document = hereDocument(rows, at, read.line, file);
    refuseOpenQuote(document.line, file);
    lines.push(document.line);
    at += document.rows;
  }
  return lines;
}

/** Where a quote stays open nobody knows what was meant to follow; what a shell would do beyond words is refused as the line is played. */
function refuseOpenQuote(line: TranscriptLine, file: string): void {
  if (line.kind !== 'kubectl' && line.kind !== 'curl') return;
  const split = splitWords(line.text);
  if ('refused' in split && split.refused.endsWith('is never closed'))
    throw new TranscriptError(file, line.line, `${split.refused}: close it on the same line`);
}

/** A row that ends with a backslash goes on in the next. */
function joined(rows: readonly string[], from: number): { readonly text: string; readonly continued: number } {
  let text = (rows[from] ?? '').trim();
  let continued = 0;
  while (text.endsWith('\\') && from + continued + 1 < rows.length) {
    continued += 1;
    text = `${text.slice(0, -1)}${(rows[from + continued] ?? '').trim()}`;
  }
  return { text, continued };
}

function lineOf(row: { readonly text: string; readonly continued: number }, file: string, line: number) {
  const text = row.text.replace(/^\$\s+/, '');
  const [command = '', ...rest] = text.split(/\s+/);
  const { continued } = row;
  if (command === 'kubectl' || command === 'k')
    return { continued, line: { line, kind: 'kubectl', text: text.slice(command.length).trim() } as const };
  if (command === 'curl') return { continued, line: { line, kind: 'curl', text: text.slice(4).trim() } as const };
  if (command === 'sleep')
    return { continued, line: { line, kind: 'sleep', seconds: seconds(rest, file, line) } as const };
  if (command === 'cat' && rest.length === 1)
    return { continued, line: { line, kind: 'cat', path: rest[0] ?? '' } as const };
  throw new TranscriptError(file, line, `"${command}" is not run: ${ALLOWED}`);
}

function seconds(words: readonly string[], file: string, line: number): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(words.length === 1 ? (words[0] ?? '') : '');
  if (match === null) throw new TranscriptError(file, line, 'sleep takes one number of seconds, such as sleep 5');
  const value = Number(match[1]) * (match[2] === 'h' ? 3600 : match[2] === 'm' ? 60 : 1);
  if (value > MAX_SLEEP_SECONDS) throw new TranscriptError(file, line, `sleep ${words[0] ?? ''} is longer than a week`);
  return value;
}

/** `kubectl edit ... <<EOF` takes the rows up to the end mark. */
function hereDocument(
  rows: readonly string[],
  at: number,
  line: TranscriptLine,
  file: string,
): { readonly line: TranscriptLine; readonly rows: number } {
  if (line.kind !== 'kubectl') return { line, rows: 0 };
  const match = /\s*<<-?\s*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\1\s*$/.exec(line.text);
  if (match === null) return { line, rows: 0 };
  const mark = match[2] ?? '';
  const end = rows.findIndex((row, index) => index > at && row.trim() === mark);
  if (end < 0) throw new TranscriptError(file, line.line, `the here-document has no closing ${mark}`);
  const body = rows
    .slice(at + 1, end)
    .map((row) => `${row}\n`)
    .join('');
  return { line: { ...line, text: line.text.slice(0, match.index), hereDocument: body }, rows: end - at };
}
