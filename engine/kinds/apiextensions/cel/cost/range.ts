/** From the least to the most: of costs, or of sizes. Numbers are Go's uint64, and stay at the largest one instead of overflowing. */
export interface Range {
  readonly min: bigint;
  readonly max: bigint;
}

export const LARGEST: bigint = 2n ** 64n - 1n;
export const FREE: Range = { min: 0n, max: 0n };
export const ANY_SIZE: Range = { min: 0n, max: LARGEST };

export const exactly = (value: number | bigint): Range => ({ min: BigInt(value), max: BigInt(value) });

const capped = (value: bigint): bigint => (value > LARGEST ? LARGEST : value);

export function add(...ranges: readonly Range[]): Range {
  return ranges.reduce((sum, { min, max }) => ({ min: capped(sum.min + min), max: capped(sum.max + max) }), FREE);
}

export function multiply(left: Range, right: Range): Range {
  return { min: capped(left.min * right.min), max: capped(left.max * right.max) };
}

/** Times a factor, rounded up: cel-go v0.12 goes through float64. */
export function times(range: Range, factor: number): Range {
  return { min: scaled(range.min, factor), max: scaled(range.max, factor) };
}

function scaled(value: bigint, factor: number): bigint {
  const float = Number(value);
  return float > Number(LARGEST) / factor ? LARGEST : capped(BigInt(Math.ceil(float * factor)));
}

export function union(left: Range, right: Range): Range {
  return { min: left.min < right.min ? left.min : right.min, max: left.max > right.max ? left.max : right.max };
}
