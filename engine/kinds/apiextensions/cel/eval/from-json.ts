import { decodeBase64 } from '../../../../api/base64.ts';
import { deepEqual } from '../../../../api/equality.ts';
import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from '../../../../api/json.ts';
import { ParseError } from '../../../../api/parse-error.ts';
import type { Schema } from '../../schema.ts';
import { withResourceFields } from '../schema/decl-type.ts';
import { escapeName, unescapeName } from '../schema/names.ts';
import { equal } from './equality.ts';
import { parseDate, parseDuration, parseTime } from './time-texts.ts';
import { Failure, type ListValue, type MapValue, noOverload, type Result, type SchemaList } from './values.ts';

/** What an object's part is to a rule (UnstructuredToVal, apiserver/schema/cel v1.25). */
export function valueFromJson(json: JsonValue, schema: Schema): Result {
  if (json === null)
    return schema.nullable === true ? null : new Failure('invalid data, got null for schema with nullable=false');
  if (schema['x-kubernetes-int-or-string'] === true) return intOrText(json);
  switch (schema.type) {
    case 'object':
      return isObject(json) ? objectValue(json, schema) : wrong('a map for the provided schema with type=object');
    case 'array':
      return isArray(json) ? listValue(json, schema) : wrong('an array for the provided schema with type=array');
    case 'string':
      return typeof json === 'string' ? textValue(json, schema) : wrong('string');
    case 'number':
      return typeof json === 'number' ? json : wrong('float');
    case 'integer':
      return typeof json === 'number' && Number.isInteger(json) ? BigInt(json) : wrong('int');
    case 'boolean':
      return typeof json === 'boolean' ? json : wrong('bool');
    default:
      return { kind: 'preserved', raw: json };
  }
}

const wrong = (expected: string): Failure => new Failure(`invalid data, expected ${expected}`);

function intOrText(json: JsonValue): Result {
  if (typeof json === 'string') return json;
  if (typeof json === 'number' && Number.isInteger(json)) return BigInt(json);
  return wrong('XIntOrString value to be either a string or integer');
}

function textValue(text: string, { format = '' }: Schema): Result {
  switch (format) {
    case 'duration':
      return parseDuration(text) ?? new Failure(`Invalid duration ${text}`);
    case 'date':
      return parseDate(text) ?? new Failure(`Invalid date formatted string ${text}`);
    case 'date-time':
      return parseTime(text) ?? new Failure(`Invalid date-time formatted string ${text}`);
    case 'byte':
      return bytesValue(text);
    default:
      return text;
  }
}

function bytesValue(text: string): Result {
  try {
    return decodeBase64(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return new Failure(`Invalid byte formatted string ${text}: ${error.message}`);
  }
}

function listValue(json: JsonArray, schema: Schema): Result {
  const { items } = schema;
  if (items === undefined) return new Failure('invalid array type, expected Items with a non-empty Schema');
  return schemaList(json, items, listTypeOf(schema));
}

function listTypeOf(schema: Schema): SchemaList {
  const given = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return { listType: given === 'set' || given === 'map' ? given : 'atomic', keys };
}

function schemaList(json: JsonArray, items: Schema, ofSchema: SchemaList): ListValue {
  return { kind: 'list', size: json.length, ofSchema, at: (index) => valueFromJson(json[index] ?? null, items) };
}

function objectValue(json: JsonObject, given: Schema): Result {
  const schema = given['x-kubernetes-embedded-resource'] === true ? withResourceFields(given) : given;
  const { properties, additionalProperties } = schema;
  if (properties !== undefined)
    return new SchemaMap(json, true, (name) => (Object.hasOwn(properties, name) ? properties[name] : undefined));
  if (typeof additionalProperties === 'object') return new SchemaMap(json, false, () => additionalProperties);
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return new SchemaMap(json, false, () => undefined);
  return new Failure(
    'invalid object type, expected either Properties or AdditionalProperties with Allows=true and non-empty Schema',
  );
}

/** An object, or the map of its additional properties. */
class SchemaMap implements MapValue {
  readonly kind = 'map';
  readonly isOfSchema = true;
  readonly #json: JsonObject;
  readonly #hasFields: boolean;
  readonly #schemaOf: (name: string) => Schema | undefined;

  constructor(json: JsonObject, hasFields: boolean, schemaOf: (name: string) => Schema | undefined) {
    this.#json = json;
    this.#hasFields = hasFields;
    this.#schemaOf = schemaOf;
  }

  get size(): number {
    return Object.keys(this.#json).length;
  }

  get keys(): readonly string[] {
    const known = Object.keys(this.#json).filter((name) => this.#schemaOf(name) !== undefined);
    return known.sort().map((name) => (this.#hasFields ? (escapeName(name) ?? name) : name));
  }

  get(key: unknown): Result | undefined {
    if (typeof key !== 'string') return noOverload();
    const name = this.#hasFields ? unescapeName(key) : key;
    if (name === undefined || !Object.hasOwn(this.#json, name)) return undefined;
    const json = this.#json[name] ?? null;
    const schema = this.#schemaOf(name);
    // A field that is null counts as absent.
    if (schema === undefined || (this.#hasFields && json === null)) return undefined;
    return valueFromJson(json, schema);
  }

  equals(other: MapValue): boolean | Failure {
    if (this.size !== other.size) return false;
    for (const [name, json] of Object.entries(this.#json)) {
      const schema = this.#schemaOf(name);
      if (schema === undefined) {
        if (!(other instanceof SchemaMap)) return noOverload();
        if (Object.hasOwn(other.#json, name) && !deepEqual(json, other.#json[name])) return false;
        continue;
      }
      const theirs = other.get(name);
      if (theirs === undefined) return false;
      const same = equal(valueFromJson(json, schema), theirs);
      if (same !== true) return same;
    }
    return true;
  }
}
