import { deepEqual } from '../../../../api/equality.ts';
import { goQuote } from '../../../../api/go-format.ts';
import { Uint } from '../parse/ast.ts';
import { typeName } from './type-names.ts';
import {
  Duration,
  Failure,
  isList,
  isMap,
  isPreserved,
  itemsOf,
  type ListValue,
  type MapValue,
  noOverload,
  type Result,
  type SchemaList,
  Timestamp,
  TypeValue,
  UrlValue,
  type Value,
} from './values.ts';

/** Whether two values are the same; numbers of two types are, if they are the same number (types.Equal, cel-go v0.12). */
export function equal(left: Result, right: Result): boolean | Failure {
  if (left instanceof Failure) return left;
  if (right instanceof Failure) return right;
  if (left === null || right === null) return left === right;
  if (isList(left)) return isList(right) ? equalLists(left, right) : left.ofSchema === undefined ? false : noOverload();
  if (isMap(left)) return isMap(right) ? left.equals(right) : left.isOfSchema ? noOverload() : false;
  if (isPreserved(left)) return isPreserved(right) && deepEqual(left.raw, right.raw);
  return equalScalars(left, right);
}

function equalScalars(left: Value, right: Value): boolean {
  const order = orderOfNumbers(left, right);
  if (order !== undefined) return order === 0;
  if (left instanceof Timestamp) return right instanceof Timestamp && left.nanos === right.nanos;
  if (left instanceof Duration) return right instanceof Duration && left.nanos === right.nanos;
  if (left instanceof TypeValue) return right instanceof TypeValue && left.name === right.name;
  if (left instanceof UrlValue) return right instanceof UrlValue && deepEqual(left.parts, right.parts);
  if (left instanceof Uint8Array) return right instanceof Uint8Array && orderOfBytes(left, right) === 0;
  return left === right;
}

function equalLists(left: ListValue, right: ListValue): boolean | Failure {
  if (left.size !== right.size) return false;
  const { ofSchema } = left;
  if (ofSchema !== undefined && ofSchema.listType !== 'atomic') return equalUnordered(left, right, ofSchema);
  for (let i = 0; i < left.size; i++) {
    const same = equal(left.at(i), right.at(i));
    if (same !== true) return same;
  }
  return true;
}

/** Sets are the same if they hold the same, maps if what has the same keys is the same. */
function equalUnordered(left: ListValue, right: ListValue, ofSchema: SchemaList): boolean | Failure {
  const mine = new Map(itemsOf(left).map((item) => [identityOf(item, ofSchema), item]));
  for (const item of itemsOf(right)) {
    const partner = mine.get(identityOf(item, ofSchema));
    if (partner === undefined) return false;
    const same = ofSchema.listType === 'set' ? true : equal(partner, item);
    if (same !== true) return same;
  }
  return true;
}

/** What tells an item of a set or map from the others. */
export function identityOf(item: Result, { listType, keys }: SchemaList): string {
  if (listType === 'set' || !isMap(item)) return textOf(item);
  return keys.map((key) => goQuote(textOf(item.get(key) ?? null))).join(',');
}

/** A text that is the same for the same values. */
function textOf(value: Result): string {
  if (value instanceof Failure) return `!${value.message}`;
  if (value instanceof Timestamp || value instanceof Duration) return `${typeName(value)} ${value.nanos}`;
  if (value instanceof Uint) return `uint ${value.value}`;
  if (value instanceof Uint8Array) return `bytes ${value.join(' ')}`;
  if (isList(value))
    return `[${itemsOf(value)
      .map((item) => goQuote(textOf(item)))
      .join(',')}]`;
  if (isMap(value))
    return `{${value.keys.map((key) => goQuote(textOf(key) + textOf(value.get(key) ?? null))).join(',')}}`;
  if (isPreserved(value)) return JSON.stringify(value.raw);
  return typeof value === 'object' ? typeName(value) : `${typeof value} ${String(value)}`;
}

/** Whether an item of the list is that value. */
export function contains(list: ListValue, value: Result): boolean | Failure {
  let failure: Failure | undefined;
  for (const item of itemsOf(list)) {
    const same = equal(item, value);
    if (same === true) return true;
    if (same instanceof Failure) failure ??= same;
  }
  return failure ?? false;
}

/** How two maps made by an expression compare. */
export function equalEntries(left: MapValue, right: MapValue): boolean | Failure {
  if (left.size !== right.size) return false;
  for (const key of left.keys) {
    const other = right.get(key);
    if (other === undefined) return false;
    const same = equal(left.get(key) ?? null, other);
    if (same !== true) return same;
  }
  return true;
}

/** Which of two numbers is larger; undefined if one of them is none. NaN is neither equal to anything nor ordered. */
function orderOfNumbers(left: Value, right: Value): number | undefined {
  const [a, b] = [numeric(left), numeric(right)];
  if (a === undefined || b === undefined) return undefined;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  return a < b ? -1 : a > b ? 1 : 0;
}

const numeric = (value: Value): bigint | number | undefined =>
  value instanceof Uint ? value.value : typeof value === 'bigint' || typeof value === 'number' ? value : undefined;

/** Which of two values comes first: a number below, at or above 0. */
export function compare(left: Value, right: Value): number | Failure {
  const order = orderOfNumbers(left, right);
  if (order !== undefined) return Number.isNaN(order) ? new Failure('NaN values cannot be ordered') : order;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string' && typeof right === 'string') return orderOfTexts(left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) return orderOfBytes(left, right);
  if (
    (left instanceof Timestamp && right instanceof Timestamp) ||
    (left instanceof Duration && right instanceof Duration)
  )
    return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
  return noOverload();
}

/** By code points, which is the order of UTF-8's bytes. */
function orderOfTexts(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  const at = a.findIndex((point, i) => point !== b[i]);
  if (at < 0) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

function orderOfBytes(left: Uint8Array, right: Uint8Array): number {
  const at = left.findIndex((byte, i) => byte !== right[i]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}
