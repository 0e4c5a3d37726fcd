/**
 * The only source of chance in the engine: a seeded sfc32 generator. `fork(label)` depends on the seed and the label alone, never on
 * how many numbers were drawn before, so a new consumer does not shift everybody else's names.
 */
export class Random {
  /** The words of the whole seed, whose last part every fork goes on from. */
  readonly #seed: Words;
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: string | Words) {
    this.#seed = typeof seed === 'string' ? wordsOf(seed) : seed;
    this.#a = this.#seed.a;
    this.#b = this.#seed.b;
    this.#c = this.#seed.c;
    for (let i = 0; i < 12; i++) this.next32();
  }

  /** A generator of its own for `label`; the same seed and label always give the same numbers. */
  fork(label: string): Random {
    return new Random(wordsOf(`\u0000${label}`, this.#seed));
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
    // 2^32 % bound, in whole numbers of 32 bits: the other modulo is one of floating point.
    const limit = 0x1_0000_0000 - ((-bound >>> 0) % bound);
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

/** Three 32-bit words. */
interface Words {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const START: Words = { a: 0x9e3779b9, b: 0x243f6a88, c: 0xb7e15162 };

/**
 * Three well-mixed words from a text (cyrb-style multiply and xor over its UTF-16 units). The words of a text in two parts are those of the
 * second part after the words of the first: a fork's seed need not be read from its beginning.
 */
function wordsOf(text: string, before: Words = START): Words {
  let { a, b, c } = before;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    b = Math.imul(b ^ unit, 0xc2b2ae35);
    c = Math.imul(c ^ unit, 0x27d4eb2f);
    a ^= b >>> 15;
    b ^= c >>> 13;
    c ^= a >>> 16;
  }
  return { a: a | 0, b: b | 0, c: c | 0 };
}
