import { compareNatural } from './natural-order.ts';
import { StandardError } from '../errors.ts';
import { parseJsonPath, relaxedJsonPath } from './jsonpath.ts';

export interface SortResult<T> {
  readonly sorted: readonly T[];
  /** False when no object has the field; kubectl then refuses with `message`. */
  readonly fieldFound: boolean;
  readonly message: string;
}

/** What Go calls the things that are sorted, for the line about those that cannot be: the rows of a table, or objects by themselves. */
export type Sorted = '[][][]reflect.Value' | '*unstructured.Unstructured';

/**
 * `--sort-by=FIELD`: objects in the order of a field, as Go's sort leaves them: ties as they were, and those without the field first, the
 * last of them foremost (sorter.go, v1.25).
 * @param objectOf the object of an item (of a table row, for instance)
 * @throws JsonPathError for a field that is not a path
 * @throws StandardError for values that have no order
 */
export function sortBy<T>(
  items: readonly T[],
  field: string,
  objectOf: (item: T) => unknown,
  sorted: Sorted = '*unstructured.Unstructured',
): SortResult<T> {
  const template = relaxedJsonPath(field);
  const path = parseJsonPath(template);
  const keyed = items.map((item) => ({ item, key: firstValue(path.find(objectOf(item))) }));
  const fieldFound = items.length === 0 || keyed.some(({ key }) => key !== undefined);
  const isLess = (left: { readonly key: unknown }, right: { readonly key: unknown }): boolean => {
    if (left.key === undefined) return true;
    if (right.key === undefined) return false;
    const order = compareValues(left.key, right.key);
    if (typeof order === 'number') return order < 0;
    throw new StandardError(
      `F1003 00:00:00.000000       1 sorter.go:${sorted === '[][][]reflect.Value' ? 378 : 332}] Field ${template} in ${sorted} is an unsortable type: interface, err: ${order.refusal}`,
    );
  };
  return {
    sorted: (keyed.length <= FEW ? inserted(keyed, isLess) : keyed.toSorted(byLess(isLess))).map(({ item }) => item),
    fieldFound,
    message: `couldn't find any field with path ${JSON.stringify(template)} in the list of objects`,
  };
}

function firstValue(results: readonly (readonly unknown[])[]): unknown {
  return results[0]?.[0];
}

/** Up to so many Go sorts by insertion. */
const FEW = 12;

/** Insertion sort: an order that says of two ties that each is less than the other shows in it. */
function inserted<T>(items: readonly T[], isLess: (left: T, right: T) => boolean): readonly T[] {
  const sorted: T[] = [];
  for (const item of items) {
    let at = sorted.length;
    while (at > 0 && isLess(item, sorted[at - 1] as T)) at -= 1;
    sorted.splice(at, 0, item);
  }
  return sorted;
}

/** Of more than those the order of ties is left as it was. */
function byLess<T>(isLess: (left: T, right: T) => boolean): (left: T, right: T) => number {
  return (left, right) => Number(isLess(right, left)) - Number(isLess(left, right));
}

/** Values of one field in kubectl's order: nothing before something, numbers by value, quantities by size, other strings naturally. */
function compareValues(left: unknown, right: unknown): number | { readonly refusal: string } {
  if (left === null || right === null) return Number(right === null) - Number(left === null);
  const type = goTypeOf(left);
  if (type !== 'int64' && type !== 'float64' && type !== 'string') return { refusal: `unsortable type: ${type}` };
  if (type !== goTypeOf(right)) return { refusal: 'unsortable interface: interface' };
  return typeof left === 'string' ? compareStrings(left, right as string) : (left as number) - (right as number);
}

function goTypeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

function compareStrings(left: string, right: string): number {
  const leftQuantity = quantityValue(left);
  const rightQuantity = quantityValue(right);
  if (leftQuantity === undefined || rightQuantity === undefined) return compareNatural(left, right);
  return leftQuantity < rightQuantity ? -1 : leftQuantity > rightQuantity ? 1 : 0;
}

const quantityPattern = /^([+-]?)(\d*)(?:\.(\d*))?(n|u|m|k|Ki|Mi|Gi|Ti|Pi|Ei|M|G|T|P|E|[eE][+-]?\d{1,2})?$/;
const binarySuffixes = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalPowers: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
/** All quantities are compared as whole numbers of 10^-180, so that no suffix or exponent loses a digit. */
const scaleDigits = 180;

/** The size of a resource quantity (`500m`, `1Gi`) as an integer for comparing; undefined for any other text. */
function quantityValue(text: string): bigint | undefined {
  if (text.length > 64) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = quantityPattern.exec(text) ?? [];
  if (whole + fraction === '') return undefined;
  const binary = binarySuffixes.indexOf(suffix);
  const power = binary >= 0 ? 0 : suffix === '' ? 0 : (decimalPowers[suffix] ?? Number(suffix.slice(1)));
  const exponent = scaleDigits + power - fraction.length;
  if (exponent < 0) return undefined;
  const size = BigInt(whole + fraction) * 10n ** BigInt(exponent) * 1024n ** BigInt(binary + 1);
  return sign === '-' ? -size : size;
}
