/** The lines of a diff: nested lists that stand on one line where they can. Own words for go-cmp's layout. */
export type Mark = '' | '-' | '+';

export type Text = string | Wrap | List;

export interface Wrap {
  readonly prefix: string;
  readonly value: Text;
  readonly suffix: string;
}

export type List = readonly Item[];

export interface Item {
  readonly mark?: Mark;
  readonly key?: string;
  readonly value: Text;
  /** What is left out: `3 identical fields`. */
  readonly comment?: string;
}

export const ELLIPSIS = '...';

export const isList = (text: Text): text is List => Array.isArray(text);
const isWrap = (text: Text): text is Wrap => typeof text === 'object' && !isList(text);

const MAX_COLUMN = 80;

/** The whole on one line. */
export function compact(text: Text): string {
  if (typeof text === 'string') return text;
  if (isWrap(text)) return `${text.prefix}${compact(text.value)}${text.suffix}`;
  return text.map(({ key = '', value }) => `${key === '' ? '' : `${key}: `}${compact(value)}`).join(', ');
}

/** The same tree, where everything that fits on a line is one. `mark`: of what it is in. */
function collapse(text: Text, mark: Mark): Text {
  if (typeof text === 'string') return text;
  if (isWrap(text)) {
    const value = collapse(text.value, mark);
    return typeof value === 'string' ? `${text.prefix}${value}${text.suffix}` : { ...text, value };
  }
  const items = text.map((item) => ({ ...item, value: collapse(item.value, item.mark || mark) }));
  const line = compact(items);
  const isSplit = items.some(
    ({ mark: own, value, comment }) => (own ?? '') !== '' || typeof value !== 'string' || comment !== undefined,
  );
  return isSplit || (mark !== '' && line.length > MAX_COLUMN) ? items : line;
}

const indent = (depth: number, mark: Mark): string => `${mark === '' ? ' ' : mark} ${'\t'.repeat(depth)}`;

function expand(text: Text, mark: Mark, depth: number): string {
  if (typeof text === 'string') return text;
  if (isWrap(text)) return `${text.prefix}${expand(text.value, mark, depth)}${text.suffix}`;
  const end = `\n${indent(depth, mark)}`;
  if (text.length > 0 && text.every(isPlain)) return batches(text, mark, depth + 1) + end;
  const keys = padding(text, ({ key = '', value }) => (key === '' || typeof value !== 'string' ? undefined : key));
  const values = padding(text, ({ value, comment }) =>
    typeof value !== 'string' || value === ELLIPSIS || comment === undefined ? undefined : value,
  );
  const lines = text.map((item, position) => {
    const own = item.mark || mark;
    const key = (item.key ?? '') === '' ? '' : `${item.key}: `;
    const comma = item.value === ELLIPSIS ? '' : ',';
    const comment = item.comment === undefined ? '' : ` // ${item.comment}`;
    const value = expand(item.value, own, depth + 1);
    return `\n${indent(depth + 1, own)}${key}${keys[position] ?? ''}${value}${comma}${values[position] ?? ''}${comment}`;
  });
  return lines.join('') + end;
}

const isPlain = ({ mark, key = '', value, comment }: Item): boolean =>
  (mark ?? '') === '' && key === '' && typeof value === 'string' && comment === undefined;

/** Short values share lines. */
function batches(list: List, mark: Mark, depth: number): string {
  const lines: string[] = [];
  let batch = '';
  for (const { value } of list) {
    const word = compact(value);
    if (batch.length + word.length + 2 > MAX_COLUMN && batch !== '') {
      lines.push(batch);
      batch = '';
    }
    batch += `${word}, `;
  }
  return [...lines, batch].map((line) => `\n${indent(depth, mark)}${line.trimEnd()}`).join('');
}

/** Spaces that make neighbours equally long; an item without such a text parts its neighbours. */
function padding(list: List, textOf: (item: Item) => string | undefined): readonly string[] {
  const lengths = list.map((item) => textOf(item)?.length);
  const pads = list.map(() => '');
  for (let start = 0; start < lengths.length; start++) {
    let end = start;
    let longest = 0;
    while (end < lengths.length && lengths[end] !== undefined) longest = Math.max(longest, lengths[end++] ?? 0);
    for (let i = start; i < end; i++) pads[i] = ' '.repeat(longest - (lengths[i] ?? 0));
    start = end;
  }
  return pads;
}

/** The finished diff, one line break at its end. */
export function layOut(text: Text): string {
  return `${indent(0, '')}${expand(collapse(text, ''), '', 0)}\n`;
}
