import { Uint } from '../parse/ast.ts';
import { compare, contains, equal, identityOf } from './equality.ts';
import {
  Duration,
  extended,
  Failure,
  isList,
  isMap,
  itemsOf,
  listOf,
  type ListValue,
  type MapValue,
  noOverload,
  type Result,
  Timestamp,
  type Value,
} from './values.ts';

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;
const UINT_MAX = 2n ** 64n - 1n;
/** Nanoseconds of the first and the last second that a point in time may have. */
const TIME_MIN = -62_135_596_800n * 1_000_000_000n;
const TIME_MAX = 253_402_300_800n * 1_000_000_000n - 1n;

export function int(value: bigint): Result {
  return value < INT_MIN || value > INT_MAX ? new Failure('integer overflow') : value;
}

export function uint(value: bigint): Result {
  return value < 0n || value > UINT_MAX ? new Failure('unsigned integer overflow') : new Uint(value);
}

export function duration(nanos: bigint): Result {
  return nanos < INT_MIN || nanos > INT_MAX ? new Failure('duration overflow') : new Duration(nanos);
}

export function timestamp(nanos: bigint): Result {
  return nanos < TIME_MIN || nanos > TIME_MAX ? new Failure('timestamp overflow') : new Timestamp(nanos);
}

/** Texts and times take any operator and refuse it in fewer words (cel-go's receiver types). */
export function unsupported(value: Value, name: string): Failure {
  const receives = typeof value === 'string' || value instanceof Timestamp || value instanceof Duration;
  return receives ? noOverload() : new Failure(`no such overload: ${name}`);
}

type Binary = (left: Value, right: Value) => Result | undefined;

/** `undefined`: the left one knows the operator, but not with what is on the right. */
const ARITHMETIC: Readonly<Record<string, Binary>> = {
  '_+_': (left, right) => {
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    if (left instanceof Uint8Array && right instanceof Uint8Array) return Uint8Array.from([...left, ...right]);
    if (isList(left) && isList(right)) return joined(left, right);
    if (left instanceof Timestamp && right instanceof Duration) return timestamp(left.nanos + right.nanos);
    if (left instanceof Duration && right instanceof Timestamp) return timestamp(left.nanos + right.nanos);
    if (left instanceof Duration && right instanceof Duration) return duration(left.nanos + right.nanos);
    return numbers(
      left,
      right,
      (a, b) => a + b,
      (a, b) => a + b,
    );
  },
  '_-_': (left, right) => {
    if (left instanceof Timestamp && right instanceof Duration) return timestamp(left.nanos - right.nanos);
    if (left instanceof Timestamp && right instanceof Timestamp) return duration(left.nanos - right.nanos);
    if (left instanceof Duration && right instanceof Duration) return duration(left.nanos - right.nanos);
    return numbers(
      left,
      right,
      (a, b) => a - b,
      (a, b) => a - b,
    );
  },
  '_*_': (left, right) =>
    numbers(
      left,
      right,
      (a, b) => a * b,
      (a, b) => a * b,
    ),
  '_/_': (left, right) =>
    isZero(left, right)
      ? new Failure('division by zero')
      : numbers(
          left,
          right,
          (a, b) => a / b,
          (a, b) => a / b,
        ),
  '_%_': (left, right) =>
    isZero(left, right) ? new Failure('modulus by zero') : numbers(left, right, (a, b) => a % b),
};

const KNOWS: Readonly<Record<string, (value: Value) => boolean>> = {
  '_+_': (value) =>
    isNumber(value) || typeof value === 'string' || value instanceof Uint8Array || isList(value) || isTime(value),
  '_-_': (value) => isNumber(value) || isTime(value),
  '_*_': isNumber,
  '_/_': isNumber,
  '_%_': (value) => isNumber(value) && typeof value !== 'number',
};

