import { RE2JS, RE2JSException } from 're2js';
import { pointsOf } from './code-points.ts';
import { Failure, itemsOf, listOf, type ListValue, type Result, type Value } from './values.ts';

const outOfRange = (index: bigint | number): Failure => new Failure(`index out of range: ${index}`);

/** Functions of texts: cel-go's own and its extension library (ext/strings.go, v0.12). Positions count code points. */
export const TEXT_FUNCTIONS: Readonly<
  Record<string, (text: string, args: readonly Value[], looks: Looks) => Result | undefined>
> = {
  contains: (text, [part]) => (typeof part === 'string' ? text.includes(part) : undefined),
  startsWith: (text, [part]) => (typeof part === 'string' ? text.startsWith(part) : undefined),
  endsWith: (text, [part]) => (typeof part === 'string' ? text.endsWith(part) : undefined),
  charAt: (text, [at]) => (typeof at === 'bigint' ? charAt(pointsOf(text), Number(at)) : undefined),
  indexOf: (text, [part, from]) =>
    typeof part === 'string'
      ? indexOf(pointsOf(text), pointsOf(part), from === undefined ? 0 : Number(from))
      : undefined,
  lastIndexOf: (text, [part, from]) => {
    if (typeof part !== 'string') return undefined;
    const points = pointsOf(text);
    const isWhole = from === undefined;
    if (isWhole && part === '') return BigInt(points.length);
    return lastIndexOf(points, pointsOf(part), isWhole ? points.length - 1 : Number(from));
  },
  lowerAscii: (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  trim: (text) => text.replace(SPACE_AROUND, ''),
  replace: (text, [from, to, count]) =>
    typeof from === 'string' && typeof to === 'string' ? replaced(text, from, to, numberOf(count)) : undefined,
  split: (text, [separator, count]) =>
    typeof separator === 'string' ? listOf(split(text, separator, numberOf(count))) : undefined,
  substring: (text, [from, to]) =>
    typeof from === 'bigint'
      ? substring(pointsOf(text), Number(from), to === undefined ? undefined : Number(to))
      : undefined,
  matches: (text, [pattern]) =>
    typeof pattern === 'string' ? withPattern(pattern, '', (regex) => regex.matcher(text).find()) : undefined,
  find: (text, [pattern], looks) =>
    typeof pattern === 'string'
      ? withPattern(pattern, ILLEGAL, (regex) => firstOf(found(regex, text, 1, looks)))
      : undefined,
  findAll: (text, [pattern, count], looks) =>
    typeof pattern === 'string'
      ? withPattern(pattern, ILLEGAL, (regex) => allOf(found(regex, text, numberOf(count), looks)))
      : undefined,
};

/** How many characters the matches of an object's rules looked at. */
export interface Looks {
  lookedAt: number;
}

const ILLEGAL = 'Illegal regex: ';
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const SPACE_AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

const numberOf = (count: Value | undefined): number => (typeof count === 'bigint' ? Number(count) : -1);

function charAt(points: readonly string[], at: number): Result {
  return at < 0 || at > points.length ? outOfRange(at) : (points[at] ?? '');
}

const standsAt = (points: readonly string[], part: readonly string[], at: number): boolean =>
  part.every((point, i) => points[at + i] === point);

function indexOf(points: readonly string[], part: readonly string[], from: number): Result {
  if (part.length === 0) return BigInt(from);
  if (from < 0 || from >= points.length) return outOfRange(from);
  for (let at = from; at <= points.length - part.length; at++) if (standsAt(points, part, at)) return BigInt(at);
  return -1n;
}

function lastIndexOf(points: readonly string[], part: readonly string[], from: number): Result {
  if (part.length === 0) return BigInt(from);
  if (from < 0 || from >= points.length) return outOfRange(from);
  for (let at = Math.min(from, points.length - part.length); at >= 0; at--)
    if (standsAt(points, part, at)) return BigInt(at);
  return -1n;
}

function substring(points: readonly string[], from: number, to: number | undefined): Result {
  if (to !== undefined && from > to) return new Failure(`invalid substring range. start: ${from}, end: ${to}`);
  if (from < 0 || from > points.length) return outOfRange(from);
  if (to !== undefined && (to < 0 || to > points.length)) return outOfRange(to);
  return points.slice(from, to).join('');
}

/** strings.Replace: below 0 all of them. An empty text is found around every code point. */
function replaced(text: string, from: string, to: string, count: number): string {
  if (count === 0) return text;
  const most = count < 0 ? Number.POSITIVE_INFINITY : count;
  if (from === '') {
    const points = [...text];
    const around = points.map((point, i) => (i < most ? to + point : point)).join('');
    return points.length < most ? around + to : around;
  }
  const parts = split(text, from, most === Number.POSITIVE_INFINITY ? -1 : most + 1);
  return parts.join(to);
}

/** strings.SplitN. */
function split(text: string, separator: string, count: number): readonly string[] {
  if (count === 0) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

/** Patterns are read once: rules come back to them with every object. */
const PATTERNS = new Map<string, RE2JS | string>();
const MOST_PATTERNS = 256;

function withPattern(pattern: string, prefix: string, run: (regex: RE2JS) => Result): Result {
  const regex = compiled(pattern);
  return typeof regex === 'string' ? new Failure(`${prefix}${regex}`) : run(regex);
}

/** The pattern, or what is wrong with it in Go's words. */
export function compiled(pattern: string): RE2JS | string {
  const known = PATTERNS.get(pattern);
  if (known !== undefined) return known;
  if (PATTERNS.size >= MOST_PATTERNS) PATTERNS.clear();
  const made = compile(pattern);
  PATTERNS.set(pattern, made);
  return made;
}

function compile(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}

const firstOf = (matches: readonly string[] | Failure): Result =>
  matches instanceof Failure ? matches : (matches[0] ?? '');
const allOf = (matches: readonly string[] | Failure): Result =>
  matches instanceof Failure ? matches : listOf(matches);

/** Every match may look through all the rest of the text before the next one does: for an object so many characters may be looked at. */
const MOST_LOOKED_AT = 50_000_000;

function found(regex: RE2JS, text: string, count: number, looks: Looks): readonly string[] | Failure {
  const matcher = regex.matcher(text);
  const all: string[] = [];
  while ((count < 0 || all.length < count) && matcher.find()) {
    all.push(matcher.group() ?? '');
    looks.lookedAt += text.length - matcher.start();
    if (looks.lookedAt > MOST_LOOKED_AT)
      return new Failure(`seatrial looks for no more matches after ${MOST_LOOKED_AT} characters`);
  }
  return all;
}

/** `list.join(separator)`. Lists of objects it cannot take: v1.25 fails on them with this message. */
export function joined(list: ListValue, separator: string): Result {
  if (list.ofSchema !== undefined)
    return new Failure('internal error: interface conversion: interface {} is []interface {}, not []string');
  return itemsOf(list)
    .filter((item) => typeof item === 'string')
    .join(separator);
}
