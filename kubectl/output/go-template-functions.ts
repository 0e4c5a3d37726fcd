import { formatGoFloat, goPrint } from './go-value.ts';
import { quoteGo } from './quote.ts';

/** What went wrong in a function, as Go says it after `error calling NAME: `. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
}

type TemplateFunction = (args: readonly unknown[]) => unknown;

const maxFormatWidth = 10_000;

/** Go's idea of an empty value: false, 0, nil, and anything of length 0. */
export function isTruthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function goTypeName(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

function item(collection: unknown, key: unknown): unknown {
  if (Array.isArray(collection)) {
    if (typeof key !== 'number') throw new FunctionError(`cannot index slice/array with type ${goTypeName(key)}`);
    // Go lets the length itself through, and the slice refuses it (indexArg, Go 1.19).
    if (key === collection.length) throw new FunctionError('reflect: slice index out of range');
    if (key < 0 || key > collection.length) throw new FunctionError(`index out of range: ${key}`);
    return collection[key];
  }
  if (collection === null || collection === undefined) throw new FunctionError('index of untyped nil');
  if (typeof collection === 'string') return byteOf(collection, key);
  if (typeof collection !== 'object') throw new FunctionError(`can't index item of type ${goTypeName(collection)}`);
  if (typeof key !== 'string') throw new FunctionError(`value has type ${goTypeName(key)}; should be string`);
  return Object.hasOwn(collection, key) ? (collection as Record<string, unknown>)[key] : undefined;
}

/** A byte of a text; its length is let through and refused later, as with lists. */
function byteOf(text: string, key: unknown): number {
  if (typeof key !== 'number') throw new FunctionError(`cannot index slice/array with type ${goTypeName(key)}`);
  const bytes = Buffer.from(text);
  if (key === bytes.length) throw new FunctionError('reflect: string index out of range');
  const byte = bytes[key];
  if (byte === undefined) throw new FunctionError(`index out of range: ${key}`);
  return byte;
}

function basicKind(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'object')
    throw new FunctionError('invalid type for comparison');
  return goTypeName(value);
}

function equal(left: unknown, right: unknown): boolean {
  if ((left === null || left === undefined) !== (right === null || right === undefined)) return false;
  if (left === null || left === undefined) return true;
  if (basicKind(left) !== basicKind(right)) throw new FunctionError('incompatible types for comparison');
  return left === right;
}

function less(left: unknown, right: unknown): boolean {
  const kind = basicKind(left);
  if (kind !== basicKind(right)) throw new FunctionError('incompatible types for comparison');
  if (kind === 'bool') throw new FunctionError('invalid type for comparison');
  return (left as string | number) < (right as string | number);
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  if (value === null || value === undefined) throw new FunctionError('len of nil pointer');
  if (typeof value === 'object') return Object.keys(value).length;
  throw new FunctionError(`len of type ${goTypeName(value)}`);
}

/** fmt.Sprint: a space between two operands when neither is a string. */
function sprint(args: readonly unknown[]): string {
  return args
    .map((arg, at) => (at > 0 && typeof arg !== 'string' && typeof args[at - 1] !== 'string' ? ' ' : '') + goPrint(arg))
    .join('');
}

function formatVerb(verb: string, value: unknown, precision: string | undefined): string {
  const bad = (): string =>
    `%!${verb}(${value === null || value === undefined ? '<nil>' : `${goTypeName(value)}=${goPrint(value)}`})`;
  if (verb === 'v') return goPrint(value);
  if (verb === 's')
    return typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined
      ? bad()
      : goPrint(value);
  if (verb === 'q') return typeof value === 'string' ? quoteGo(value) : bad();
  if (verb === 'd') return typeof value === 'number' && Number.isInteger(value) ? String(value) : bad();
  if (verb === 't') return typeof value === 'boolean' ? String(value) : bad();
  if (verb === 'x') return typeof value === 'number' && Number.isInteger(value) ? value.toString(16) : bad();
  if (verb === 'f') return typeof value === 'number' ? value.toFixed(Math.min(Number(precision ?? '6'), 20)) : bad();
  if (verb === 'g') return typeof value === 'number' ? formatGoFloat(value) : bad();
  return typeof value === 'undefined' ? `%!${verb}(MISSING)` : bad();
}

function printf(args: readonly unknown[]): string {
  const [format, ...values] = args;
  if (typeof format !== 'string') throw new FunctionError('wrong type for value; expected string');
  let used = 0;
  const text = format.replaceAll(
    /%([-0+ #]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (used >= values.length) return `%!${verb}(MISSING)`;
      const written = formatVerb(verb, values[used], precision);
      used += 1;
      if (Number(width) > maxFormatWidth) throw new FunctionError(`a width over ${maxFormatWidth} is not simulated`);
      const cut = verb === 's' && precision !== undefined ? written.slice(0, Number(precision)) : written;
      if (flags.includes('-')) return cut.padEnd(Number(width));
      return cut.padStart(Number(width), flags.includes('0') && verb !== 's' ? '0' : ' ');
    },
  );
  const extra = values
    .slice(used)
    .map((value) => `${value === null || value === undefined ? '<nil>' : `${goTypeName(value)}=${goPrint(value)}`}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

function exists(args: readonly unknown[]): boolean {
  try {
    return args.slice(1).reduce<unknown>((value, key) => item(value, key), args[0]) !== undefined;
  } catch (error) {
    if (error instanceof FunctionError) return false;
    throw error;
  }
}

function decodeBase64(text: unknown): string {
  if (typeof text !== 'string') throw new FunctionError('wrong type for value; expected string');
  return Buffer.from(text, 'base64').toString('utf8');
}

/** How many arguments a function takes at least. */
interface Entry {
  readonly least: number;
  readonly run: TemplateFunction;
}

const functions: Readonly<Record<string, Entry>> = {
  and: {
    least: 1,
    run: (args) => args.find((arg) => !isTruthy(arg)) ?? (args.every(isTruthy) ? args.at(-1) : undefined),
  },
  or: { least: 1, run: (args) => args.find(isTruthy) ?? args.at(-1) },
  not: { least: 1, run: ([value]) => !isTruthy(value) },
  eq: { least: 2, run: ([left, ...others]) => others.some((other) => equal(left, other)) },
  ne: { least: 2, run: ([left, right]) => !equal(left, right) },
  lt: { least: 2, run: ([left, right]) => less(left, right) },
  le: { least: 2, run: ([left, right]) => less(left, right) || equal(left, right) },
  gt: { least: 2, run: ([left, right]) => !less(left, right) && !equal(left, right) },
  ge: { least: 2, run: ([left, right]) => !less(left, right) },
  index: {
    least: 1,
    run: ([collection, ...keys]) => keys.reduce<unknown>((value, key) => item(value, key), collection),
  },
  len: { least: 1, run: ([value]) => lengthOf(value) },
  print: { least: 0, run: sprint },
  println: { least: 0, run: (args) => `${args.map((arg) => goPrint(arg)).join(' ')}\n` },
  printf: { least: 1, run: printf },
  exists: { least: 1, run: exists },
  base64decode: { least: 1, run: ([text]) => decodeBase64(text) },
};

/** The functions a template may call. */
export const functionNames: ReadonlySet<string> = new Set(Object.keys(functions));

/** Calls a function; throws FunctionError. */
export function callFunction(name: string, args: readonly unknown[]): unknown {
  const entry = functions[name];
  if (entry === undefined) throw new FunctionError(`function "${name}" not defined`);
  if (args.length < entry.least)
    throw new FunctionError(`wrong number of args for ${name}: want at least ${entry.least} got ${args.length}`);
  return entry.run(args);
}
