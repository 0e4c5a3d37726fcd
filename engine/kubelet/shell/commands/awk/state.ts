import { regularExpression } from '../../interpreter/regular-expression.ts';
import type { Expression as Pattern } from '../../interpreter/linear.ts';
import { NotSimulated } from '../../work.ts';
import { Given, toText, type Value } from './value.ts';

const MAX_ITEMS = 100_000;
const MAX_FIELDS = 10_000;
const MAX_STEPS = 2_000_000;

/** All that a running program remembers. */
export class AwkState {
  readonly variables: Map<string, Value> = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['SUBSEP', '\u001c'],
    ['NR', 0],
    ['FNR', 0],
    ['FILENAME', ''],
  ]);
  readonly arrays: Map<string, Map<string, Value>> = new Map();
  exitCode = 0;
  readonly #patterns = new Map<string, Pattern>();
  #line = '';
  #fields: readonly string[] | undefined;
  #steps = 0;

  get(name: string): Value {
    if (name === 'NF') return this.#all().length;
    return this.variables.get(name) ?? new Given('');
  }

  set(name: string, value: Value): void {
    if (name === 'NF') throw new NotSimulated('awk: NF = ...');
    this.variables.set(name, value);
  }

  array(name: string): Map<string, Value> {
    const known = this.arrays.get(name);
    if (known !== undefined) return known;
    const made = new Map<string, Value>();
    this.arrays.set(name, made);
    return made;
  }

  setItem(name: string, key: string, value: Value): void {
    const items = this.array(name);
    items.set(key, value);
    if (items.size > MAX_ITEMS) throw new NotSimulated(`awk: an array of more than ${MAX_ITEMS} items`);
  }

  set line(text: string) {
    this.#line = text;
    this.#fields = undefined;
  }

  get line(): string {
    return this.#line;
  }

  field(index: number): Value {
    return new Given(index === 0 ? this.#line : (this.#all()[index - 1] ?? ''));
  }

  setField(index: number, value: Value): void {
    if (index === 0) {
      this.line = toText(value);
      return;
    }
    if (index > MAX_FIELDS) throw new NotSimulated(`awk: more than ${MAX_FIELDS} fields`);
    const fields = [...this.#all()];
    while (fields.length < index) fields.push('');
    fields[index - 1] = toText(value);
    this.line = fields.join(toText(this.get('OFS')));
    this.#fields = fields;
  }

  /** A text taken apart as a line is: one space stands for all white space, another single character for itself. */
  split(text: string, separator: string): readonly string[] {
    if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/\s+/);
    if (text === '') return [];
    if (separator === '') return [...text];
    if (separator.length === 1 && separator !== '\\') return text.split(separator);
    const found = this.pattern(separator)
      .all(text)
      .filter(({ start, end }) => start < end);
    const starts = [0, ...found.map(({ end }) => end)];
    return starts.map((start, i) => text.slice(start, found[i]?.start));
  }

  pattern(source: string): Pattern {
    const known = this.#patterns.get(source) ?? regularExpression(source);
    this.#patterns.set(source, known);
    return known;
  }

  /** A loop that goes on for ever ends here. */
  count(): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new NotSimulated(`an awk program of more than ${MAX_STEPS} steps`);
  }

  #all(): readonly string[] {
    this.#fields ??= this.split(this.#line, toText(this.get('FS')));
    return this.#fields;
  }
}
