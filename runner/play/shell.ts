/** A command of a row, and the operator of the shell that stands before it. */
interface Piece {
  readonly operator: string;
  readonly text: string;
}

/** One of the commands of a row: `a && b; c` has three. */
export interface RowPart {
  readonly text: string;
  /** Behind `&&`: it runs only when what stands before it succeeded. */
  readonly afterSuccess: boolean;
}

/** Where a command's output goes. */
export interface Streams {
  /** The command alone. */
  readonly command: string;
  /** The command that reads the output, without its `|`. */
  readonly pipedTo?: string;
  readonly into?: { readonly path: string; readonly append: boolean };
}

/** The commands of a row, in order; a row with anything else that a shell does (`||`, `$(...)`, a sub-shell) is left in one piece. */
export function partsOf(row: string): readonly RowPart[] {
  const pieces = cut(row, ['||', '&&', ';']);
  if (pieces === undefined || pieces.some(({ operator }) => operator === '||'))
    return [{ text: row.trim(), afterSuccess: false }];
  return pieces
    .map(({ operator, text }) => ({ text: text.trim(), afterSuccess: operator === '&&' }))
    .filter(({ text }) => text !== '');
}

/** What a row runs, whatever stands between; the row alone where nobody knows without a shell. */
export function commandsIn(row: string): readonly string[] {
  return (cut(row, ['||', '|&', '|', '&&', '&', ';']) ?? [{ text: row }]).map(({ text }) => text.trim());
}

/** A row with each of its commands changed, and all that stands between them as it was. */
export function withCommands(row: string, change: (command: string) => string): string {
  const pieces = cut(row, ['||', '|&', '|', '&&', '&', ';']) ?? [{ operator: '', text: row }];
  return pieces
    .map(({ operator, text }) => {
      const indent = /^\s*/.exec(text)?.[0] ?? '';
      return `${operator}${indent}${change(text.slice(indent.length))}`;
    })
    .join('');
}

const OPERATORS = ['2>&1', '&>', '2>>', '2>', '1>', '>>', '>', '||', '|', '&&', ';', '<<', '<'];
const NOWHERE = '/dev/null';

/** What a command line does with its output; undefined where it does more than write it to a file or hand it to kubectl. */
export function streamsOf(line: string): Streams | undefined {
  const [first, ...rest] = cut(line, OPERATORS) ?? [];
  if (first === undefined) return undefined;
  let streams: Streams = { command: first.text.trim() };
  for (const { operator, text } of rest) {
    const next = withStream(streams, operator, text.trim());
    if (next === undefined) return undefined;
    streams = next;
  }
  return streams;
}

function withStream(streams: Streams, operator: string, text: string): Streams | undefined {
  const isWord = /^[^\s'"\\]+$/.test(text);
  switch (operator) {
    case '2>&1':
      return text === '' ? streams : undefined;
    case '2>':
    case '2>>':
      return text === NOWHERE ? streams : undefined;
    case '&>':
      return text === NOWHERE ? { ...streams, into: { path: text, append: false } } : undefined;
    case '>':
    case '1>':
    case '>>':
      return isWord && streams.into === undefined
        ? { ...streams, into: { path: text, append: operator === '>>' } }
        : undefined;
    case '|':
      return streams.pipedTo === undefined && streams.into === undefined && /^(?:kubectl|k)\s/.test(text)
        ? { ...streams, pipedTo: text }
        : undefined;
    default:
      return undefined;
  }
}

/** Whether output that goes there is kept for nobody. */
export function isNowhere(path: string): boolean {
  return path === NOWHERE;
}

/** Cuts a row where operators stand outside of quotes; a comment stays with what it stands behind. Undefined: nobody knows where without a shell. */
function cut(row: string, operators: readonly string[]): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let [operator, from, at] = ['', 0, 0];
  while (at < row.length) {
    const end = endOfQuoted(row, at);
    if (end === undefined || /^(?:\$\(|[(`])/.test(row.slice(at, at + 2))) return undefined;
    if (end > at) {
      at = end;
      continue;
    }
    const isWordStart = at === 0 || /\s/.test(row[at - 1] ?? '');
    if (row[at] === '#' && isWordStart) break;
    const found = operators.find((each) => row.startsWith(each, at) && (isWordStart || !/^\d/.test(each)));
    if (found === undefined) {
      at += 1;
      continue;
    }
    pieces.push({ operator, text: row.slice(from, at) });
    [operator, from, at] = [found, at + found.length, at + found.length];
  }
  return [...pieces, { operator, text: row.slice(from) }];
}

/** Behind what is quoted at `at`; `at` where nothing is, undefined where it never ends or is expanded. */
function endOfQuoted(row: string, at: number): number | undefined {
  const char = row[at];
  if (char === '\\') return at + 2;
  if (char !== "'" && char !== '"') return at;
  for (let end = at + 1; end < row.length; end++) {
    if (row[end] === char) return end + 1;
    if (char === '"' && row[end] === '\\') end += 1;
  }
  return undefined;
}
