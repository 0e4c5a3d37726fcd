/**
 * The only source of chance in the engine: a seeded sfc32 generator. `fork(label)` depends on the seed and the label alone, never on
 * how many numbers were drawn before, so a new consumer does not shift everybody else's names.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: string) {
    this.#seed = seed;
    [this.#a, this.#b, this.#c] = hash3(seed);
    for (let i = 0; i < 12; i++) this.next32();
  }

  /** A generator of its own for `label`; the same seed and label always give the same numbers. */
  fork(label: string): Random {
    return new Random(`${this.#seed}\u0000${label}`);
  }

  /** An unsigned 32-bit integer. */
  next32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  /** A uniform integer in [0, bound). */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 0x1_0000_0000) {
      throw new RangeError(`below(${bound}): the bound must be an integer from 1 to 2^32`);
    }
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let value = this.next32();
    while (value >= limit) value = this.next32();
    return value % bound;
  }

  /** True with a chance of `numerator` in `denominator`. */
  chance(numerator: number, denominator: number): boolean {
    return this.below(denominator) < numerator;
  }

  /** A copy that goes on from the same place. */
  copy(): Random {
    const copy = new Random(this.#seed);
    copy.#a = this.#a;
    copy.#b = this.#b;
    copy.#c = this.#c;
    copy.#d = this.#d;
    return copy;
  }
}

/** Three well-mixed 32-bit words from a text (cyrb-style multiply and xor over its UTF-16 units). */
function hash3(text: string): [number, number, number] {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    b = Math.imul(b ^ unit, 0xc2b2ae35);
    c = Math.imul(c ^ unit, 0x27d4eb2f);
    a ^= b >>> 15;
    b ^= c >>> 13;
    c ^= a >>> 16;
  }
  return [a | 0, b | 0, c | 0];
}
