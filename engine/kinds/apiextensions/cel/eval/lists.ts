import { Uint } from '../parse/ast.ts';
import { compare, equal } from './equality.ts';
import { arithmetic } from './operators.ts';
import { Duration, Failure, itemsOf, type ListValue, type Result, type Value } from './values.ts';

/** The functions of lists that Kubernetes adds (library/lists.go, v1.25). `overload` tells what an empty list is one of. */
export const LIST_FUNCTIONS: Readonly<
  Record<string, (list: ListValue, args: readonly Value[], overload: string) => Result | undefined>
> = {
  isSorted: (list) => isSorted(itemsOf(list)),
  sum: (list, _args, overload) => sum(itemsOf(list), overload),
  min: (list) => extreme('min', itemsOf(list), (order) => order > 0),
  max: (list) => extreme('max', itemsOf(list), (order) => order < 0),
  indexOf: (list, [item]) => BigInt(itemsOf(list).findIndex((one) => item !== undefined && equal(one, item) === true)),
  lastIndexOf: (list, [item]) =>
    BigInt(itemsOf(list).findLastIndex((one) => item !== undefined && equal(one, item) === true)),
};

function isSorted(items: readonly Result[]): Result {
  const failed = items.find((item) => item instanceof Failure);
  if (failed !== undefined) return failed;
  return items.every((item, i) => i === 0 || isBelow(items[i - 1] ?? null, item));
}

function isBelow(left: Result, right: Result): boolean {
  if (left instanceof Failure || right instanceof Failure) return false;
  const order = compare(left, right);
  return order instanceof Failure || order <= 0;
}

const ZEROS: Readonly<Record<string, Value>> = {
  list_uint_sum_uint: new Uint(0n),
  list_double_sum_double: 0,
  list_duration_sum_duration: new Duration(0n),
};

function sum(items: readonly Result[], overload: string): Result {
  let total: Value = ZEROS[overload] ?? 0n;
  for (const item of items) {
    if (item instanceof Failure) return item;
    const next = arithmetic('_+_', total, item);
    if (next instanceof Failure) return next;
    total = next;
  }
  return total;
}

function extreme(name: string, items: readonly Result[], isBetter: (order: number) => boolean): Result {
  let best: Value | undefined;
  for (const item of items) {
    if (item instanceof Failure) return item;
    const order = best === undefined ? undefined : compare(best, item);
    if (order === undefined || (typeof order === 'number' && isBetter(order))) best = item;
  }
  return best ?? new Failure(`${name} called on empty list`);
}
