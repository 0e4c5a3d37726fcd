import { partsOf } from './shell.ts';
import {
  freshPatience,
  hasBeginning,
  isOpen,
  isRefused,
  isShellText,
  isWithoutEffect,
  needsShell,
  openProblem,
  rowsBehind,
} from './shell-text.ts';
import { isAlias, TypedNames } from './typed-names.ts';

/** One line of a transcript: what somebody would type at a terminal beside the cluster. */
export type TranscriptLine = Place &
  (
    | { readonly kind: 'kubectl'; readonly text: string; readonly hereDocument?: string }
    | { readonly kind: 'curl'; readonly text: string }
    | { readonly kind: 'sleep'; readonly seconds: number }
    | { readonly kind: 'cat'; readonly path: string }
    | { readonly kind: 'write'; readonly path: string; readonly append: boolean; readonly hereDocument: string }
    | { readonly kind: 'shell'; readonly text: string }
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
const ALLOWED =
  'a transcript has lines of kubectl, curl, sleep, cat, and of what a small shell knows (variables, pipes, loops, echo, grep, awk ...)';
/** `cat > FILE <<EOF`. */
const WRITING = /^cat\s*(>>?)\s*([^\s<>|&;]+)\s*(?=<<)/;
/** `cat <<EOF | kubectl apply -f -` and `cat <<EOF > FILE`, as most tutorials write them. */
const DOCUMENT_FIRST =
  /^cat\s*(<<-?\s*(['"]?)[A-Za-z_][A-Za-z0-9_]*\2)\s*(?:\|\s*((?:kubectl|k)\s[^|;&<>]*)|(>>?\s*[^\s<>|&;]+))$/;
/** `cat FILE | kubectl apply -f -`. */
const PIPED_FILE = /^cat\s+([^\s<>|&;]+)\s*\|\s*((?:kubectl|k)\s[^|;&<>]*\s(?:-f|--filename)[ =]?)-(?=\s|$)/;
const HERE_DOCUMENT = /(?<!<)<<-?\s*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\1\s*$/;
const ANY_DOCUMENT = /(?<!<)<<-?\s*(['"]?)([A-Za-z_][A-Za-z0-9_]*)\1/;
/** What a shell replaces in a here-document whose mark is not quoted. */
const EXPANDED = /\$[A-Za-z_{(]|`|\\[\\$`]/;
const WITHOUT_DOCUMENT = 'cat > FILE takes a here-document: cat > FILE <<EOF';

/**
 * Reads a transcript. Anything that is not one of the known lines is refused by name; nothing is ever run on the host.
 * @param names what the transcripts before it made, where one shell plays them all
 */
export function readTranscript(
  text: string,
  file: string,
  names: TypedNames = new TypedNames(),
): readonly TranscriptLine[] {
  const rows = text.split(/\r?\n/);
  if (rows.length > MAX_LINES)
    throw new TranscriptError(file, MAX_LINES + 1, `a transcript has at most ${MAX_LINES} lines`);
  const lines: TranscriptLine[] = [];
  for (const line of scanTranscript(rows, file, names)) {
    if (line instanceof TranscriptError) throw line;
    lines.push(line);
  }
  return lines;
}

/**
 * The commands of a transcript one after another, and in their place what is wrong with those that cannot be played. Whoever
 * asks on after an error gets the commands behind it; behind a here-document without an end there are none.
 */
export function* scanTranscript(
  rows: readonly string[],
  file: string,
  names: TypedNames,
): Generator<TranscriptLine | TranscriptError> {
  const patience = freshPatience();
  for (let at = 0; at < rows.length; at++) {
    const row = (rows[at] ?? '').trim();
    if (row === '' || row.startsWith('#') || isWithoutEffect(row)) continue;
    const { text: typed, continued } = joined(rows, at);
    const [line, text] = [at + 1, names.expanded(withoutPrompt(typed))];
    const first = names.expanded(withoutPrompt(row));
    const behind = isOpen(text) ? rowsBehind((index) => (index === at ? first : rows[index]), at, patience) : 0;
    if (behind === undefined) {
      yield new TranscriptError(file, line, openProblem(text));
      at += continued;
    } else if (behind > 0 || hasBeginning(text)) {
      const rest = rows.slice(at + 1, at + behind + 1).map((each) => names.expanded(each));
      const whole = behind > 0 ? [first, ...rest].join('\n').trim() : text;
      names.learn(whole);
      yield { line, kind: 'shell', text: whole };
      at += Math.max(continued, behind);
    } else {
      const last = yield* partsIn(text, { rows, at: at + continued, line, file, names });
      if (last === undefined) return;
      at = last;
    }
  }
}

/** Where a row of several commands stands: `at` is its last row, behind which its here-documents begin. */
interface RowPlace {
  readonly rows: readonly string[];
  readonly at: number;
  readonly line: number;
  readonly file: string;
  readonly names: TypedNames;
}

/**
 * The commands of one row; whether a refused one would have succeeded nobody knows, so that `&&` behind it asks nothing. Answers the last row
 * that belongs to them; undefined: nobody knows where a here-document ends.
 */
function* partsIn(row: string, place: RowPlace): Generator<TranscriptLine | TranscriptError, number | undefined> {
  let { at } = place;
  let isAfterRefusal = false;
  for (const { text, afterSuccess } of partsOf(plainRow(row))) {
    if (isWithoutEffect(text)) continue;
    if (isAlias(text)) {
      place.names.learn(text);
      continue;
    }
    const line = lineOf(text, place);
    const isAsked = afterSuccess && !isAfterRefusal;
    isAfterRefusal = line instanceof TranscriptError;
    if (line instanceof TranscriptError) {
      yield line;
      continue;
    }
    if (line.kind === 'shell' && isOpen(line.text)) {
      yield new TranscriptError(place.file, place.line, openProblem(line.text));
      continue;
    }
    const document = hereDocument(place.rows, at, line, place.file);
    if (document instanceof TranscriptError) {
      yield document;
      return undefined;
    }
    at += document.rows;
    yield { ...document.line, ...(isAsked ? { afterSuccess } : {}) };
  }
  return at;
}

function withoutPrompt(text: string): string {
  return text.trim().replace(/^\$\s+/, '');
}

/** The same row with its here-document at the end and without a `cat` that only hands a file on. */
export function plainRow(row: string): string {
  return row
    .replace(DOCUMENT_FIRST, (_all, document: string, _quote, command: string | undefined, into: string | undefined) =>
      command === undefined ? `cat ${into ?? ''} ${document}` : `${command.trim()} ${document}`,
    )
    .replace(PIPED_FILE, '$2$1');
}

/** A row that ends with a backslash goes on in the next, from its first column on. White space between words is one space; within quotes it stays. */
function joined(rows: readonly string[], from: number): { readonly text: string; readonly continued: number } {
  const parts: string[] = [];
  let quote = '';
  for (let at = from; ; at++) {
    const written = (rows[at] ?? '').trimEnd();
    const row =
      at === from
        ? written.trimStart()
        : quote === ''
          ? written.replace(/^\s+/, /\s$/.test(parts.at(-1) ?? '') ? '' : ' ')
          : written;
    if (!row.endsWith('\\') || at + 1 >= rows.length)
      return { text: [...parts, row].join(''), continued: parts.length };
    parts.push(row.slice(0, -1));
    quote = quoteBehind(row, quote);
  }
}

/** The quote that is open behind a row, where this one was open before it. */
function quoteBehind(row: string, before: string): string {
  let quote = before;
  for (const char of row) {
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
  }
  return quote;
}

function lineOf(row: string, { file, line, names }: RowPlace): TranscriptLine | TranscriptError {
  const text = withoutPrompt(row);
  const [command = '', ...rest] = text.split(/\s+/);
  const behind = text.slice(command.length).trim();
  const shell: TranscriptLine = { line, kind: 'shell', text };
  if (names.isFunction(command)) return shell;
  switch (command) {
    case 'kubectl':
    case 'k':
      return needsShell(inForeground(behind).replace(HERE_DOCUMENT, ''))
        ? shell
        : { line, kind: 'kubectl', text: behind };
    case 'curl':
      return isRefused(behind) || isSaving(behind) ? shell : { line, kind: 'curl', text: behind };
    case 'sleep': {
      if (isRefused(behind)) return shell;
      const read = seconds(rest);
      return typeof read === 'string' ? new TranscriptError(file, line, read) : { line, kind: 'sleep', seconds: read };
    }
    case 'cat': {
      const [, operator, path] = WRITING.exec(text) ?? [];
      if (path !== undefined) return { line, kind: 'write', path, append: operator === '>>', hereDocument: text };
      if (/^cat\s*>>?[^<|]*$/.test(text)) return new TranscriptError(file, line, WITHOUT_DOCUMENT);
      return rest.length === 1 && !isRefused(behind) ? { line, kind: 'cat', path: rest[0] ?? '' } : shell;
    }
    default:
      return isShellText(text) ? shell : new TranscriptError(file, line, notRun(command));
  }
}

/** Whether curl writes to a file: `-o FILE`, `-LO`. */
function isSaving(words: string): boolean {
  return /(?:^|\s)(?:-[A-Za-z]*[oO]|--output|--remote-name)/.test(words);
}

/** `port-forward ... &` and `proxy &` are how one goes on working beside them; here they do not block in the first place. */
export function inForeground(text: string): string {
  return /^(?:port-forward|proxy)\s/.test(text) ? text.replace(/\s*&\s*$/, '') : text;
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

/** The end mark of the here-document that a row opens, be it `cat <<EOF | tee FILE`; undefined where it opens none. */
export function hereDocumentMark(row: string): string | undefined {
  return (HERE_DOCUMENT.exec(row.trimEnd()) ?? ANY_DOCUMENT.exec(row))?.[2];
}

/** What stands between `<<EOF` and EOF belongs to the line. What a shell would expand in it is left to the shell. */
function hereDocument(
  rows: readonly string[],
  at: number,
  line: TranscriptLine,
  file: string,
): { readonly line: TranscriptLine; readonly rows: number } | TranscriptError {
  if (line.kind !== 'kubectl' && line.kind !== 'write' && line.kind !== 'shell') return { line, rows: 0 };
  const text = line.kind === 'write' ? line.hereDocument : line.text;
  const match = (line.kind === 'shell' ? ANY_DOCUMENT : HERE_DOCUMENT).exec(text);
  if (match === null)
    return line.kind === 'write' ? new TranscriptError(file, line.line, WITHOUT_DOCUMENT) : { line, rows: 0 };
  const [, quote, mark = ''] = match;
  let end = at + 1;
  while (end < rows.length && rows[end]?.trim() !== mark) end += 1;
  if (end >= rows.length) return new TranscriptError(file, line.line, `the here-document has no closing ${mark}`);
  const body = rows
    .slice(at + 1, end)
    .map((row) => `${row}\n`)
    .join('');
  const isExpanded = quote === '' && EXPANDED.test(body) && !(line.kind === 'kubectl' && isEdit(text));
  if (line.kind === 'shell' || isExpanded) {
    const typed = line.kind === 'kubectl' ? `kubectl ${text}` : text;
    return { line: { line: line.line, kind: 'shell', text: `${typed}\n${body}${mark}` }, rows: end - at };
  }
  const read = { ...line, ...(line.kind === 'kubectl' ? { text: text.slice(0, match.index).trimEnd() } : {}) };
  return { line: { ...read, hereDocument: body }, rows: end - at };
}

/** A command whose here-document is what is saved in its editor, as it stands. */
export function isEdit(text: string): boolean {
  return /^(?:\S+\s+)?edit(?:-last-applied)?(?:\s|$)/.test(text);
}
