import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldError } from '../../api/validation/field-error.ts';
import type { Schema } from './schema.ts';
import { schemaErrors } from './schema-rules.ts';

const text = { type: 'string' };

/** Properties of a root schema, and what a v1.25 server says of them. */
const ROWS: readonly [properties: object, ...errors: string[]][] = [
  [{ a: text }],
  [
    { a: { properties: { b: text } } },
    'properties[a].type: Required value: must not be empty for specified object fields',
  ],
  [
    { a: { type: 'foo' } },
    'properties[a].type: Unsupported value: "foo": supported values: "array", "boolean", "integer", "number", "object", "string"',
  ],
  [{ a: { type: 'array' } }, 'properties[a].items: Required value: must be specified'],
  [
    { a: { type: 'array', items: {} } },
    'properties[a].items.type: Required value: must not be empty for specified array items',
  ],
  [
    { a: { type: 'object', properties: { x: text }, additionalProperties: text } },
    'properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive',
  ],
  [
    { metadata: { type: 'object', properties: { labels: { type: 'object' } } } },
    'properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified',
  ],
  [{ metadata: { type: 'object', properties: { name: text } } }],
  [{ a: { $ref: 'x' } }, 'properties[a].$ref: Forbidden: $ref is not supported'],
  [
    { a: { type: 'object', 'x-kubernetes-preserve-unknown-fields': false } },
    'properties[a].x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined',
  ],
  [
    { a: { type: 'array', uniqueItems: true, items: text } },
    'properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
  ],
  [
    { a: { type: 'object', oneOf: [{ required: ['x'], properties: { x: {} } }] } },
    'properties[a].properties[x]: Required value: because it is defined in properties[a].oneOf[0].properties[x]',
  ],
  [
    { a: { type: 'string', anyOf: [{ type: 'string' }] } },
    'properties[a].anyOf[0].type: Forbidden: must be empty to be structural',
  ],
  [{ a: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } }],
  [
    {
      a: {
        type: 'array',
        items: { type: 'object', properties: { k: text } },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['k'],
      },
    },
    'properties[a].items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
  ],
];

test('a schema is refused in the words of v1.25', () => {
  for (const [properties, ...expected] of ROWS) {
    const errors = schemaErrors({ type: 'object', properties } as Schema, '');
    const texts = errors.map((error) =>
      `${error.field.slice(1)}: ${formatFieldError(error)}`.replaceAll(' .prop', ' prop'),
    );
    assert.deepEqual(texts, expected);
  }
});
