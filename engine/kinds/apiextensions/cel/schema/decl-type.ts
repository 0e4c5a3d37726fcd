import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  TIMESTAMP,
  type Type,
} from '../check/types.ts';
import type { Schema } from '../../schema.ts';
import { escapeName } from './names.ts';

/** What rules know of a schema: its type, and how large a value may be (celopenapi/model, v1.25). */
export interface DeclType {
  readonly type: Type;
  /** The most elements of a list or map, or bytes of a text. */
  readonly most: number;
  /** The fewest bytes of JSON that a value takes. */
  readonly leastBytes: number;
  readonly key?: DeclType;
  readonly element?: DeclType;
  readonly fields?: ReadonlyMap<string, DeclType>;
}

/** An object's fields, by the names that rules use. */
export interface ObjectType {
  readonly fields: ReadonlyMap<string, DeclType>;
}

/** The largest request, in bytes. */
const LARGEST = 3 * 1024 * 1024;

const scalar = (type: Type, leastBytes: number, most = 0): DeclType => ({ type, most, leastBytes });
const ANY_TEXT = LARGEST - 2;
const KEY = scalar(STRING, 2);

/** The type of a schema; undefined where rules do not reach. `name`: of the objects in it. */
export function declTypeOf(schema: Schema, isResource: boolean, name: string): DeclType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return scalar(DYN, 1, ANY_TEXT);
  const known = isResource ? withResourceFields(schema) : schema;
  switch (known.type) {
    case 'array':
      return listType(known, name);
    case 'object':
      return typeof known.additionalProperties === 'object'
        ? mapType(known, known.additionalProperties, name)
        : objectType(known, name);
    case 'string':
      return textType(known);
    case 'boolean':
      return scalar(BOOL, 4);
    case 'number':
      return scalar(DOUBLE, 1);
    case 'integer':
      return scalar(INT, 1);
    default:
      return undefined;
  }
}

const isEmbedded = (schema: Schema): boolean => schema['x-kubernetes-embedded-resource'] === true;

function listType({ items, maxItems }: Schema, name: string): DeclType | undefined {
  const element = items === undefined ? undefined : declTypeOf(items, isEmbedded(items), `${name}.@idx`);
  if (element === undefined) return undefined;
  const most = limit(maxItems) ?? Math.floor((LARGEST - 2) / (element.leastBytes + 1));
  return { type: listOf(element.type), most, leastBytes: 2, element };
}

function mapType({ maxProperties }: Schema, values: Schema, name: string): DeclType | undefined {
  const element = declTypeOf(values, isEmbedded(values), `${name}.@elem`);
  if (element === undefined) return undefined;
  const most = limit(maxProperties) ?? Math.floor((LARGEST - 2) / (element.leastBytes + 6));
  return { type: mapOf(STRING, element.type), most, leastBytes: 2, key: KEY, element };
}

function objectType({ properties = {}, required = [] }: Schema, name: string): DeclType {
  const fields = new Map<string, DeclType>();
  let leastBytes = 2;
  for (const property of Object.keys(properties).sort()) {
    const schema = properties[property];
    if (schema === undefined) continue;
    const escaped = escapeName(property);
    const field = declTypeOf(schema, isEmbedded(schema), `${name}.${escaped ?? property}`);
    if (field === undefined) continue;
    if (escaped !== undefined) fields.set(escaped, field);
    if (required.includes(property) && (schema.default ?? null) === null)
      leastBytes += property.length + field.leastBytes + 4;
  }
  return { type: { kind: 'object', name, decl: { fields } }, most: 0, leastBytes, fields };
}

const FORMATS: Readonly<Record<string, DeclType | undefined>> = {
  duration: scalar(DURATION, 3, 32),
  date: scalar(TIMESTAMP, 12, 12),
  'date-time': scalar(TIMESTAMP, 21, 32),
};

function textType({ format = '', maxLength }: Schema): DeclType {
  if (format === 'byte') return scalar(BYTES, 2, limit(maxLength) ?? ANY_TEXT);
  // A code point takes up to four bytes.
  const most = limit(maxLength);
  return FORMATS[format] ?? scalar(STRING, 2, most === undefined ? ANY_TEXT : most * 4);
}

const limit = (most: number | undefined): number | undefined => (most === undefined ? undefined : Math.max(0, most));

const TEXT: Schema = { type: 'string' };

/** A resource's schema with what rules may read of every resource: its type, and no more of its metadata than the names. */
export function withResourceFields(schema: Schema): Schema {
  const metadata: Schema = { type: 'object', properties: { name: TEXT, generateName: TEXT } };
  const { properties = {} } = schema;
  const names = properties['metadata']?.properties;
  const isSaid =
    properties['kind']?.type === 'string' &&
    properties['apiVersion']?.type === 'string' &&
    names?.['name']?.type === 'string' &&
    names['generateName']?.type === 'string';
  return isSaid ? schema : { ...schema, properties: { ...properties, kind: TEXT, apiVersion: TEXT, metadata } };
}
