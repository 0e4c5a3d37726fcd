import { MAX_INT32 } from '../checks.ts';
import { goPlain } from '../../api/go-format.ts';
import { isArray, isObject } from '../../api/json.ts';
import type { JsonValue } from '../../api/json.ts';
import { type FieldError, invalid } from '../../api/validation/field-error.ts';

export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string | undefined;
}

/**
 * What the paths of a scale subresource lead to has to be replicas and a selector (customresource/validator.go, v1.25).
 * `parts`: an update of the status does not look at the spec.
 */
export function validateScale(object: JsonValue, paths: ScalePaths, parts: 'all' | 'status'): readonly FieldError[] {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = paths;
  return [
    ...(parts === 'all' ? replicasErrors(object, specReplicasPath) : []),
    ...replicasErrors(object, statusReplicasPath),
    ...(labelSelectorPath === undefined ? [] : selectorErrors(object, labelSelectorPath)),
  ];
}

type Nested = { readonly value: JsonValue | undefined } | { readonly problem: string };

/** The value at a path of plain names; nothing where a member on the way is missing. */
function nested(object: JsonValue, path: string): Nested {
  let value: JsonValue | undefined = object;
  for (const name of path.replace(/^\./, '').split('.')) {
    if (value === undefined) return { value };
    if (!isObject(value)) return { problem: wrongType(path, value, 'map[string]interface{}') };
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return { value };
}

function wrongType(path: string, value: JsonValue, expected: string): string {
  return `${path} accessor error: ${goPlain(value)} is of the type ${goTypeOf(value)}, expected ${expected}`;
}

function goTypeOf(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}

function replicasErrors(object: JsonValue, path: string): readonly FieldError[] {
  const found = nested(object, path);
  if ('problem' in found) return [invalid(path, 0, found.problem)];
  const { value } = found;
  if (value === undefined) return [];
  if (typeof value !== 'number' || !Number.isInteger(value)) return [invalid(path, 0, wrongType(path, value, 'int64'))];
  if (value < 0) return [invalid(path, value, 'should be a non-negative integer')];
  return value > MAX_INT32 ? [invalid(path, value, `should be less than or equal to ${MAX_INT32}`)] : [];
}

function selectorErrors(object: JsonValue, path: string): readonly FieldError[] {
  const found = nested(object, path);
  if ('problem' in found) return [invalid(path, '', found.problem)];
  const { value } = found;
  return value === undefined || typeof value === 'string' ? [] : [invalid(path, '', wrongType(path, value, 'string'))];
}
