import { goQuote } from './go-format.ts';
import { ParseError } from './parse-error.ts';

/** A number, or a text such as `25%` or a port's name. */
export type IntOrString = number | string;

const DIGITS = /^[+-]?\d+$/;

/** `N%` of `total`, or the number itself. Throws ParseError for a text that is no percentage. */
export function resolveIntOrPercent(value: IntOrString, total: number, rounding: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  if (!value.endsWith('%')) {
    throw new ParseError('invalid value for IntOrString: invalid type: string is not a percentage');
  }
  const number = value.slice(0, -1);
  if (!DIGITS.test(number)) {
    const cause = `strconv.Atoi: parsing ${goQuote(number)}: invalid syntax`;
    throw new ParseError(`invalid value for IntOrString: invalid value ${goQuote(value)}: ${cause}`);
  }
  const scaled = (Number(number) * total) / 100;
  return rounding === 'up' ? Math.ceil(scaled) : Math.floor(scaled);
}

/** Go's %#v, which validation messages show: `intstr.IntOrString{Type:0, IntVal:1, StrVal:""}`. */
export function goIntOrString(value: IntOrString | undefined): string {
  const isText = typeof value === 'string';
  return `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : (value ?? 0)}, StrVal:${goQuote(isText ? value : '')}}`;
}
