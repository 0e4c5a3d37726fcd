import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FieldError, formatFieldError } from '../../../api/validation/field-error.ts';
import { contextOf } from '../../testing.ts';
import type { Pod } from '../../types.ts';
import { pod } from './pod.ts';

/** A new pod of that spec, as it is when it is validated. */
export function newPod(spec: object, metadata: object = {}): Pod {
  const given = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default', ...metadata }, spec };
  const defaulted = pod.defaults?.(given as unknown as Pod) ?? (given as unknown as Pod);
  return pod.prepareForCreate?.(defaulted, contextOf([])) ?? defaulted;
}

const textsOf = (errors: readonly FieldError[]): readonly string[] => [
  ...new Set(errors.map((error) => `${error.field}: ${formatFieldError(error)}`)),
];

/** A test for each spec: what is said of it, in order. */
export function refusals(what: string, rows: readonly (readonly [object, readonly string[]])[]): void {
  for (const [spec, texts] of rows) {
    test(`${what} are refused: ${texts[0] ?? ''}`, () => {
      assert.deepEqual(textsOf(pod.validate?.(newPod(spec), contextOf([])) ?? []), texts);
    });
  }
}
