import { Uint } from '../parse/ast.ts';
import { Duration, isList, isMap, Timestamp, TypeValue, UrlValue, type Value } from './values.ts';

/** The name of a value's type, as `type(x)` and messages have it. */
export function typeName(value: Value): string {
  if (value === null) return 'null_type';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'string') return 'string';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof TypeValue) return 'type';
  if (value instanceof UrlValue) return 'kubernetes.URL';
  if (isList(value)) return 'list';
  return isMap(value) ? 'map' : 'unknown';
}
