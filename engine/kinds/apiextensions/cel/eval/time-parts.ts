import { goQuote } from '../../../../api/go-format.ts';
import { timeZone } from '../../../batch/time-zone.ts';
import { Duration, Failure, type Result, Timestamp, type Value } from './values.ts';

const MILLISECOND = 1_000_000n;
const SECOND = 1_000n * MILLISECOND;
const MINUTE = 60n * SECOND;
const DAY_MS = 86_400_000;

const DATE_PARTS: Readonly<Record<string, (date: Date) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDayOfYear: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / DAY_MS),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDate: (date) => date.getUTCDate(),
  getDayOfWeek: (date) => date.getUTCDay(),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (date) => date.getUTCMilliseconds(),
};

const DURATION_PARTS: Readonly<Record<string, bigint>> = {
  getHours: 60n * MINUTE,
  getMinutes: MINUTE,
  getSeconds: SECOND,
  getMilliseconds: MILLISECOND,
};

export function isTimePart(name: string): boolean {
  return Object.hasOwn(DATE_PARTS, name);
}

/** `time.getHours()`, `time.getHours('+09:00')`, `time.getHours('Asia/Seoul')`, `duration.getHours()`. */
export function timePart(name: string, value: Value, zone: Value | undefined): Result | undefined {
  const size = DURATION_PARTS[name];
  if (value instanceof Duration) return size === undefined || zone !== undefined ? undefined : value.nanos / size;
  const part = DATE_PARTS[name];
  if (!(value instanceof Timestamp) || part === undefined) return undefined;
  if (zone !== undefined && typeof zone !== 'string') return undefined;
  const offset = offsetOf(zone ?? 'UTC', Number(value.nanos / MILLISECOND));
  if (offset instanceof Failure) return offset;
  const nanos = value.nanos + offset;
  const below = ((nanos % MILLISECOND) + MILLISECOND) % MILLISECOND;
  return BigInt(part(new Date(Number((nanos - below) / MILLISECOND))));
}

function offsetOf(zone: string, atMs: number): bigint | Failure {
  if (zone === '' || zone === 'UTC') return 0n;
  if (!zone.includes(':')) {
    const offsetMs = timeZone(zone)?.offsetMs(atMs);
    return offsetMs === undefined ? new Failure(`unknown time zone ${zone}`) : BigInt(offsetMs) * MILLISECOND;
  }
  const [hours = '', minutes = ''] = zone.split(/:(.*)/s);
  for (const text of [hours, minutes])
    if (!/^[+-]?\d+$/.test(text)) return new Failure(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  const whole = BigInt(hours.replace('+', '')) * 60n;
  const rest = BigInt(minutes.replace('+', ''));
  return (zone.startsWith('-') ? whole - rest : whole + rest) * MINUTE;
}
