import { definitions, kinds } from './generated/definitions.js';

/** The OpenAPI name of a type, such as `io.k8s.api.apps.v1.Deployment`. */
export type SchemaId = string;

export type Scalar =
  | 'any'
  | 'object'
  | 'string'
  | 'boolean'
  | 'double'
  | 'int32'
  | 'int64'
  | 'intOrString'
  | 'quantity'
  | 'byte'
  | 'time'
  | 'microTime'
  | SchemaUnion;

/** Members of a JSON schema that are a schema or something else, and are read by code of their own (`schema-unions.ts`). */
export type SchemaUnion = 'schemaOrList' | 'schemaOrBoolean' | 'schemaOrStrings';

/** The type of a field: a scalar, a list, a map with string keys, or a definition with fields of its own. */
export type FieldType =
  | { readonly form: 'scalar'; readonly scalar: Scalar }
  | { readonly form: 'list'; readonly element: FieldType }
  | { readonly form: 'map'; readonly element: FieldType }
  | { readonly form: 'struct'; readonly id: SchemaId };

const parsed = new Map<string, FieldType>();

/** The definition of a served kind: `definitionOf('apps/v1', 'Deployment')`. */
export function definitionOf(apiVersion: string, kind: string): SchemaId | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
}

/** Every served `apiVersion/Kind`, with its definition. */
export function servedKinds(): Readonly<Record<string, SchemaId>> {
  return kinds;
}

/** Names of a definition's fields, sorted. */
export function fieldNames(id: SchemaId): readonly string[] {
  return Object.keys(definitions[id] ?? {});
}

/** The type of one field, or nothing when the definition has no such field. */
export function fieldType(id: SchemaId, field: string): FieldType | undefined {
  const text = fieldText(id, field);
  return text === undefined ? undefined : parseType(text.endsWith('!') ? text.slice(0, -1) : text);
}

/** Whether the published schema calls the field required. Decoding does not ask; `explain` and OpenAPI do. */
export function isRequired(id: SchemaId, field: string): boolean {
  return fieldText(id, field)?.endsWith('!') ?? false;
}

/** The last part of a definition's name, which is also the name of its Go struct. */
export function structName(id: SchemaId): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function fieldText(id: SchemaId, field: string): string | undefined {
  const fields = Object.hasOwn(definitions, id) ? definitions[id] : undefined;
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** Notation of the generated table: `[]T` a list, `{}T` a map, a name with dots a definition, else a scalar. */
function parseType(text: string): FieldType {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const type = readType(text);
  parsed.set(text, type);
  return type;
}

function readType(text: string): FieldType {
  if (text.startsWith('[]')) return { form: 'list', element: parseType(text.slice(2)) };
  if (text.startsWith('{}')) return { form: 'map', element: parseType(text.slice(2)) };
  if (text.includes('.')) return { form: 'struct', id: text };
  return { form: 'scalar', scalar: text as Scalar };
}
