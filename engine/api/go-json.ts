import { goQuoteRune } from './go-format.ts';
import { isArray, isObject, type JsonValue } from './json.ts';

/** A mistake in a JSON text in the words of Go's encoding/json. `index` is a place in the text, counted from 0. */
export class GoJsonError extends Error {
  override readonly name = 'GoJsonError';
  readonly kind: 'syntax' | 'end' | 'value' | 'depth';
  readonly index: number;

  constructor(kind: 'syntax' | 'end' | 'value' | 'depth', message: string, index: number) {
    super(message);
    this.kind = kind;
    this.index = index;
  }
}

/** What a reader reports beside the values: where each key and item stands, and repeated keys. */
export interface JsonListener {
  value(depth: number, index: number): void;
  key(path: readonly (string | number)[], index: number, repeated: boolean): void;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads the values of a JSON stream one after another. */
export class JsonReader {
  readonly #text: string;
  readonly #listener: JsonListener;
  readonly #path: (string | number)[] = [];
  readonly #maxDepth: number;
  index = 0;

  constructor(text: string, maxDepth: number, listener: JsonListener) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#listener = listener;
  }

  /** The next value, or undefined at the end of the text. */
  next(): JsonValue | undefined {
    this.#space();
    return this.index >= this.#text.length ? undefined : this.#value(0);
  }

  #char(): string {
    const char = this.#text[this.index];
    if (char === undefined) throw new GoJsonError('end', 'unexpected EOF', this.index);
    return char;
  }

  #fail(context: string): never {
    throw new GoJsonError('syntax', `invalid character ${goQuoteRune(this.#char())} ${context}`, this.index);
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text[this.index] ?? '.')) this.index += 1;
  }

  #value(depth: number): JsonValue {
    if (depth > this.#maxDepth) throw new GoJsonError('depth', 'exceeded max depth', this.index);
    this.#space();
    this.#listener.value(depth, this.index);
    const char = this.#char();
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    if (char === '"') return this.#string();
    if (char === 't') return this.#literal('true', true);
    if (char === 'f') return this.#literal('false', false);
    if (char === 'n') return this.#literal('null', null);
    if (char === '-' || (char >= '0' && char <= '9')) return this.#number();
    return this.#fail('looking for beginning of value');
  }

  #literal<T extends JsonValue>(word: string, value: T): T {
    for (const expected of word) {
      if (this.#char() !== expected) this.#fail(`in literal ${word} (expecting ${goQuoteRune(expected)})`);
      this.index += 1;
    }
    return value;
  }

  #number(): number {
    const start = this.index;
    if (this.#char() === '-') this.index += 1;
    if (this.#char() === '0') this.index += 1;
    else this.#digits('in numeric literal');
    if (this.#text[this.index] === '.') {
      this.index += 1;
      this.#digits('after decimal point in numeric literal');
    }
    if (/[eE]/.test(this.#text[this.index] ?? '')) {
      this.index += 1;
      if (/[-+]/.test(this.#char())) this.index += 1;
      this.#digits('in exponent of numeric literal');
    }
    const source = this.#text.slice(start, this.index);
    const value = Number(source);
    if (!Number.isFinite(value)) {
      throw new GoJsonError('value', `json: cannot unmarshal number ${source} into Go value of type float64`, start);
    }
    return value;
  }

  #digits(context: string): void {
    if (!/[0-9]/.test(this.#char())) this.#fail(context);
    while (/[0-9]/.test(this.#text[this.index] ?? '')) this.index += 1;
  }

  #string(): string {
    this.index += 1;
    let text = '';
    for (;;) {
      const char = this.#char();
      if (char < ' ') this.#fail('in string literal');
      this.index += 1;
      if (char === '"') return text.isWellFormed() ? text : text.toWellFormed();
      text += char === '\\' ? this.#escape() : char;
    }
  }

  #escape(): string {
    const char = this.#char();
    const short = shortEscapes[char];
    if (short === undefined && char !== 'u') this.#fail('in string escape code');
    this.index += 1;
    if (short !== undefined) return short;
    const start = this.index;
    for (let digit = 0; digit < 4; digit += 1) {
      if (!/[0-9a-fA-F]/.test(this.#char())) this.#fail('in \\u hexadecimal character escape');
      this.index += 1;
    }
    return String.fromCharCode(Number.parseInt(this.#text.slice(start, this.index), 16));
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.index += 1;
    this.#space();
    if (this.#char() === ']') {
      this.index += 1;
      return items;
    }
    for (;;) {
      this.#space();
      this.#path.push(items.length);
      this.#listener.key(this.#path, this.index, false);
      items.push(this.#value(depth + 1));
      this.#path.pop();
      this.#space();
      const char = this.#char();
      if (char !== ',' && char !== ']') this.#fail('after array element');
      this.index += 1;
      if (char === ']') return items;
    }
  }

  #object(depth: number): JsonValue {
    const members = new Map<string, JsonValue>();
    this.index += 1;
    this.#space();
    if (this.#char() === '}') {
      this.index += 1;
      return {};
    }
    for (;;) {
      this.#space();
      if (this.#char() !== '"') this.#fail('looking for beginning of object key string');
      const keyIndex = this.index;
      const key = this.#string();
      this.#path.push(key);
      this.#listener.key(this.#path, keyIndex, members.has(key));
      this.#space();
      if (this.#char() !== ':') this.#fail('after object key');
      this.index += 1;
      members.set(key, this.#value(depth + 1));
      this.#path.pop();
      this.#space();
      const char = this.#char();
      if (char !== ',' && char !== '}') this.#fail('after object key:value pair');
      this.index += 1;
      if (char === '}') return Object.fromEntries(members);
    }
  }
}

const MAX_DEPTH = 10_000;
const NOBODY: JsonListener = { value: () => {}, key: () => {} };

/**
 * Why Go would not read a text into a map of anything (`json.Unmarshal`); undefined where it would.
 * An object is read, and so is `null`.
 */
export function jsonObjectError(text: string): string | undefined {
  const reader = new JsonReader(text, MAX_DEPTH, NOBODY);
  try {
    const value = reader.next();
    if (value === undefined) return END;
    const rest = text.slice(reader.index).trimStart();
    if (rest !== '') return `invalid character ${goQuoteRune(rest.charAt(0))} after top-level value`;
    return value === null || isObject(value)
      ? undefined
      : `json: cannot unmarshal ${jsonTypeOf(value)} into Go value of type map[string]interface {}`;
  } catch (error) {
    if (!(error instanceof GoJsonError)) throw error;
    return error.kind === 'end' ? END : error.message;
  }
}

const END = 'unexpected end of JSON input';

function jsonTypeOf(value: Exclude<JsonValue, null>): string {
  if (typeof value === 'boolean') return 'bool';
  return isArray(value) ? 'array' : typeof value;
}
