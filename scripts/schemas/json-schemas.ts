import type { Definition } from './definitions.ts';

type JsonSchema = Record<string, unknown>;

const INT32_LIMIT = 2 ** 31;

/** Scalars of the definitions table as JSON Schema. Only what Go's decoding itself refuses: ranges and enums belong to the kinds. */
const SCALARS: Readonly<Record<string, JsonSchema>> = {
  any: {},
  // These are read by code (engine/api/schema/schema-unions.ts).
  schemaOrList: {},
  schemaOrBoolean: {},
  schemaOrStrings: {},
  object: { type: 'object' },
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  double: { type: 'number' },
  int32: { type: 'integer', minimum: -INT32_LIMIT, maximum: INT32_LIMIT - 1 },
  int64: { type: 'integer' },
  intOrString: { type: ['integer', 'string'], minimum: -INT32_LIMIT, maximum: INT32_LIMIT - 1 },
  quantity: {
    type: ['number', 'string'],
    pattern: '^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$',
  },
  byte: { type: 'string', pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$' },
  time: {
    type: 'string',
    pattern: '^\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d)$',
  },
  microTime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(?:Z|[+-]\\d\\d:\\d\\d)$' },
};

/**
 * The definitions as JSON Schemas for ajv: unknown fields are errors, missing ones are not (Go never misses a field).
 */
export function toJsonSchemas(definitions: Readonly<Record<string, Definition>>): JsonSchema[] {
  return Object.entries(definitions).map(([id, fields]) => ({
    $id: id,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, typeSchema(type.replace(/!$/, ''))]),
    ),
  }));
}

function typeSchema(type: string): JsonSchema {
  if (type.startsWith('[]')) return { type: 'array', items: typeSchema(type.slice(2)) };
  if (type.startsWith('{}')) return { type: 'object', additionalProperties: typeSchema(type.slice(2)) };
  return SCALARS[type] ?? { $ref: type };
}
