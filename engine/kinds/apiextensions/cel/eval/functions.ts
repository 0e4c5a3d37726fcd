import { convert, isConversion } from './conversions.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { arithmetic, comparison, indexed, isComparison, negated, sameness, unsupported, within } from './operators.ts';
import { Uint } from '../parse/ast.ts';
import { pointsOf } from './code-points.ts';
import { joined, type Looks, TEXT_FUNCTIONS } from './texts.ts';
import { isTimePart, timePart } from './time-parts.ts';
import { typeName } from './type-names.ts';
import { isUrl, URL_FUNCTIONS, urlOf } from './urls.ts';
import { Failure, isList, isMap, type Result, UrlValue, type Value } from './values.ts';

/** Calls a function or operator; `overload`: the first that the call may mean. */
export function callFunction(name: string, args: readonly Value[], overload: string, looks: Looks): Result {
  const [first = null, second = null] = args;
  if (isComparison(name)) return comparison(name, first, second);
  if (isConversion(name)) return convert(name, first);
  if (isTimePart(name)) return timePart(name, first, args[1]) ?? noOverloadFor(name, args);
  switch (name) {
    case '_==_':
    case '_!=_':
      return sameness(name, first, second);
    case '_+_':
    case '_-_':
    case '_*_':
    case '_/_':
    case '_%_':
      return arithmetic(name, first, second);
    case '@in':
    case 'in':
      return within(first, second);
    case '_[_]':
      return indexed(first, second);
    case '!_':
      return typeof first === 'boolean' ? !first : unsupported(first, name);
    case '-_':
      return typeof first === 'boolean' ? new Failure('no such overload') : negated(first);
    case 'size':
      return sizeOf(first) ?? unsupported(first, name);
    default:
      return libraryFunction(name, args, overload, looks);
  }
}

/** cel-go's own text functions, which refuse in fewer words than those of libraries. */
const OWN: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith', 'matches']);

function libraryFunction(name: string, args: readonly Value[], overload: string, looks: Looks): Result {
  const [first = null, ...rest] = args;
  const result = run(name, first, rest, overload, looks);
  if (result !== undefined) return result;
  if (OWN.has(name)) return unsupported(first, name);
  return noOverloadFor(name, args);
}

function noOverloadFor(name: string, args: readonly Value[]): Failure {
  return new Failure(`no such overload: ${name}(${args.map(typeName).join(', ')})`);
}

function run(name: string, first: Value, rest: readonly Value[], overload: string, looks: Looks): Result | undefined {
  if (typeof first === 'string') {
    if (name === 'url') return urlOf(first);
    if (name === 'isURL') return isUrl(first);
    return own(TEXT_FUNCTIONS, name)?.(first, rest, looks);
  }
  if (isList(first)) {
    const [separator = ''] = rest;
    if (name === 'join') return typeof separator === 'string' ? joined(first, separator) : undefined;
    return own(LIST_FUNCTIONS, name)?.(first, rest, overload);
  }
  return first instanceof UrlValue ? own(URL_FUNCTIONS, name)?.(first.parts) : undefined;
}

function own<T>(functions: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

/** `size(value)`; of what has none, undefined. */
export function sizeOf(value: Value): bigint | undefined {
  if (typeof value === 'string') return BigInt(pointsOf(value).length);
  if (value instanceof Uint || value === null || typeof value !== 'object') return undefined;
  if (value instanceof Uint8Array) return BigInt(value.length);
  return isList(value) || isMap(value) ? BigInt(value.size) : undefined;
}
