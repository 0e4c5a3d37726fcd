import type { Assignment, Word } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import { textOf } from './fields.ts';
import type { Shell } from './shell.ts';

/** An array of bash: by number, or by any text. */
export interface ArrayVariable {
  readonly isAssociative: boolean;
  readonly items: ReadonlyMap<string, string>;
}

const MAX_ITEMS = 2000;
const EMPTY: ArrayVariable = { isAssociative: false, items: new Map() };

/** Keys and values in bash's order: numbers ascending, texts as they came (bash's own order of these is that of its hash table). */
export function entriesOf(shell: Shell, name: string): readonly (readonly [key: string, value: string])[] {
  const array = shell.arrays.get(name);
  if (array === undefined) {
    const value = shell.get(name);
    return value === undefined ? [] : [['0', value]];
  }
  const entries = [...array.items];
  return array.isAssociative ? entries : entries.sort(([a], [b]) => Number(a) - Number(b));
}

/** `${name[index]}`; undefined: nothing is there. */
export function* itemOf(shell: Shell, name: string, index: Word): Work<string | undefined> {
  const key = yield* keyOf(shell, name, index);
  return new Map(entriesOf(shell, name)).get(key);
}

/** `name[index]=value`. */
export function* setItem(shell: Shell, name: string, index: Word, value: string): Work<void> {
  put(shell, name, yield* keyOf(shell, name, index), value);
}

/** `name=(...)`, `name+=(...)`, `name[index]=value`. */
export function* assignArray(shell: Shell, assignment: Assignment, isAssociative = false): Work<void> {
  const { name, value, index, append = false } = assignment;
  if (shell.dialect !== 'bash') throw new NotSimulated(`sh: array ${name}`);
  if (value.type !== 'ArrayValue') {
    const text = textOf(yield* shell.interpreter.expandPattern(shell, value));
    if (index === undefined) throw new NotSimulated(`sh: array ${assignment.text}`);
    const before = append ? ((yield* itemOf(shell, name, index)) ?? '') : '';
    return yield* setItem(shell, name, index, before + text);
  }
  const items: Item[] = [];
  for (const element of value.elements)
    items.push(...itemsOf(element, yield* shell.interpreter.expandWords(shell, [element])));
  if (!append) declareArray(shell, name, isAssociative || shell.arrays.get(name)?.isAssociative === true, true);
  let next = nextKey(shell, name);
  for (const { key, text } of items) {
    const at = key === undefined ? String(next) : yield* keyIn(shell, name, key);
    put(shell, name, at, text);
    next = Number(at) + 1;
  }
}

/** What an element of `(...)` stands for; without a key it comes behind the one before it. */
interface Item {
  readonly key?: string;
  readonly text: string;
}

function itemsOf(element: Word, words: readonly string[]): readonly Item[] {
  const [, key, text] = /^\[([^\]]*)\]=([^]*)$/.exec(element.text.startsWith('[') ? (words[0] ?? '') : '') ?? [];
  return key === undefined || text === undefined ? words.map((word) => ({ text: word })) : [{ key, text }];
}

/** The words behind what an array has. */
export function fill(shell: Shell, name: string, words: readonly string[]): void {
  let next = nextKey(shell, name);
  for (const word of words) put(shell, name, String(next++), word);
}

function nextKey(shell: Shell, name: string): number {
  return 1 + entriesOf(shell, name).reduce((last, [key]) => Math.max(last, Number(key)), -1);
}

/** Makes an array, or leaves the one that there is; `isFresh`: empties it. */
export function declareArray(shell: Shell, name: string, isAssociative: boolean, isFresh = false): void {
  if (shell.arrays.has(name) && !isFresh) return;
  const value = isFresh ? undefined : shell.variables.get(name)?.value;
  shell.variables.delete(name);
  shell.arrays.set(name, { isAssociative, items: new Map(value === undefined ? [] : [['0', value]]) });
}

/** `unset 'name[key]'`. */
export function removeItem(shell: Shell, name: string, key: string): void {
  const array = shell.arrays.get(name);
  if (array === undefined) return;
  const items = new Map(array.items);
  items.delete(key.replaceAll(/^["']|["']$/g, ''));
  shell.arrays.set(name, { ...array, items });
}

function put(shell: Shell, name: string, key: string, value: string): void {
  if (!shell.arrays.has(name)) declareArray(shell, name, false);
  const array = shell.arrays.get(name) ?? EMPTY;
  if (array.items.size >= MAX_ITEMS) throw new NotSimulated(`sh: an array of more than ${MAX_ITEMS} items`);
  shell.arrays.set(name, { ...array, items: new Map([...array.items, [key, value]]) });
}

function* keyOf(shell: Shell, name: string, index: Word): Work<string> {
  return yield* keyIn(shell, name, textOf(yield* shell.interpreter.expandPattern(shell, index)));
}

/** A key as it was written: of an array by number it is arithmetic, and counts from the end below zero. */
function* keyIn(shell: Shell, name: string, text: string): Work<string> {
  if (shell.arrays.get(name)?.isAssociative === true) return text;
  const number = yield* shell.interpreter.evaluateText(shell, text);
  if (number >= 0) return String(number);
  const last = entriesOf(shell, name).at(-1)?.[0] ?? '-1';
  return String(Number(last) + 1 + number);
}
