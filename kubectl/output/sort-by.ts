import { compareNatural } from './natural-order.ts';
import { JsonPathError, parseJsonPath, relaxedJsonPath } from './jsonpath.ts';

export interface SortResult<T> {
  readonly sorted: readonly T[];
  /** False when no object has the field; kubectl then refuses with `message`. */
  readonly fieldFound: boolean;
  readonly message: string;
}

/**
 * `--sort-by=FIELD`: objects in the order of a field, those without it first, ties as they were.
 * @param objectOf the object of an item (of a table row, for instance)
 * @throws JsonPathError for a field that is not a path
 */
export function sortBy<T>(items: readonly T[], field: string, objectOf: (item: T) => unknown): SortResult<T> {
  const template = relaxedJsonPath(field);
  const path = parseJsonPath(template);
  const keyed = items.map((item) => ({ item, key: firstValue(path.find(objectOf(item))) }));
  const fieldFound = items.length === 0 || keyed.some(({ key }) => key !== undefined);
  const sorted = keyed.toSorted((left, right) => compareValues(left.key, right.key)).map(({ item }) => item);
  return {
    sorted,
    fieldFound,
    message: `couldn't find any field with path ${JSON.stringify(template)} in the list of objects`,
  };
}

function firstValue(results: readonly (readonly unknown[])[]): unknown {
  return results[0]?.[0];
}

/** Values of one field in kubectl's order: nothing before something, numbers by value, quantities by size, other strings naturally. */
export function compareValues(left: unknown, right: unknown): number {
  const missing = (value: unknown): boolean => value === undefined || value === null;
  if (missing(left) || missing(right)) return Number(missing(right)) - Number(missing(left));
  if (typeof left !== typeof right) throw new JsonPathError(`unsortable types: ${typeof left} and ${typeof right}`);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  throw new JsonPathError(`unsortable type: ${Array.isArray(left) ? 'slice' : 'map'}`);
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
