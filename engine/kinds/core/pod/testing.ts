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

/** What is said of a new pod of that spec, in order. */
export function refusalsOf(spec: object): readonly string[] {
  return textsOf(pod.validate?.(newPod(spec), contextOf([])) ?? []);
}
