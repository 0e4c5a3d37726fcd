import { Cursor } from './go-syntax/cursor.ts';
import type { Mark } from './go-syntax/mark.ts';
import { skipQuoted } from './go-syntax/scalars.ts';
import { Scanner } from './go-syntax/scanner.ts';

/**
 * The text with every line of a quoted scalar and of a flow collection to the right of where that began. go-yaml lets such lines begin
 * anywhere, YAML 1.2 does not; their leading blanks mean nothing, so that only columns change. The text is one go-yaml accepts.
 */
export function indented(text: string): string {
  const least = new Map<number, number>();
  for (const { from, to } of looseParts(text)) {
    for (let line = from.line + 1; line <= to.line; line++) least.set(line, (least.get(line) ?? from.column) + 1);
  }
  if (least.size === 0) return text;
  const lines = text.split('\n');
  return lines.map((line, index) => atLeast(line, least.get(index) ?? 0)).join('\n');
}

/** Empty lines of a scalar stand for line breaks and stay as they are. */
function atLeast(line: string, columns: number): string {
  const blanks = line.length - line.trimStart().length;
  return line.trim() === '' || blanks >= columns ? line : `${' '.repeat(columns - blanks)}${line}`;
}

interface Part {
  readonly from: Mark;
  readonly to: Mark;
}

function looseParts(text: string): readonly Part[] {
  const scanner = new Scanner(text);
  const parts: Part[] = [];
  const open: Mark[] = [];
  for (let token = scanner.take(); token.type !== 'stream-end'; token = scanner.take()) {
    const { type, mark } = token;
    if (type === 'flow-sequence-start' || type === 'flow-mapping-start') open.push(mark);
    else if (type === 'flow-sequence-end' || type === 'flow-mapping-end') {
      const from = open.pop();
      if (from !== undefined && open.length === 0) parts.push({ from, to: mark });
    } else if (type === 'scalar' && open.length === 0 && isQuote(text[mark.index]))
      parts.push({ from: mark, to: endOfQuoted(text, mark) });
  }
  return parts;
}

function isQuote(char: string | undefined): boolean {
  return char === '"' || char === "'";
}

function endOfQuoted(text: string, { index, line, column }: Mark): Mark {
  const cursor = new Cursor(text);
  cursor.index = index;
  cursor.line = line;
  cursor.column = column;
  skipQuoted(cursor);
  return cursor.mark;
}
