import { isArray, isObject, type JsonValue } from '../json.ts';
import type { SchemaUnion } from './definitions.ts';

/** The definition of a JSON schema, as CustomResourceDefinitions hold it. */
export const JSON_SCHEMA = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

const UNIONS: ReadonlySet<string> = new Set<SchemaUnion>(['schemaOrList', 'schemaOrBoolean', 'schemaOrStrings']);

export function isSchemaUnion(scalar: string): scalar is SchemaUnion {
  return UNIONS.has(scalar);
}

/** What stands where a JSON schema or something else may (UnmarshalJSON of JSONSchemaPropsOrArray, OrBool and OrStringArray, v1.25). */
export type UnionPart =
  | { readonly form: 'schema' | 'schemas' | 'strings' }
  /** A value that is kept as it is; undefined: one that is read as nothing. */
  | { readonly form: 'plain'; readonly value: JsonValue | undefined }
  | { readonly form: 'unreadable'; readonly why: string };

export function partOfUnion(union: SchemaUnion, value: JsonValue): UnionPart {
  if (isObject(value)) return { form: 'schema' };
  if (union === 'schemaOrBoolean')
    return typeof value === 'boolean'
      ? { form: 'plain', value }
      : { form: 'unreadable', why: 'boolean or JSON schema expected' };
  if (!isArray(value) || value.length === 0) return { form: 'plain', value: undefined };
  return { form: union === 'schemaOrList' ? 'schemas' : 'strings' };
}
