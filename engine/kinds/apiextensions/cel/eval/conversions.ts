import { utf8Bytes, utf8Text } from '../../../../api/utf8.ts';
import { Uint } from '../parse/ast.ts';
import { int, timestamp, uint } from './operators.ts';
import { parseGoDuration, parseRfc3339, timeText } from './time-texts.ts';
import { typeName } from './type-names.ts';
import { Duration, Failure, type Result, Timestamp, TypeValue, type Value } from './values.ts';

type Convert = (value: Value) => Result | undefined;

const SECOND = 1_000_000_000n;
const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** Conversions by the name of their function; undefined where there is none from that value. */
const CONVERSIONS: Readonly<Record<string, readonly [target: string, convert: Convert]>> = {
  int: ['int', toInt],
  uint: ['uint', toUint],
  double: ['double', toDouble],
  bool: ['bool', toBool],
  string: ['string', toText],
  bytes: ['bytes', (value) => (typeof value === 'string' ? utf8Bytes(value) : asIs(value, Uint8Array))],
  timestamp: ['google.protobuf.Timestamp', toTimestamp],
  duration: ['google.protobuf.Duration', toDuration],
  type: ['type', (value) => new TypeValue(typeName(value))],
  dyn: ['dyn', (value) => value],
};

export function isConversion(name: string): boolean {
  return Object.hasOwn(CONVERSIONS, name);
}

/** `int(value)`, `string(value)` and the like (ConvertToType, cel-go v0.12). */
export function convert(name: string, value: Value): Result {
  const [target, run] = CONVERSIONS[name] ?? [name, () => undefined];
  const result = run(value);
  if (result !== undefined) return result;
  return new Failure(`type conversion error from '${typeName(value)}' to '${target}'`);
}

function asIs<T extends Value>(value: Value, type: abstract new (...args: never[]) => T): T | undefined {
  return value instanceof type ? value : undefined;
}

function toInt(value: Value): Result | undefined {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return int(value.value);
  if (typeof value === 'number')
    return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : new Failure('integer overflow');
  if (value instanceof Timestamp) return (value.nanos - (((value.nanos % SECOND) + SECOND) % SECOND)) / SECOND;
  if (value instanceof Duration) return value.nanos;
  return typeof value === 'string' && /^[+-]?0*\d{1,20}$/.test(value)
    ? unlessFailure(int(BigInt(value.replace('+', ''))))
    : undefined;
}

const unlessFailure = (result: Result): Result | undefined => (result instanceof Failure ? undefined : result);

function toUint(value: Value): Result | undefined {
  if (value instanceof Uint) return value;
  if (typeof value === 'bigint') return uint(value);
  if (typeof value === 'number')
    return value >= 0 && value < 2 ** 64
      ? new Uint(BigInt(Math.trunc(value)))
      : new Failure('unsigned integer overflow');
  return typeof value === 'string' && /^0*\d{1,20}$/.test(value) ? unlessFailure(uint(BigInt(value))) : undefined;
}

const SPECIAL: Readonly<Record<string, number>> = { inf: Infinity, infinity: Infinity, nan: Number.NaN };

function toDouble(value: Value): Result | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint) return Number(value.value);
  if (typeof value !== 'string') return undefined;
  const [, sign = '', word = ''] = /^([+-]?)([a-z]+)$/i.exec(value) ?? [];
  const special = SPECIAL[word.toLowerCase()];
  if (special !== undefined) return sign === '-' ? -special : special;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function toBool(value: Value): Result | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  return TRUE.includes(value) ? true : FALSE.includes(value) ? false : undefined;
}

function toText(value: Value): Result | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Uint) return String(value.value);
  if (typeof value === 'number') return goG(value);
  if (value instanceof Timestamp) return timeText(value);
  if (value instanceof Duration) return `${plain(Number(value.nanos) / 1e9)}s`;
  if (!(value instanceof Uint8Array)) return undefined;
  const text = utf8Text(value);
  return text.includes('\ufffd') ? new Failure('invalid UTF-8 in bytes, cannot convert to string') : text;
}

/** Go's %g: an exponent of two digits, from 1e+06 and below 1e-4. */
function goG(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return plain(value);
}

/** A number without an exponent. */
function plain(value: number): string {
  const text = String(value);
  const [, digits = '', exponent] = /^(-?[\d.]+)e-(\d+)$/.exec(text) ?? [];
  return exponent === undefined ? text : value.toFixed(Number(exponent) + (digits.split('.')[1] ?? '').length);
}

function toTimestamp(value: Value): Result | undefined {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'bigint') return timestamp(value * SECOND);
  return typeof value === 'string' ? parseRfc3339(value) : undefined;
}

function toDuration(value: Value): Result | undefined {
  if (value instanceof Duration) return value;
  return typeof value === 'string' ? parseGoDuration(value) : undefined;
}
