import { goQuote } from './go-format.ts';
import { ParseError } from './parse-error.ts';

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** `digits` behind the point without trailing zeros, and without the point if none is left. */
function decimals(nanos: bigint, unit: bigint): string {
  const width = String(unit).length - 1;
  const fraction = String(nanos % unit)
    .padStart(width, '0')
    .replace(/0+$/, '');
  return width === 0 || fraction === '' ? String(nanos / unit) : `${nanos / unit}.${fraction}`;
}

function positive(nanos: bigint): string {
  if (nanos < 1_000n) return `${nanos}ns`;
  if (nanos < 1_000_000n) return `${decimals(nanos, 1_000n)}µs`;
  if (nanos < 1_000_000_000n) return `${decimals(nanos, 1_000_000n)}ms`;
  const minute = 60_000_000_000n;
  const seconds = `${decimals(nanos % minute, 1_000_000_000n)}s`;
  const minutes = nanos / minute;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** Go's time.Duration as text: `1m20s`, `2.345678901s`, `1.5ms`, `0s`. Fractions of a millisecond count to the nanosecond. */
export function formatDuration(durationMs: number): string {
  const whole = Math.trunc(durationMs);
  const nanos = BigInt(whole) * 1_000_000n + BigInt(Math.round((durationMs - whole) * 1e6));
  if (nanos === 0n) return '0s';
  return nanos < 0n ? `-${positive(-nanos)}` : positive(nanos);
}

const TERM = /^(\d*)(\.\d*)?/;
const UNIT = /^[^.\d]*/;

/** Go's time.ParseDuration, in milliseconds. Throws ParseError in its words. */
export function parseDuration(text: string): number {
  const invalid = new ParseError(`time: invalid duration ${goQuote(text)}`);
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '') throw invalid;
  let totalMs = 0;
  while (rest !== '') {
    const [number = '', digits = '', fraction = ''] = TERM.exec(rest) ?? [];
    if (digits === '' && fraction.length < 2) throw invalid;
    rest = rest.slice(number.length);
    const unit = UNIT.exec(rest)?.[0] ?? '';
    if (unit === '') throw new ParseError(`time: missing unit in duration ${goQuote(text)}`);
    const unitMs = UNITS.get(unit);
    if (unitMs === undefined) throw new ParseError(`time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`);
    totalMs += Number(`0${digits}`) * unitMs + Number(`0${fraction}`.replace(/\.$/, '')) * unitMs;
    rest = rest.slice(unit.length);
  }
  return sign * totalMs;
}
