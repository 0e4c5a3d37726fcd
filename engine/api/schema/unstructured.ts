import { isArray, isObject, member } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { fieldType } from './definitions.ts';
import type { FieldType, Scalar, SchemaId } from './definitions.ts';

/** Go kinds of scalars that decode from a JSON value of another kind only with this error. */
const SCALAR_KINDS: Readonly<Partial<Record<Scalar, string>>> = {
  string: 'string',
  boolean: 'bool',
  int32: 'int32',
  int64: 'int64',
  double: 'float64',
};

/**
 * The error of turning a strategically patched map back into Go's type (v1.25 `DefaultUnstructuredConverter`), or nothing. The
 * server answers it with 422 and the printed patch: `patch: Invalid value: "map[spec:map[replicas:x]]": unrecognized type: int32`.
 */
export function conversionError(definition: SchemaId, object: JsonObject): string | undefined {
  return valueError({ form: 'struct', id: definition }, object);
}

function valueError(type: FieldType, value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (type.form === 'scalar') return scalarError(type.scalar, value);
  if (type.form === 'list')
    return isArray(value)
      ? firstError(value, (item) => valueError(type.element, item))
      : `cannot restore slice from ${goKind(value)}`;
  if (!isObject(value)) return `cannot restore ${type.form === 'map' ? 'map from' : 'struct from:'} ${goKind(value)}`;
  if (type.form === 'map') return firstError(Object.values(value), (item) => valueError(type.element, item));
  return firstError(Object.keys(value), (name) => {
    const inner = fieldType(type.id, name);
    return inner === undefined ? undefined : valueError(inner, member(value, name) ?? null);
  });
}

function firstError<T>(items: readonly T[], errorOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const error = errorOf(item);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** A scalar of the wrong kind. Types with a decoder of their own (quantities, times) are left to it. */
function scalarError(scalar: Scalar, value: JsonValue): string | undefined {
  const kind = SCALAR_KINDS[scalar];
  if (kind === undefined) return undefined;
  const fits =
    scalar === 'string'
      ? typeof value === 'string'
      : scalar === 'boolean'
        ? typeof value === 'boolean'
        : typeof value === 'number';
  return fits ? undefined : `unrecognized type: ${kind}`;
}

function goKind(value: JsonValue): string {
  if (isArray(value)) return 'slice';
  if (isObject(value)) return 'map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}
