import { ParseError } from '../../../../api/parse-error.ts';
import { parseTimestamp } from '../../../../api/time.ts';
import { Duration, Timestamp } from './values.ts';

const SECOND = 1_000_000_000n;
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3_600n * SECOND,
};
const PART = /^(\d{0,30})(?:\.(\d{0,30}))?(ns|us|µs|μs|ms|s|m|h)/;
const LONGEST = 2n ** 63n;

/** Go's time.ParseDuration. */
export function parseGoDuration(text: string): Duration | undefined {
  const isNegative = text.startsWith('-');
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return new Duration(0n);
  if (rest === '') return undefined;
  let nanos = 0n;
  while (rest !== '') {
    const [all, whole = '', fraction = '', unit = ''] = PART.exec(rest) ?? [];
    const size = UNITS[unit];
    if (all === undefined || size === undefined || `${whole}${fraction}` === '') return undefined;
    const scale = 10n ** BigInt(fraction.length);
    nanos += BigInt(whole === '' ? 0 : whole) * size + (BigInt(fraction === '' ? 0 : fraction) * size) / scale;
    rest = rest.slice(all.length);
  }
  return nanos >= LONGEST ? undefined : new Duration(isNegative ? -nanos : nanos);
}

const LONG_UNITS: readonly (readonly [RegExp, bigint])[] = [
  [/^(?:ns|nano|nanosecs?|nanoseconds?|nanos)$/, 1n],
  [/^(?:us|µs|micro|micros|microsecs?|microseconds?)$/, 1_000n],
  [/^(?:ms|milli|millis|millisecs?|milliseconds?)$/, 1_000_000n],
  [/^(?:s|secs?|seconds?)$/, SECOND],
  [/^(?:m|mins?|minutes?)$/, 60n * SECOND],
  [/^(?:h|hr|hrs|hours?)$/, 3_600n * SECOND],
  [/^(?:d|days?)$/, 86_400n * SECOND],
  [/^(?:w|wk|wks|weeks?)$/, 604_800n * SECOND],
];

/** A text of format `duration`: Go's, or a number with a unit of any length, `3 days` (strfmt.ParseDuration). */
export function parseDuration(text: string): Duration | undefined {
  const go = parseGoDuration(text);
  if (go !== undefined) return go;
  const parts = [...text.slice(0, 1024).matchAll(/((\d{1,30})\s*([A-Za-zµ]{1,30}))/g)];
  let nanos = 0n;
  for (const [, , count = '0', unit = ''] of parts) {
    const size = LONG_UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (size === undefined) return undefined;
    nanos += BigInt(count) * size;
  }
  return parts.length === 0 ? undefined : new Duration(nanos);
}

/** A text of format `date`. */
export function parseDate(text: string): Timestamp | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? parseRfc3339(`${text}T00:00:00Z`) : undefined;
}

/** A text of format `date-time`; an empty one is 1970. */
export function parseTime(text: string): Timestamp | undefined {
  return text === '' ? new Timestamp(0n) : parseRfc3339(text.replace(/t/, 'T').replace(/z$/, 'Z'));
}

/** Go's time.Parse of RFC 3339, to the nanosecond. */
export function parseRfc3339(text: string): Timestamp | undefined {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  try {
    const seconds = BigInt(Math.floor(parseTimestamp(text.replace(/\.\d+/, '')) / 1000));
    return new Timestamp(seconds * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0')));
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** RFC 3339 with as many digits as it takes. */
export function timeText({ nanos }: Timestamp): string {
  const below = ((nanos % SECOND) + SECOND) % SECOND;
  const iso = new Date(Number((nanos - below) / 1_000_000n)).toISOString().slice(0, 19);
  const fraction = below === 0n ? '' : `.${String(below).padStart(9, '0').replace(/0+$/, '')}`;
  return `${iso}${fraction}Z`;
}