function isNumber(value: Value): boolean {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

const isTime = (value: Value): boolean => value instanceof Timestamp || value instanceof Duration;

function isZero(left: Value, right: Value): boolean {
  return (
    (typeof left === 'bigint' && right === 0n) || (left instanceof Uint && right instanceof Uint && right.value === 0n)
  );
}

function numbers(
  left: Value,
  right: Value,
  ofInts: (a: bigint, b: bigint) => bigint,
  ofDoubles?: (a: number, b: number) => number,
): Result | undefined {
  if (typeof left === 'bigint' && typeof right === 'bigint') return int(ofInts(left, right));
  if (left instanceof Uint && right instanceof Uint) return uint(ofInts(left.value, right.value));
  return typeof left === 'number' && typeof right === 'number' ? ofDoubles?.(left, right) : undefined;
}

/** `+ - * / %` */
export function arithmetic(name: string, left: Value, right: Value): Result {
  if (KNOWS[name]?.(left) !== true) return unsupported(left, name);
  return ARITHMETIC[name]?.(left, right) ?? noOverload();
}

/** Two lists as one. Kubernetes' sets take in what they lack; its maps replace what has the same keys. */
function joined(left: ListValue, right: ListValue): ListValue {
  const { ofSchema } = left;
  const theirs = itemsOf(right);
  if (ofSchema === undefined) return extended(left, theirs);
  const mine = itemsOf(left);
  if (ofSchema.listType === 'atomic') return { ...listOf([...mine, ...theirs]), ofSchema };
  const merged = new Map(mine.map((item) => [identityOf(item, ofSchema), item]));
  for (const item of theirs) {
    const identity = identityOf(item, ofSchema);
    if (ofSchema.listType === 'map' || !merged.has(identity)) merged.set(identity, item);
  }
  return { ...listOf([...merged.values()]), ofSchema };
}

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  '_<_': (order) => order < 0,
  '_<=_': (order) => order <= 0,
  '_>_': (order) => order > 0,
  '_>=_': (order) => order >= 0,
};

export function isComparison(name: string): boolean {
  return Object.hasOwn(ORDERS, name);
}

/** `< <= > >=` */
export function comparison(name: string, left: Value, right: Value): Result {
  const isOrdered =
    isNumber(left) || isTime(left) || ['boolean', 'string'].includes(typeof left) || left instanceof Uint8Array;
  if (!isOrdered) return unsupported(left, name);
  const order = compare(left, right);
  return order instanceof Failure ? order : (ORDERS[name]?.(order) ?? noOverload());
}

/** `left in right` */
export function within(left: Value, right: Value): Result {
  if (isList(right)) return contains(right, left);
  if (!isMap(right)) return noOverload();
  const found = right.get(left);
  return found instanceof Failure ? found : found !== undefined;
}

/** `left == right`, `left != right` */
export function sameness(name: string, left: Value, right: Value): Result {
  const same = equal(left, right);
  return name === '_==_' ? same : same !== true;
}

/** `left[right]` */
export function indexed(left: Value, right: Value): Result {
  if (isMap(left)) return member(left, right, keyText(right));
  if (!isList(left)) return new Failure(`no such key: ${keyText(right)}`);
  const index = right instanceof Uint ? right.value : typeof right === 'number' ? right : right;
  if (typeof index !== 'bigint' && typeof index !== 'number')
    return new Failure(`unsupported index: ${keyText(right)}`);
  if (index >= 0 && index < left.size && Number.isInteger(Number(index))) return left.at(Number(index));
  const { ofSchema, size } = left;
  return new Failure(
    ofSchema === undefined ? `index '${index}' out of range in list size '${size}'` : `index out of bounds: ${index}`,
  );
}

/** A member of a map, which may be null. */
export function member(map: MapValue, key: Value, shown: string): Result {
  const found = map.get(key);
  return found === undefined ? new Failure(`no such key: ${shown}`) : found;
}

function keyText(key: Value): string {
  if (key instanceof Uint) return String(key.value);
  return typeof key === 'object' ? '' : String(key);
}

export function negated(value: Value): Result {
  if (typeof value === 'bigint') return int(-value);
  if (typeof value === 'number') return -value;
  return value instanceof Duration ? duration(-value.nanos) : unsupported(value, '-_');
}
