/** A data file's field is missing, unknown or of the wrong type; the message names its path. */
export class ShapeError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** Reads plain data of a YAML file field by field, with defaults, naming the field path in every complaint. */
export class Shape {
  readonly #fields: Fields;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value))) {
      throw new ShapeError(`${path === '' ? 'the document' : path} must be a map`);
    }
    this.#fields = (value ?? {}) as Fields;
    this.#path = path;
  }

  /** Refuses fields that nobody reads: most of them are misspelled. */
  only(names: readonly string[]): void {
    for (const name of Object.keys(this.#fields)) {
      if (!names.includes(name)) throw new ShapeError(`unknown field ${this.#at(name)}; known are ${names.join(', ')}`);
    }
  }

  /** These fields over those of `below`. */
  over(below: Shape): Shape {
    return new Shape({ ...below.#fields, ...this.#fields }, this.#path);
  }

  text(name: string, fallback?: string): string {
    const value = this.#fields[name] ?? fallback;
    if (typeof value === 'string') return value;
    throw new ShapeError(
      value === undefined ? `${this.#at(name)} is missing` : `${this.#at(name)} must be a text, not ${shown(value)}`,
    );
  }

  optional(name: string): Readonly<Record<string, string>> {
    return this.#fields[name] === undefined ? {} : { [name]: this.text(name) };
  }

  number(name: string, fallback?: number): number {
    const value = this.#fields[name] ?? fallback;
    if (typeof value === 'number') return value;
    throw new ShapeError(
      value === undefined ? `${this.#at(name)} is missing` : `${this.#at(name)} must be a number, not ${shown(value)}`,
    );
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#fields[name] ?? fallback;
    if (typeof value === 'boolean') return value;
    throw new ShapeError(`${this.#at(name)} must be true or false, not ${shown(value)}`);
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const value = this.text(name, fallback);
    const found = values.find((known) => known === value);
    if (found === undefined)
      throw new ShapeError(`${this.#at(name)} must be one of ${values.join(', ')}, not ${shown(value)}`);
    return found;
  }

  child(name: string): Shape {
    return new Shape(this.#fields[name], this.#at(name));
  }

  list(name: string): readonly Shape[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw new ShapeError(`${this.#at(name)} must be a list, not ${shown(value)}`);
    return value.map((item, index) => new Shape(item, `${this.#at(name)}[${index}]`));
  }

  /** A list of texts; undefined where there is none. */
  words(name: string): readonly string[] | undefined {
    const value = this.#fields[name];
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw new ShapeError(`${this.#at(name)} must be a list of texts, not ${shown(value)}`);
  }

  texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(this.#fields).map((name) => [name, this.text(name)]));
  }

  numbers(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.keys(this.#fields).map((name) => [name, this.number(name)]));
  }

  #at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
