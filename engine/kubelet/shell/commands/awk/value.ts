import { NotSimulated } from '../../work.ts';

/** What comes of the input, and counts as a number where it looks like one. */
export class Given {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Value = number | string | Given;

/** No text that a program makes gets longer. */
const MAX_TEXT = 1024 * 1024;
const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;

export function toText(value: Value): string {
  if (value instanceof Given) return value.text;
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  return Number(NUMBER.exec(toText(value))?.[0] ?? 0);
}

export function isTrue(value: Value): boolean {
  if (value instanceof Given) return looksNumeric(value) ? toNumber(value) !== 0 : value.text !== '';
  return typeof value === 'number' ? value !== 0 : value !== '';
}

function looksNumeric(value: Value): boolean {
  if (typeof value === 'number') return true;
  if (!(value instanceof Given)) return false;
  const found = NUMBER.exec(value.text)?.[0];
  return found !== undefined && value.text.slice(found.length).trim() === '';
}

/** Below, the same or above: as numbers where both are, else as texts. */
export function compared(left: Value, right: Value): number {
  if (looksNumeric(left) && looksNumeric(right)) return toNumber(left) - toNumber(right);
  const [a, b] = [toText(left), toText(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function joinedText(left: string, right: string): string {
  if (left.length + right.length > MAX_TEXT) throw new NotSimulated(`awk: a text of more than ${MAX_TEXT} characters`);
  return left + right;
}
