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
  const words: string[] = [];
  const keyed: (readonly [string, string])[] = [];
  for (const element of value.elements) {
    const expanded = yield* shell.interpreter.expandWords(shell, [element]);
    const [, key, text] = /^\[([^\]]*)\]=([^]*)$/.exec(element.text.startsWith('[') ? (expanded[0] ?? '') : '') ?? [];
    if (key === undefined || text === undefined) words.push(...expanded);
    else keyed.push([key, text]);
  }
  if (!append) declareArray(shell, name, isAssociative || shell.arrays.get(name)?.isAssociative === true, true);
  for (const [key, text] of keyed) put(shell, name, key, text);
  fill(shell, name, words);
}

/** The words behind what an array has. */
export function fill(shell: Shell, name: string, words: readonly string[]): void {
  let next = 1 + entriesOf(shell, name).reduce((last, [key]) => Math.max(last, Number(key)), -1);
  for (const word of words) put(shell, name, String(next++), word);
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
  const text = textOf(yield* shell.interpreter.expandPattern(shell, index));
  if (shell.arrays.get(name)?.isAssociative === true) return text;
  const number = yield* shell.interpreter.evaluateText(shell, text);
  if (number >= 0) return String(number);
  const last = entriesOf(shell, name).at(-1)?.[0] ?? '-1';
  return String(Number(last) + 1 + number);
}
