/** Checks that several kinds' validations share (apimachinery and core validation, v1.25). */
import { semanticEqual } from '../api/equality.ts';
import { goIntOrString } from '../api/intstr.ts';
import type { IntOrString } from '../api/intstr.ts';
import { type FieldError, goValue, invalid } from '../api/validation/field-error.ts';
import { percent } from '../api/validation/names.ts';

/** The largest number of Go's int32. */
export const MAX_INT32 = 2_147_483_647;

/** Absent counts as fine. */
export function nonNegative(value: number | undefined | null, path: string): FieldError[] {
  return (value ?? 0) < 0 ? [invalid(path, value, 'must be greater than or equal to 0')] : [];
}

/** `shown` is how the message prints the new value; default: the value itself. */
export function immutable(value: unknown, old: unknown, path: string, shown: unknown = value): FieldError[] {
  return semanticEqual(value, old) ? [] : [invalid(path, shown, 'field is immutable')];
}

export function positiveIntOrPercent(value: IntOrString | undefined, path: string): FieldError[] {
  if (typeof value === 'string') return percent(value).map((why) => invalid(path, goValue(goIntOrString(value)), why));
  return nonNegative(value, path);
}

export function atMost100Percent(value: IntOrString | undefined, path: string): FieldError[] {
  if (typeof value !== 'string' || !/^\d+%$/.test(value) || Number(value.slice(0, -1)) <= 100) return [];
  return [invalid(path, goValue(goIntOrString(value)), 'must not be greater than 100%')];
}

/** The number, or the percentage without its sign: what validations compare with 0. Other text counts as the number it spells, or as 0. */
export function plainNumber(value: IntOrString | undefined): number {
  if (typeof value !== 'string') return value ?? 0;
  if (/^[+-]?\d+$/.test(value)) return Number(value);
  return /^\d+%$/.test(value) ? Number(value.slice(0, -1)) : 0;
}
