/** A line split into words, or the reason why a shell would do more with it than split it. */
export type SplitResult = { readonly words: readonly string[] } | { readonly refused: string };

interface Scan {
  readonly line: string;
  /** Quotes and backslashes are all there is: nothing else means more than itself. */
  readonly isPlain: boolean;
  at: number;
}

/** What a shell would act on when it stands unquoted, and how to call it. */
const operators: readonly (readonly [text: string, name: string])[] = [
  ['&&', '&& (a second command)'],
  ['||', '|| (a second command)'],
  ['|', '| (a pipe)'],
  ['&', '& (background)'],
  [';', '; (a second command)'],
  ['<<', '<< (a here-document)'],
  ['<', '< (a redirection)'],
  ['>', '> (a redirection)'],
  ['(', '( (a sub-shell)'],
  [')', ') (a sub-shell)'],
];

const substitutions: readonly (readonly [text: string, name: string])[] = [
  ['$', '$ (expansion)'],
  ['`', '` (command substitution)'],
];

/** No honest command is longer; a transcript is read line by line. */
const maxLineLength = 64 * 1024;

/**
 * Splits a command line into words as a POSIX shell does: quotes, backslashes and `#` comments. Nothing is expanded or run:
 * what would need a shell is refused by name in one line.
 * @param isPlain the line never saw a shell: only quotes and backslashes count (the commands of recordings)
 */
export function splitWords(line: string, { isPlain = false }: { readonly isPlain?: boolean } = {}): SplitResult {
  if (line.length > maxLineLength) return { refused: `the line is longer than ${maxLineLength} characters` };
  const scan: Scan = { line: line.replaceAll('\\\n', ''), isPlain, at: 0 };
  const words: string[] = [];
  for (;;) {
    while (' \t\r'.includes(peek(scan) || '.')) scan.at += 1;
    if (peek(scan) === '#' && !isPlain) skipComment(scan);
    if (peek(scan) === '' || (peek(scan) === '\n' && scan.line.slice(scan.at).trim() === '')) return { words };
    if (peek(scan) === '\n') return refusal('a second line');
    const word = readWord(scan);
    if (typeof word !== 'string') return word;
    words.push(word);
  }
}

function peek(scan: Scan, offset = 0): string {
  return scan.line[scan.at + offset] ?? '';
}

function skipComment(scan: Scan): void {
  const end = scan.line.indexOf('\n', scan.at);
  scan.at = end === -1 ? scan.line.length : end;
}

function refusal(name: string): { readonly refused: string } {
  return { refused: `not simulated: ${name}; quote it if it is meant as text` };
}

function find(scan: Scan, table: readonly (readonly [string, string])[]): string | undefined {
  if (scan.isPlain) return undefined;
  return table.find(([text]) => scan.line.startsWith(text, scan.at))?.[1];
}

/** A word as a shell wants it, in quotes where it needs them. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./\-\u0080-\uffff]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A `$` is only special before a name, a brace or a parenthesis. */
function substitution(scan: Scan): string | undefined {
  if (peek(scan) === '$' && !/[A-Za-z0-9_{(?!$#@*'"-]/.test(peek(scan, 1))) return undefined;
  return find(scan, substitutions);
}

function readWord(scan: Scan): string | { readonly refused: string } {
  let word = '';
  for (;;) {
    const char = peek(scan);
    if (char === '' || char === ' ' || char === '\t' || char === '\r' || char === '\n') return word;
    const special = find(scan, operators) ?? substitution(scan);
    if (special !== undefined) return refusal(special);
    const piece = readPiece(scan);
    if (typeof piece !== 'string') return piece;
    word += piece;
  }
}

function readPiece(scan: Scan): string | { readonly refused: string } {
  const char = peek(scan);
  if (char === "'") return readSingleQuoted(scan);
  if (char === '"') return readDoubleQuoted(scan);
  if (char === '\\') {
    const escaped = peek(scan, 1);
    scan.at += escaped === '' ? 1 : 2;
    return escaped === '' ? '\\' : escaped;
  }
  scan.at += 1;
  return char;
}

function readSingleQuoted(scan: Scan): string | { readonly refused: string } {
  const end = scan.line.indexOf("'", scan.at + 1);
  if (end === -1) return { refused: "a quote (') is never closed" };
  const text = scan.line.slice(scan.at + 1, end);
  scan.at = end + 1;
  return text;
}

function readDoubleQuoted(scan: Scan): string | { readonly refused: string } {
  let text = '';
  scan.at += 1;
  for (;;) {
    const char = peek(scan);
    if (char === '') return { refused: 'a quote (") is never closed' };
    if (char === '"') break;
    const special = substitution(scan);
    if (special !== undefined) return refusal(special);
    const escapes = char === '\\' && peek(scan, 1) !== '' && '"\\$`'.includes(peek(scan, 1));
    text += escapes ? peek(scan, 1) : char;
    scan.at += escapes ? 2 : 1;
  }
  scan.at += 1;
  return text;
}
