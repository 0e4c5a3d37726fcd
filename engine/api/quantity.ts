import { ParseError } from './parse-error.ts';
import { divideAway, readQuantity } from './quantity-parse.ts';
import type { Quantity, QuantityFormat } from './quantity-parse.ts';

export type { Quantity, QuantityFormat } from './quantity-parse.ts';

/** A quantity, or its text in a manifest, where plain numbers are allowed too. */
export type QuantityLike = Quantity | string | number;

interface Parsed {
  readonly quantity: Quantity;
  readonly milliValue: number;
  readonly value: number;
}

const CACHE_LIMIT = 4096;
const CACHED_LENGTH = 64;
const cache = new Map<string, Parsed>();

/** The scheduler asks for the same few texts again and again; a full cache starts anew, so that input cannot grow it. */
function parsed(text: string): Parsed {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const quantity = readQuantity(text.trim());
  const entry = { quantity, milliValue: scaledValue(quantity, -3), value: scaledValue(quantity, 0) };
  if (text.length > CACHED_LENGTH) return entry;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, entry);
  return entry;
}

/** Parses a quantity (cached). Throws ParseError in Kubernetes' words. */
export function parseQuantity(text: string | number): Quantity {
  return parsed(String(text)).quantity;
}

/** Why `text` is no quantity, or undefined if it is one. */
export function quantityError(text: string | number): string | undefined {
  try {
    parsed(String(text));
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}

const toQuantity = (like: QuantityLike): Quantity => (typeof like === 'object' ? like : parseQuantity(like));

/** Powers of ten beyond this are no longer computed: such a number is infinite for every purpose of a cluster. */
const MAX_POWER = 400;

/** `quantity / 10^scale`, rounded away from zero. */
function scaledValue(quantity: Quantity, scale: number): number {
  const shift = quantity.scale - scale;
  if (shift <= 0) return Number(divideAway(quantity.unscaled, -shift));
  if (quantity.unscaled === 0n) return 0;
  if (shift > MAX_POWER) return quantity.unscaled > 0n ? Infinity : -Infinity;
  return Number(quantity.unscaled * 10n ** BigInt(shift));
}

/** Thousandths, rounded away from zero: `250m` cpu is 250. A plain number, for arithmetic; exact below 2^53. */
export function milliValue(like: QuantityLike): number {
  return typeof like === 'object' ? scaledValue(like, -3) : parsed(String(like)).milliValue;
}

/** Whole units, rounded away from zero: `1Ki` is 1024, `100m` is 1. A plain number, for arithmetic; exact below 2^53. */
export function value(like: QuantityLike): number {
  return typeof like === 'object' ? scaledValue(like, 0) : parsed(String(like)).value;
}

const computed = (unscaled: bigint, scale: number, format: QuantityFormat): Quantity => ({
  unscaled,
  scale,
  format,
  isBig: false,
  keptText: '',
});

/** A quantity of `count` whole units (an integer), e.g. bytes. */
export function quantityOf(count: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return computed(BigInt(count), 0, format);
}

/** A quantity of `count` thousandths (an integer), e.g. milli-cpu. */
export function milliQuantityOf(count: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return computed(BigInt(count), -3, format);
}

const digitsOf = (unscaled: bigint): number => String(unscaled < 0n ? -unscaled : unscaled).length;

const isFar = (a: Quantity, b: Quantity): boolean => Math.abs(a.scale - b.scale) > MAX_POWER;

const compareBigints = (a: bigint, b: bigint): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/** Both numbers in units of the finer scale. */
function aligned(a: Quantity, b: Quantity): readonly [bigint, bigint, number] {
  const scale = Math.min(a.scale, b.scale);
  const at = (q: Quantity): bigint => q.unscaled * 10n ** BigInt(q.scale - scale);
  return [at(a), at(b), scale];
}

function compareMagnitudes(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const difference = digitsOf(a.unscaled) + a.scale - digitsOf(b.unscaled) - b.scale;
  if (difference !== 0) return difference < 0 ? -1 : 1;
  const [x, y] = aligned(a, b);
  return compareBigints(x < 0n ? -x : x, y < 0n ? -y : y);
}

/** -1, 0 or 1. */
export function compareQuantities(left: QuantityLike, right: QuantityLike): -1 | 0 | 1 {
  const [a, b] = [toQuantity(left), toQuantity(right)];
  if (a.scale === b.scale) return compareBigints(a.unscaled, b.unscaled);
  const [signA, signB] = [signOfQuantity(a), signOfQuantity(b)];
  if (signA !== signB || signA === 0) return signA < signB ? -1 : signA > signB ? 1 : 0;
  return signA > 0 ? compareMagnitudes(a, b) : compareMagnitudes(b, a);
}

export function signOfQuantity(like: QuantityLike): -1 | 0 | 1 {
  return compareBigints(toQuantity(like).unscaled, 0n);
}

/** The sum, in the format of `left`, or of `right` if `left` is zero (Quantity.Add, v1.25). */
export function addQuantities(left: QuantityLike, right: QuantityLike): Quantity {
  const [a, b] = [toQuantity(left), toQuantity(right)];
  if (b.unscaled === 0n) return a.unscaled === 0n ? computed(a.unscaled, a.scale, b.format) : a;
  if (a.unscaled === 0n) return b;
  if (isFar(a, b)) return a.scale > b.scale ? a : b;
  const [x, y, scale] = aligned(a, b);
  return computed(x + y, scale, a.format);
}

/** The difference, in the format of `left`, or of `right` if `left` is zero. */
export function subQuantities(left: QuantityLike, right: QuantityLike): Quantity {
  return addQuantities(left, negateQuantity(right));
}

export function negateQuantity(like: QuantityLike): Quantity {
  const quantity = toQuantity(like);
  return computed(-quantity.unscaled, quantity.scale, quantity.format);
}

const DECIMAL_SUFFIXES: ReadonlyMap<number, string> = new Map(
  ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, i) => [3 * i - 9, suffix]),
);
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** As few digits as possible, none behind the point, and an exponent that is a multiple of three. */
function formatDecimal(quantity: Quantity, format: QuantityFormat): string {
  const digits = String(quantity.unscaled);
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  const exponent = quantity.scale + digits.length - end;
  const scale = Math.floor(exponent / 3) * 3;
  const number = digits.slice(0, end) + '0'.repeat(exponent - scale);
  if (scale === 0) return number;
  const suffix = format === 'DecimalSI' ? DECIMAL_SUFFIXES.get(scale) : undefined;
  return `${number}${suffix ?? `e${scale}`}`;
}

