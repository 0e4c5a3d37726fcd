import { doubleField, lengthField, numberField, textField } from './wire-writer.ts';

/** Writes what JSON has for a type that is no message of the table: the counterpart of read-values.ts. */
type ValueWriter = (number: number, value: unknown) => Buffer;

const NANOS_OF_MICRO = 1000;

export const VALUE_WRITERS: Readonly<Record<string, ValueWriter>> = {
  string: (number, value) => textField(number, String(value)),
  bytes: (number, value) => lengthField(number, Buffer.from(String(value), 'base64')),
  bool: (number, value) => numberField(number, value === true ? 1 : 0),
  int32: integer,
  int64: integer,
  double: (number, value) => doubleField(number, Number(value)),
  quantity: (number, value) => lengthField(number, textField(1, String(value))),
  intOrString,
  raw: (number, value) => lengthField(number, textField(1, JSON.stringify(value))),
  time,
  microTime: time,
};

function integer(number: number, value: unknown): Buffer {
  return numberField(number, Math.trunc(Number(value)));
}

/** IntOrString{1 type (0 int, 1 string), 2 intVal, 3 strVal}. */
function intOrString(number: number, value: unknown): Buffer {
  const [type, whole, text] = typeof value === 'number' ? [0, value, ''] : [1, 0, String(value)];
  return lengthField(number, Buffer.concat([numberField(1, type), numberField(2, whole), textField(3, text)]));
}

/** Timestamp{1 seconds, 2 nanos}. */
function time(number: number, value: unknown): Buffer {
  const text = String(value);
  const seconds = Math.floor(Date.parse(text) / 1000);
  if (Number.isNaN(seconds)) return lengthField(number, Buffer.alloc(0));
  const micros = Number(/\.(\d{1,6})/.exec(text)?.[1]?.padEnd(6, '0') ?? 0);
  return lengthField(number, Buffer.concat([numberField(1, seconds), numberField(2, micros * NANOS_OF_MICRO)]));
}
