import { compile, type Expression, type Match, quote, replaced } from './linear.ts';

/** A shell pattern (`*`, `?`, `[a-z]`) is made of pieces. Characters of `literal` pieces stand for themselves. */
export interface Piece {
  readonly text: string;
  readonly isLiteral: boolean;
}

type Pattern = readonly Piece[];

export function hasMagic(pieces: Pattern): boolean {
  return pieces.some(({ text, isLiteral }) => !isLiteral && /[*?[]/.test(text));
}

/** Whole-text match, as `case` and `[[ == ]]` do it. */
export function matches(text: string, pieces: Pattern): boolean {
  if (isPlain(pieces)) return text === pieces.map((piece) => piece.text).join('');
  return expressionOf(`^${sourceOf(pieces)}$`).test(text);
}

const isPlain = (pieces: Pattern): boolean => pieces.every(({ text, isLiteral }) => isLiteral || !/[*?[\\]/.test(text));

/** Whether a pattern that names files takes this name: one without a slash. */
export function nameFilter(pieces: Pattern): (name: string) => boolean {
  const expression = expressionOf(`^${sourceOf(pieces)}$`);
  return (name) => expression.test(name);
}

/** `${value#pattern}` and its kind: without the shortest (`#`, `%`) or longest (`##`, `%%`) match at the beginning or end. */
export function cut(value: string, operator: string, pattern: Pattern): string {
  const start = (match: Match | undefined): number =>
    match === undefined ? value.length : match.end - (match.groups[1] ?? '').length;
  switch (operator) {
    case '#':
      return value.slice(expressionOf(`^${sourceOf(pattern, '*?')}`, 'order').first(value)?.end ?? 0);
    case '##':
      return value.slice(expressionOf(`^${sourceOf(pattern)}`).first(value)?.end ?? 0);
    case '%':
      return value.slice(0, start(expressionOf(`^.*(${sourceOf(pattern)})$`, 'order').first(value)));
    default:
      return value.slice(0, start(expressionOf(`(${sourceOf(pattern)})$`).first(value)));
  }
}

/** `${value/pattern/text}`; `//` replaces every match, `/#` one at the beginning, `/%` one at the end. */
export function replace(value: string, operator: string, pattern: Pattern, text: string): string {
  const source = sourceOf(pattern);
  if (source === '') return value;
  if (operator === '//') return replaced(value, expressionOf(source).all(value), () => text);
  const found = expressionOf(`${operator === '/#' ? '^' : ''}(?:${source})${operator === '/%' ? '$' : ''}`).first(
    value,
  );
  return found === undefined ? value : replaced(value, [found], () => text);
}

/** A pattern such as `[z-a]` matches nothing. */
function expressionOf(source: string, prefers: 'longest' | 'order' = 'longest'): Expression {
  return compile(source, { prefers }) ?? NONE;
}

const NONE: Expression = { test: () => false, first: () => undefined, all: () => [] };

const sourceOf = (pieces: Pattern, many = '*'): string =>
  pieces.map(({ text, isLiteral }) => (isLiteral ? quote(text) : translated(text, many))).join('');

/** A set with its classes: `[!a-z]`, `[]x]`, `[[:digit:]_]`. */
const SET = /\[([!^]?)(\]?(?:\[:\w+:\]|[^\]])*)\]/y;

function translated(text: string, many: string): string {
  const lastClosing = text.lastIndexOf(']');
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '*') out += `.${many}`;
    else if (char === '?') out += '.';
    else if (char === '\\' && i + 1 < text.length) out += quote(text[++i] ?? '');
    else if (char === '[' && i < lastClosing) {
      SET.lastIndex = i;
      const set = SET.exec(text);
      if (set === null) out += quote(char);
      else {
        out += `[${set[1] === '' ? '' : '^'}${members(set[2] ?? '')}]`;
        i += set[0].length - 1;
      }
    } else out += quote(char);
  }
  return out;
}

/** Everything but a class and the `-` of a range stands for itself. */
function members(set: string): string {
  return set.replaceAll(/\[:\w+:\]|[\\\][^]/g, (part) => (part.length > 1 ? part : `\\${part}`));
}
