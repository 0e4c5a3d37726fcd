import type { Cursor } from './cursor.ts';

/** What a plain or block scalar needs to know of the block around it. */
export interface ScalarContext {
  readonly indent: number;
  readonly flowLevel: number;
}

const escapeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const simpleEscapes = '0abt\tnvfre "\'/\\N_LP';

/** Steps over a quoted scalar; the cursor stands on its opening quote. */
export function skipQuoted(cursor: Cursor): void {
  const start = cursor.mark;
  const quote = cursor.peek();
  cursor.skip();
  for (;;) {
    if (cursor.isDocumentIndicator()) cursor.fail('found unexpected document indicator', start);
    if (cursor.atEnd()) cursor.fail('found unexpected end of stream', start);
    if (cursor.isBreak()) cursor.skipLine();
    else if (quote === "'" && cursor.peek() === "'" && cursor.peek(1) === "'") cursor.skip(2);
    else if (cursor.peek() === quote) break;
    else if (quote === '"' && cursor.peek() === '\\') skipEscape(cursor);
    else cursor.skip();
  }
  cursor.skip();
}

function skipEscape(cursor: Cursor): void {
  const start = cursor.mark;
  if (cursor.isBreak(1)) {
    cursor.skip();
    cursor.skipLine();
    return;
  }
  const code = cursor.peek(1);
  const digits = escapeLengths[code];
  if (digits === undefined) {
    if (code === '' || !simpleEscapes.includes(code)) cursor.fail('found unknown escape character', start);
    cursor.skip(2);
    return;
  }
  cursor.skip(2);
  const hex = cursor.text.slice(cursor.index, cursor.index + digits);
  if (!new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex)) cursor.fail('did not find expected hexdecimal number', start);
  const value = Number.parseInt(hex, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff)
    cursor.fail('found invalid Unicode character escape code', start);
  cursor.skip(digits);
}

function endsPlain(cursor: Cursor, flowLevel: number): boolean {
  const char = cursor.peek();
  if (char === ':' && cursor.isBlankOrEnd(1)) return true;
  if (flowLevel === 0) return false;
  return char === ',' || char === '[' || char === ']' || char === '{' || char === '}' || char === '?';
}

/** Steps over a plain scalar, over several lines if it has them; true when it stopped on a new line. */
export function skipPlain(cursor: Cursor, context: ScalarContext): boolean {
  const start = cursor.mark;
  const indent = context.indent + 1;
  let onNewLine = false;
  for (;;) {
    if (cursor.isDocumentIndicator() || cursor.peek() === '#') break;
    const before = cursor.index;
    while (!cursor.isBlankOrEnd() && !endsPlain(cursor, context.flowLevel)) cursor.skip();
    if (cursor.index > before) onNewLine = false;
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    while (cursor.isBlank() || cursor.isBreak()) {
      if (cursor.isBreak()) {
        cursor.skipLine();
        onNewLine = true;
        continue;
      }
      if (onNewLine && cursor.column < indent && cursor.peek() === '\t')
        cursor.fail('found a tab character that violates indentation', start);
      cursor.skip();
    }
    if (context.flowLevel === 0 && cursor.column < indent) break;
  }
  return onNewLine;
}

/** Steps over a literal or folded block scalar; the cursor stands on `|` or `>`. */
export function skipBlockScalar(cursor: Cursor, context: ScalarContext): void {
  const start = cursor.mark;
  cursor.skip();
  const increment = skipBlockHeader(cursor);
  let indent = increment === 0 ? 0 : Math.max(context.indent, 0) + increment;
  indent = skipBlockBreaks(cursor, indent, context);
  while (cursor.column === indent && !cursor.atEnd()) {
    while (!cursor.isBreakOrEnd()) cursor.skip();
    if (cursor.isBreak()) cursor.skipLine();
    skipBlockBreaks(cursor, indent, context);
  }

  function skipBlockHeader(at: Cursor): number {
    let digit = 0;
    while (at.peek() !== '' && '+-0123456789'.includes(at.peek())) {
      if (at.peek() === '0') at.fail('found an indentation indicator equal to 0', start);
      if (at.peek() !== '+' && at.peek() !== '-') digit = Number(at.peek());
      at.skip();
    }
    while (at.isBlank()) at.skip();
    if (at.peek() === '#') while (!at.isBreakOrEnd()) at.skip();
    if (!at.isBreakOrEnd()) at.fail('did not find expected comment or line break', start);
    if (at.isBreak()) at.skipLine();
    return digit;
  }
}

/** Steps over indentation and empty lines before a block scalar's next line; finds the indentation when it is not known (0). */
function skipBlockBreaks(cursor: Cursor, known: number, context: ScalarContext): number {
  const start = cursor.mark;
  let widest = 0;
  for (;;) {
    while ((known === 0 || cursor.column < known) && cursor.peek() === ' ') cursor.skip();
    widest = Math.max(widest, cursor.column);
    if ((known === 0 || cursor.column < known) && cursor.peek() === '\t') {
      cursor.fail('found a tab character where an indentation space is expected', start);
    }
    if (!cursor.isBreak()) break;
    cursor.skipLine();
  }
  return known === 0 ? Math.max(widest, context.indent + 1, 1) : known;
}