function formatBinary(bytes: bigint): string {
  let [amount, power] = [bytes, 0];
  while (amount % 1024n === 0n && power < BINARY_SUFFIXES.length - 1) {
    amount /= 1024n;
    power++;
  }
  return `${amount}${BINARY_SUFFIXES[power]}`;
}

/** The bytes of a binary quantity that can be printed as one: whole, and at least 1 Ki. */
function wholeBytes({ unscaled, scale }: Quantity): bigint | undefined {
  if (scale > MAX_POWER) return undefined;
  const one = 10n ** BigInt(Math.max(0, -scale));
  if (unscaled % one !== 0n) return undefined;
  const bytes = scale > 0 ? unscaled * 10n ** BigInt(scale) : unscaled / one;
  return bytes > -1024n && bytes < 1024n ? undefined : bytes;
}

/**
 * The canonical text: `1500m`, `1536Mi`, `2G`, `1e3` (Quantity.CanonicalizeBytes, v1.25). Decimal numbers beyond the suffix E get
 * an exponent, as later releases do; v1.25 loses it.
 */
export function formatQuantity(like: QuantityLike): string {
  const quantity = toQuantity(like);
  if (quantity.unscaled === 0n) return '0';
  const bytes = quantity.format === 'BinarySI' ? wholeBytes(quantity) : undefined;
  if (bytes !== undefined) return formatBinary(bytes);
  return formatDecimal(quantity, quantity.format === 'BinarySI' ? 'DecimalSI' : quantity.format);
}

/** What the API server stores and shows of a quantity that a manifest spells `text`: the text itself if Go's parser keeps it. */
export function canonicalQuantity(text: string | number): string {
  const quantity = parseQuantity(text);
  return quantity.keptText === '' ? formatQuantity(quantity) : quantity.keptText;
}
