import { ParseError } from './parse-error.ts';

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An exact number, `unscaled` times ten to the power of `scale`, and the family of suffixes it is printed with. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /**
   * How Go's parser holds it, which the hash of a pod template sees: in an int64, or as a big number; and whether it kept the
   * text it was given.
   */
  readonly isBig: boolean;
  readonly keptText: string;
}

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_NUMBER = 'unable to parse numeric part of quantity';
const WRONG_SUFFIX = "unable to parse quantity's suffix";

const DECIMAL_EXPONENTS: ReadonlyMap<string, number> = new Map(
  ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, i) => [suffix, 3 * i - 9]),
);
const BINARY_EXPONENTS: ReadonlyMap<string, number> = new Map(
  ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, i) => [suffix, 10 * i + 10]),
);

/** Finer than this is rounded away from zero. */
const SMALLEST_SCALE = -9;
const MAX_INT64 = 2n ** 63n - 1n;
/** Digits that always fit into an int64, and into a double for powers of two. */
const INT64_DIGITS = 18;
const BINARY_DIGITS = 14;

/**
 * Sign, whole digits without leading zeros, fraction, suffix; the suffix may still be nonsense. No digit can belong to two parts:
 * hostile input must not make it try them all.
 */
const PARTS = /^([+-]?)0*((?:[1-9]\d*)?)(?:\.(\d*))?((?:[eEinumkKMGTP]+[-+]?\d*|[-+]\d*)?)$/;

interface Suffix {
  readonly format: QuantityFormat;
  readonly exponent: number;
}

function interpretSuffix(suffix: string): Suffix {
  const decimal = DECIMAL_EXPONENTS.get(suffix);
  if (decimal !== undefined) return { format: 'DecimalSI', exponent: decimal };
  const binary = BINARY_EXPONENTS.get(suffix);
  if (binary !== undefined) return { format: 'BinarySI', exponent: binary };
  if (!/^[eE][+-]?\d{1,18}$/.test(suffix)) throw new ParseError(WRONG_SUFFIX);
  return { format: 'DecimalExponent', exponent: Number(BigInt.asIntN(32, BigInt(suffix.slice(1).replace('+', '')))) };
}

/** `value / 10^places`, away from zero. */
export function divideAway(value: bigint, places: number): bigint {
  if (places > 4096) return value > 0n ? 1n : value < 0n ? -1n : 0n;
  const divisor = 10n ** BigInt(places);
  const quotient = value / divisor;
  if (value % divisor === 0n) return quotient;
  return value > 0n ? quotient + 1n : quotient - 1n;
}

/** Whether Go's parser takes the short way, and then whether the text is kept because it looks canonical. */
function fitsInt64(digits: string, fraction: string, suffix: Suffix): boolean {
  if (suffix.format !== 'BinarySI') {
    return digits.length + fraction.length <= INT64_DIGITS && suffix.exponent - fraction.length >= SMALLEST_SCALE;
  }
  const room = BINARY_DIGITS - digits.length - Math.trunc((suffix.exponent * 3) / 10);
  return fraction === '' && room >= 0 && BigInt(digits) << BigInt(suffix.exponent) <= MAX_INT64;
}

function keepsText(shifted: string, scale: number, format: QuantityFormat): boolean {
  if (format === 'BinarySI') return (BigInt(shifted) & 7n) !== 0n;
  return scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
}

/** The long way: no finer than nano, binary ones at most the largest int64, and fractions of one byte are decimal. */
function bigQuantity(unscaled: bigint, scale: number, format: QuantityFormat): Quantity {
  const nanos = scale < SMALLEST_SCALE ? divideAway(unscaled, SMALLEST_SCALE - scale) : unscaled;
  const nanoScale = Math.max(scale, SMALLEST_SCALE);
  const big = { isBig: true, keptText: '' };
  if (format !== 'BinarySI') return { ...big, unscaled: nanos, scale: nanoScale, format };
  const one = 10n ** BigInt(-nanoScale);
  const size = nanos < 0n ? -nanos : nanos;
  if (size > MAX_INT64 * one) return { ...big, unscaled: nanos < 0n ? -MAX_INT64 : MAX_INT64, scale: 0, format };
  return { ...big, unscaled: nanos, scale: nanoScale, format: size > 0n && size < one ? 'DecimalSI' : format };
}

/** Reads a quantity as resource.ParseQuantity does (v1.25). Throws ParseError in its words. */
export function readQuantity(text: string): Quantity {
  if (text === '') throw new ParseError(WRONG_FORMAT);
  if (text === '0') return { unscaled: 0n, scale: 0, format: 'DecimalSI', isBig: false, keptText: text };
  const match = PARTS.exec(text);
  if (match === null) throw new ParseError(WRONG_FORMAT);
  const [, sign = '', whole = '', fraction = '', suffixText = ''] = match;
  const digits = whole === '' ? '0' : whole;
  const suffix = interpretSuffix(suffixText);
  const signed = (value: bigint): bigint => (sign === '-' ? -value : value);
  const shifted = BigInt(digits + fraction);
  const isBinary = suffix.format === 'BinarySI';
  const unscaled = signed(isBinary ? shifted << BigInt(suffix.exponent) : shifted);
  const scale = (isBinary ? 0 : suffix.exponent) - fraction.length;
  if (!fitsInt64(digits, fraction, suffix)) {
    if (whole === '' && !/\d/.test(text.slice(0, text.length - suffixText.length))) throw new ParseError(WRONG_NUMBER);
    return bigQuantity(unscaled, scale, suffix.format);
  }
  const keptText = keepsText(digits + fraction, scale, suffix.format) ? text : '';
  return { unscaled, scale, format: suffix.format, isBig: false, keptText };
}
