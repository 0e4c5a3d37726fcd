import { splitWords } from '../../kubectl/command-line/words.ts';
import { partsOf } from './shell.ts';

/** One line of a transcript: what somebody would type at a terminal beside the cluster. */
export type TranscriptLine = Place &
  (
    | { readonly kind: 'kubectl'; readonly text: string; readonly hereDocument?: string }
    | { readonly kind: 'curl'; readonly text: string }
    | { readonly kind: 'sleep'; readonly seconds: number }
    | { readonly kind: 'cat'; readonly path: string }
    | { readonly kind: 'write'; readonly path: string; readonly append: boolean; readonly hereDocument: string }
  );

interface Place {
  readonly line: number;
  /** Behind `&&`: it is run only when what stands before it succeeded. */
  readonly afterSuccess?: true;
}

/** A line that a transcript may not have; nothing of the file is run. */
export class TranscriptError extends Error {
  readonly line: number;
  /** The message without file and line. */
  readonly reason: string;

  constructor(file: string, line: number, reason: string) {
    super(`${file}:${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}

/** Rows of a transcript, here-documents included. */
export const MAX_LINES = 2000;
const MAX_SLEEP_SECONDS = 7 * 86_400;
const ALLOWED = 'a transcript has lines of kubectl, curl URL, sleep N, cat FILE and comments';
/** `cat > FILE <<EOF`. */
const WRITING = /^cat\s*(>>?)\s*([^\s<>|&;]+)\s*(?=<<)/;
/** `cat <<EOF | kubectl apply -f -` and `cat <<EOF > FILE`, as most tutorials write them. */
const DOCUMENT_FIRST =
  /^cat\s*(<<-?\s*(['"]?)[A-Za-z_][A-Za-z0-9_]*\2)\s*(?:\|\s*((?:kubectl|k)\s[^|;&<>]*)|(>>?\s*[^\s<>|&;]+))$/;
/** `cat FILE | kubectl apply -f -`. */
const PIPED_FILE = /^cat\s+([^\s<>|&;]+)\s*\|\s*((?:kubectl|k)\s[^|;&<>]*\s(?:-f|--filename)[ =]?)-(?=\s|$)/;
const HERE_DOCUMENT = /<<-?\s*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\1\s*$/;

/** Reads a transcript. Anything that is not one of the known lines is refused by name; nothing is ever run on the host. */
export function readTranscript(text: string, file: string): readonly TranscriptLine[] {
  const rows = text.split(/\r?\n/);
  if (rows.length > MAX_LINES)
    throw new TranscriptError(file, MAX_LINES + 1, `a transcript has at most ${MAX_LINES} lines`);
  const lines: TranscriptLine[] = [];
  for (const line of scanTranscript(rows, file)) {
    if (line instanceof TranscriptError) throw line;
    lines.push(line);
  }
  return lines;
}

/**
 * The commands of a transcript one after another, and in their place what is wrong with those that cannot be played. Whoever
 * asks on after an error gets the commands behind it; behind a here-document without an end there are none.
 */
export function* scanTranscript(rows: readonly string[], file: string): Generator<TranscriptLine | TranscriptError> {
  for (let at = 0; at < rows.length; at++) {
    const row = (rows[at] ?? '').trim();
    if (row === '' || row.startsWith('#')) continue;
    const read = joined(rows, at);
    const first = at;
    at += read.continued;
    for (const { text, afterSuccess } of partsOf(plainRow(read.text))) {
      const line = lineOf(text, file, first + 1);
      if (line instanceof TranscriptError) {
        yield line;
        continue;
      }
      const document = hereDocument(rows, at, line, file);
      if (document instanceof TranscriptError) {
        yield document;
        return;
      }
      at += document.rows;
      yield openQuote(document.line, file) ?? { ...document.line, ...(afterSuccess ? { afterSuccess } : {}) };
    }
  }
}

/** The same row with its here-document at the end and without a `cat` that only hands a file on. */
export function plainRow(row: string): string {
  return row
    .replace(DOCUMENT_FIRST, (_all, document: string, _quote, command: string | undefined, into: string | undefined) =>
      command === undefined ? `cat ${into ?? ''} ${document}` : `${command.trim()} ${document}`,
    )
    .replace(PIPED_FILE, '$2$1');
}

/** Where a quote stays open nobody knows what was meant to follow; what a shell would do beyond words is refused as the line is played. */
function openQuote(line: TranscriptLine, file: string): TranscriptError | undefined {
  if (line.kind !== 'kubectl' && line.kind !== 'curl') return undefined;
  const split = splitWords(line.text);
  if (!('refused' in split && split.refused.endsWith('is never closed'))) return undefined;
  return new TranscriptError(file, line.line, `${split.refused}: close it on the same line`);
}

/** A row that ends with a backslash goes on in the next. */
function joined(rows: readonly string[], from: number): { readonly text: string; readonly continued: number } {
  const parts: string[] = [];
  for (let at = from; ; at++) {
    const row = (rows[at] ?? '').trim();
    if (!row.endsWith('\\') || at + 1 >= rows.length)
      return { text: [...parts, row].join(''), continued: parts.length };
    parts.push(row.slice(0, -1));
  }
}

function lineOf(row: string, file: string, line: number): TranscriptLine | TranscriptError {
  const text = row.replace(/^\$\s+/, '');
  const [command = '', ...rest] = text.split(/\s+/);
  if (command === 'kubectl' || command === 'k')
    return { line, kind: 'kubectl', text: text.slice(command.length).trim() };
  if (command === 'curl') return { line, kind: 'curl', text: text.slice(4).trim() };
  if (command === 'sleep') {
    const read = seconds(rest);
    return typeof read === 'string' ? new TranscriptError(file, line, read) : { line, kind: 'sleep', seconds: read };
  }
  const [, operator, path] = WRITING.exec(text) ?? [];
  if (path !== undefined) return { line, kind: 'write', path, append: operator === '>>', hereDocument: text };
  if (command === 'cat' && rest.length === 1) return { line, kind: 'cat', path: rest[0] ?? '' };
  return new TranscriptError(file, line, notRun(command));
}

/** Why a line that begins with `command` is no line of a transcript. */
export function notRun(command: string): string {
  return `"${command}" is not run: ${ALLOWED}`;
}

/** Seconds of `sleep WORDS`, or why there are none. */
function seconds(words: readonly string[]): number | string {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(words.length === 1 ? (words[0] ?? '') : '');
  if (match === null) return 'sleep takes one number of seconds, such as sleep 5';
  const value = Number(match[1]) * (match[2] === 'h' ? 3600 : match[2] === 'm' ? 60 : 1);
  return value > MAX_SLEEP_SECONDS ? `sleep ${words[0] ?? ''} is longer than a week` : value;
}

/** The end mark of the here-document that a row opens; undefined where it opens none. */
export function hereDocumentMark(row: string): string | undefined {
  return HERE_DOCUMENT.exec(row.trimEnd())?.[2];
}

/** `kubectl edit ... <<EOF` and `cat > FILE <<EOF` take the rows up to the end mark. */
function hereDocument(
  rows: readonly string[],
  at: number,
  line: TranscriptLine,
  file: string,
): { readonly line: TranscriptLine; readonly rows: number } | TranscriptError {
  if (line.kind !== 'kubectl' && line.kind !== 'write') return { line, rows: 0 };
  const text = line.kind === 'kubectl' ? line.text : line.hereDocument;
  const match = HERE_DOCUMENT.exec(text);
  if (match === null) return line.kind === 'kubectl' ? { line, rows: 0 } : noRow(file, line.line);
  const mark = match[2] ?? '';
  let end = at + 1;
  while (end < rows.length && rows[end]?.trim() !== mark) end += 1;
  if (end >= rows.length) return new TranscriptError(file, line.line, `the here-document has no closing ${mark}`);
  const body = rows
    .slice(at + 1, end)
    .map((row) => `${row}\n`)
    .join('');
  const read = { ...line, ...(line.kind === 'kubectl' ? { text: text.slice(0, match.index).trimEnd() } : {}) };
  return { line: { ...read, hereDocument: body }, rows: end - at };
}

function noRow(file: string, line: number): TranscriptError {
  return new TranscriptError(file, line, 'cat > FILE takes a here-document: cat > FILE <<EOF');
}
