/** Small checks that the validation of several kinds shares; each gives the errors of one field. */
import { type FieldError, invalid, notSupported, required } from '../api/validation/field-error.ts';
import { type NameCheck, portName, portNumber } from '../api/validation/names.ts';

export type Errors = readonly FieldError[];

export const NON_NEGATIVE = 'must be greater than or equal to 0';

/** One error for each reason that `check` gives against the text; an absent one is the empty text. */
export function named(path: string, text: string | undefined, check: NameCheck): Errors {
  return check(text ?? '').map((reason) => invalid(path, text ?? '', reason));
}

/** As `named`, but an absent or empty text is `Required value`. */
export function requiredName(path: string, text: string | undefined, check: NameCheck): Errors {
  return text === undefined || text === '' ? [required(path)] : named(path, text, check);
}

export function present(path: string, text: unknown, detail = ''): Errors {
  return text === undefined || text === null || text === '' ? [required(path, detail)] : [];
}

/** As `named`, where an absent or empty text is fine. */
export function optionalName(path: string, text: string | undefined, check: NameCheck): Errors {
  return text === undefined || text === '' ? [] : named(path, text, check);
}

export function nonNegative(path: string, number: number | undefined): Errors {
  return number !== undefined && number < 0 ? [invalid(path, number, NON_NEGATIVE)] : [];
}

export function port(path: string, number = 0): Errors {
  return portNumber(number).map((reason) => invalid(path, number, reason));
}

/** A port by number or by the name of a container's port. */
export function portOrName(path: string, given: number | string | undefined): Errors {
  return typeof given === 'string' ? named(path, given, portName) : port(path, given ?? 0);
}

/**
 * `values` in the order in which Kubernetes lists them. Absent: `Required value`, unless `optional`. The empty text is a value that is not
 * supported: pointers to it, and items of lists. A field that is no pointer, and whose zero is kept, passes `|| undefined`.
 */
export function oneOf(
  path: string,
  value: string | null | undefined,
  values: readonly string[],
  { optional = false }: { readonly optional?: boolean } = {},
): Errors {
  if (value === undefined || value === null) return optional ? [] : [required(path)];
  return values.includes(value) ? [] : [notSupported(path, value, values)];
}

/** A path inside a volume: relative, and never upwards. */
export function descendingPath(path: string, target = ''): Errors {
  const relative = target.startsWith('/') ? [invalid(path, target, 'must be a relative path')] : NO_ERRORS;
  return [...relative, ...withoutBacksteps(path, target)];
}

export function withoutBacksteps(path: string, target = ''): Errors {
  return target.split('/').includes('..') ? [invalid(path, target, "must not contain '..'")] : [];
}

/** Where `present` asks for the path, an absent one is wrong in this way, too. */
export function absolutePath(path: string, target: string | undefined): Errors {
  return target?.startsWith('/') === true ? [] : [invalid(path, target ?? '', 'must be an absolute path')];
}

/** Errors of each item of a list, with the item's path. */
export function each<T>(
  path: string,
  list: readonly T[] | undefined,
  check: (item: T, itemPath: string, position: number) => Errors,
): Errors {
  return (list ?? []).flatMap((item, position) => check(item, `${path}[${position}]`, position));
}

const NO_ERRORS: Errors = [];

/**
 * A check that is made once of each part it finds right: the pods of a template share its probes and resources, and stored parts never
 * change. What is wrong is looked at every time, for the path in its messages.
 */
export function onceRight<T extends object>(
  check: (path: string, part: T) => Errors,
): (path: string, part: T | null | undefined) => Errors {
  const right = new WeakSet<T>();
  return (path, part) => {
    if (part === undefined || part === null || right.has(part)) return NO_ERRORS;
    const errors = check(path, part);
    if (errors.length === 0) right.add(part);
    return errors;
  };
}

/**
 * As `each`, for an update of a stored list: what stands there already, in the same order, was found right when it was stored and is passed
 * over. `Object.is` tells it without looking into items that are the same, as `===` does (for NaN): of the fifty endpoints of a service one
 * changes at a time.
 */
export function eachNew<T>(
  path: string,
  list: readonly T[] | undefined,
  stored: readonly T[] | undefined,
  check: (item: T, itemPath: string) => Errors,
): Errors {
  const [items, old] = [list ?? [], stored ?? []];
  const errors: FieldError[] = [];
  let at = 0;
  for (let position = 0; position < items.length; position++) {
    const item = items[position] as T;
    if (at < old.length && Object.is(item, old[at])) at += 1;
    else if (at + 1 < old.length && Object.is(item, old[at + 1])) at += 2;
    else errors.push(...check(item, `${path}[${position}]`));
  }
  return errors;
}

/** Dotted or colon-separated IP address. */
const IP_ERROR = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

export function ipAddress(path: string, text = ''): Errors {
  return isIPv4(text) || isIPv6(text) ? [] : [invalid(path, text, IP_ERROR)];
}

export function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Eight groups of hexadecimal digits, one run of zeros may be `::`. */
export function isIPv6(text: string): boolean {
  if (!text.includes(':') || text.length > 45) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
