import { goQuote } from './go-format.ts';
import { ParseError } from './parse-error.ts';

const LAYOUT = '2006-01-02T15:04:05Z07:00';

/** metav1.Time: RFC 3339 in UTC with whole seconds (what is finer is cut). `ms` counts from 1970. */
export function toTimestamp(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond) {
    lastText = `${new Date(second * 1000).toISOString().slice(0, -5)}Z`;
    lastSecond = second;
  }
  return lastText;
}

/** Most time stamps are of the same second as the one before. */
let lastSecond = 0;
let lastText = '1970-01-01T00:00:00Z';

/** metav1.MicroTime: RFC 3339 in UTC with six decimals, as leases and events.k8s.io have it. */
export function toMicroTime(ms: number): string {
  const micros = Math.floor((ms - Math.floor(ms / 1000) * 1000) * 1000);
  return `${toTimestamp(ms).slice(0, -1)}.${String(micros).padStart(6, '0')}Z`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

function refuse(text: string, why: string): ParseError {
  return new ParseError(`parsing time ${goQuote(text)}${why}`);
}

/** The first part of the layout that `text` does not follow, in time.Parse's words. */
function mismatch(text: string): ParseError {
  const elements: readonly (readonly [RegExp, string])[] = [
    [/^\d{4}/, '2006'],
    [/^-/, '-'],
    [/^\d\d/, '01'],
    [/^-/, '-'],
    [/^\d\d/, '02'],
    [/^T/, 'T'],
    [/^\d\d/, '15'],
    [/^:/, ':'],
    [/^\d\d/, '04'],
    [/^:/, ':'],
    [/^\d\d(?:[.,]\d+)?/, '05'],
    [/^(?:Z|[+-]\d\d:\d\d)/, 'Z07:00'],
  ];
  let rest = text;
  for (const [pattern, element] of elements) {
    const match = pattern.exec(rest);
    if (match === null)
      return refuse(text, ` as ${goQuote(LAYOUT)}: cannot parse ${goQuote(rest)} as ${goQuote(element)}`);
    rest = rest.slice(match[0].length);
  }
  return refuse(text, `: extra text: ${goQuote(rest)}`);
}

/** Milliseconds since 1970 of an RFC 3339 text, with fractions for what is finer. Throws ParseError in Go's words. */
export function parseTimestamp(text: string): number {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const ms = parse(text);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(text, ms);
  return ms;
}

/** Milliseconds of a time in a status that anybody may write: the server keeps one that is left out as null. */
export function givenTimestamp(text: string | null | undefined): number | undefined {
  return text === undefined || text === null ? undefined : parseTimestamp(text);
}

/** Objects made together carry the same time stamp, which is read again with every look at them. */
const parsed = new Map<string, number>();
const MAX_PARSED = 1024;

function parse(text: string): number {
  const match = RFC3339.exec(text);
  if (match === null) throw mismatch(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const outOfRange = (part: string): ParseError => refuse(text, `: ${part} out of range`);
  if (month < 1 || month > 12) throw outOfRange('month');
  if (hour > 23) throw outOfRange('hour');
  if (minute > 59) throw outOfRange('minute');
  if (second > 59) throw outOfRange('second');
  if (day < 1 || day > daysIn(year, month)) throw outOfRange('day');
  const offsetMinutes = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * (match[8] === '-' ? -1 : 1);
  const iso = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`;
  const fraction = match[7] === undefined ? 0 : Number(`${match[7].slice(0, 3).padEnd(3, '0')}.${match[7].slice(3)}0`);
  return Date.parse(iso) - offsetMinutes * 60_000 + fraction;
}
