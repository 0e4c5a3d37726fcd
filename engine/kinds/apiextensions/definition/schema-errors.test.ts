import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomResourceDefinition } from '../../types.ts';
import { errorsOf } from '../../testing.ts';
import { customResourceDefinition } from '../custom-resource-definition.ts';

interface Version {
  readonly schema: object;
  readonly rest?: object;
}

/** A definition with a version for each schema, the first one stored. */
function definition(...versions: readonly Version[]): CustomResourceDefinition {
  const object = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: versions.map(({ schema, rest }, i) => ({
        name: `v${i + 1}`,
        served: true,
        storage: i === 0,
        schema: { openAPIV3Schema: schema },
        ...rest,
      })),
    },
  } as unknown as CustomResourceDefinition;
  return customResourceDefinition.defaults?.(object) ?? object;
}

const ROOT = 'spec.validation.openAPIV3Schema';
const errorsOfSchema = (schema: object): string => errorsOf(customResourceDefinition, definition({ schema }));
/** The messages for a schema whose root holds one field. */
const errorsOfField = (field: object): string =>
  errorsOfSchema({ type: 'object', properties: { f: field } }).replaceAll(`${ROOT}.properties[f]`, 'F');

const FIELDS: readonly (readonly [what: string, field: object, message: string])[] = [
  ['a reference', { $ref: '#/definitions/x' }, 'F.$ref: Forbidden: $ref is not supported'],
  [
    'definitions',
    { type: 'object', definitions: { x: { type: 'string' } } },
    'F.definitions: Forbidden: definitions is not supported',
  ],
  ['an id', { type: 'object', id: 'x' }, 'F.id: Forbidden: id is not supported'],
  [
    'patternProperties',
    { type: 'object', patternProperties: { x: { type: 'string' } } },
    'F.patternProperties: Forbidden: patternProperties is not supported',
  ],
  [
    'dependencies',
    { type: 'object', dependencies: { x: ['y'] } },
    'F.dependencies: Forbidden: dependencies is not supported',
  ],
  [
    'additionalItems',
    { type: 'array', items: { type: 'string' }, additionalItems: true },
    'F.additionalItems: Forbidden: additionalItems is not supported',
  ],
  [
    'several schemas of items',
    { type: 'array', items: [{ type: 'string' }] },
    'F.items: Forbidden: items must be a schema object and not an array',
  ],
  [
    'an unknown type',
    { type: 'text' },
    'F.type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"',
  ],
  [
    'unique items',
    { type: 'array', items: { type: 'string' }, uniqueItems: true },
    'F.uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
  ],
  [
    'named and other members',
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    'F.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive',
  ],
  ['no type', { description: 'x' }, 'F.type: Required value: must not be empty for specified object fields'],
  [
    'items without a type',
    { type: 'array', items: {} },
    'F.items.type: Required value: must not be empty for specified array items',
  ],
  ['a list without items', { type: 'array' }, 'F.items: Required value: must be specified'],
  [
    'a type below a junctor',
    { type: 'string', anyOf: [{ type: 'string' }] },
    'F.anyOf[0].type: Forbidden: must be empty to be structural',
  ],
  [
    'a default below a junctor',
    { type: 'string', allOf: [{ default: 'x' }] },
    'F.allOf[0].default: Forbidden: must be undefined to be structural',
  ],
  [
    'a pattern that is none',
    { type: 'string', pattern: '[a' },
    'F.pattern: Invalid value: "[a": must be a valid regular expression, but isn\'t: error parsing regexp: missing closing ]: `[a`',
  ],
  [
    'an extension that is false',
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': false },
    'F.x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined',
  ],
  [
    'numbers or texts that keep all',
    { 'x-kubernetes-int-or-string': true, 'x-kubernetes-preserve-unknown-fields': true },
    'F.x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true',
  ],
  [
    'an embedded resource without members',
    { type: 'object', 'x-kubernetes-embedded-resource': true },
    'F.properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
  ],
  [
    'an embedded resource of no type',
    { 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    'F.type: Required value: must be object if x-kubernetes-embedded-resource is true',
  ],
  [
    'a list type without a list',
    { type: 'string', 'x-kubernetes-list-type': 'set' },
    'F.type: Invalid value: "string": must be array if x-kubernetes-list-type is specified',
  ],
  [
    'a map of lists without keys',
    { type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map' },
    'F.x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map',
  ],
  [
    'keys without a map',
    { type: 'array', items: { type: 'object' }, 'x-kubernetes-list-map-keys': ['a'] },
    'F.x-kubernetes-list-type: Required value: must be map if x-kubernetes-list-map-keys is non-empty',
  ],
  [
    'a key that may be missing',
    {
      type: 'array',
      items: { type: 'object', properties: { a: { type: 'string' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    },
    'F.items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
  ],
  [
    'a map type of a text',
    { type: 'string', 'x-kubernetes-map-type': 'atomic' },
    'F.type: Invalid value: "string": must be object if x-kubernetes-map-type is specified',
  ],
  [
    'an unknown map type',
    { type: 'object', 'x-kubernetes-map-type': 'any' },
    'F.x-kubernetes-map-type: Unsupported value: "any": supported values: "atomic", "granular"',
  ],
  [
    'an empty rule',
    { type: 'string', 'x-kubernetes-validations': [{ rule: ' ' }] },
    'F.x-kubernetes-validations[0].rule: Required value: rule is not specified',
  ],
  [
    'a default of another type',
    { type: 'integer', default: 'x' },
    'F.default: Invalid value: "string":  in body must be of type integer: "string"',
  ],
  [
    'a default with unknown fields',
    { type: 'object', properties: { a: { type: 'string' } }, default: { b: 'x' } },
    'F.default: Invalid value: map[string]interface {}{"b":"x"}: must not have unknown fields',
  ],
];

for (const [what, field, message] of FIELDS) {
  test(`refused in a schema: ${what}`, () => assert.equal(errorsOfField(field), message));
}

const ROOTS: readonly (readonly [what: string, schema: object, message: string])[] = [
  ['a reference', { $ref: '#/definitions/x' }, `${ROOT}.$ref: Forbidden: $ref is not supported`],
  ['no type', {}, `${ROOT}.type: Required value: must not be empty at the root`],
  ['another type', { type: 'string' }, `${ROOT}.type: Invalid value: "string": must be object at the root`],
  [
    'it may be null',
    { type: 'object', nullable: true },
    `${ROOT}.nullable: Forbidden: nullable cannot be true at the root`,
  ],
  [
    'a schema of a schema',
    { type: 'object', $schema: 'x' },
    `${ROOT}: Invalid value: "": OpenAPIV3Schema 'schema' is not supported`,
  ],
  [
    'any members',
    { type: 'object', additionalProperties: { type: 'string' } },
    `${ROOT}.additionalProperties: Forbidden: must not be used at the root`,
  ],
  [
    'members of its metadata',
    { type: 'object', properties: { metadata: { type: 'object', properties: { labels: { type: 'object' } } } } },
    `${ROOT}.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
  ],
  [
    'a default in its metadata',
    {
      type: 'object',
      properties: { metadata: { type: 'object', properties: { name: { type: 'string', default: 'x' } } } },
    },
    `${ROOT}.properties[metadata].properties[name].default: Forbidden: must not be set in top-level metadata`,
  ],
  [
    'a field that only a junctor names',
    { type: 'object', anyOf: [{ properties: { a: { minLength: 1 } } }] },
    `${ROOT}.properties[a]: Required value: because it is defined in ${ROOT}.anyOf[0].properties[a]`,
  ],
  [
    'its kind is no text',
    { type: 'object', properties: { kind: { type: 'integer' } } },
    `${ROOT}.properties[kind].type: Invalid value: "integer": must be string`,
  ],
];

for (const [what, schema, message] of ROOTS) {
  test(`refused at the root of a schema: ${what}`, () => assert.equal(errorsOfSchema(schema), message));
}

test('what is right passes: numbers or texts, sets, maps, embedded resources, defaults', () => {
  const properties = {
    port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    more: {
      'x-kubernetes-int-or-string': true,
      allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: '^a' }],
    },
    tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    rules: {
      type: 'array',
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
    template: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    size: { type: 'integer', default: 1, not: { enum: [3] } },
    metadata: { type: 'object', properties: { name: { type: 'string', pattern: '^w' } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  };
  assert.equal(errorsOfSchema({ type: 'object', properties }), '');
});

test('schemas that differ are named by their versions, the same one is named once', () => {
  const [good, bad] = [{ schema: { type: 'object' } }, { schema: { type: 'object', properties: { f: {} } } }];
  const why = 'properties[f].type: Required value: must not be empty for specified object fields';
  assert.equal(
    errorsOf(customResourceDefinition, definition(good, bad)),
    `spec.versions[1].schema.openAPIV3Schema.${why}`,
  );
  assert.equal(errorsOf(customResourceDefinition, definition(bad, bad)), `${ROOT}.${why}`);
});

test('with a status subresource the root says little', () => {
  const rest = { subresources: { status: {} } };
  const message = errorsOf(
    customResourceDefinition,
    definition({ schema: { type: 'object', maxProperties: 3 }, rest }),
  );
  assert.match(
    message,
    /: only \[Description Type Format .* XValidations\] fields are allowed at the root of the schema if the status subresource is enabled$/,
  );
  assert.equal(
    errorsOf(
      customResourceDefinition,
      definition({ schema: { type: 'object', required: ['spec'], properties: { spec: { type: 'object' } } }, rest }),
    ),
    '',
  );
});

const PARTS: readonly (readonly [rest: object, message: string])[] = [
  [
    { subresources: { scale: { specReplicasPath: '.status.x', statusReplicasPath: '.status.y' } } },
    'spec.subresources.scale.specReplicasPath: Invalid value: ".status.x": should be a json path under .spec',
  ],
  [
    { subresources: { scale: { specReplicasPath: '.spec.x', statusReplicasPath: 'status.y' } } },
    'spec.subresources.scale.statusReplicasPath: Invalid value: "status.y": must be a simple json path starting with .',
  ],
  [
    { additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '.spec.a' }] },
    'spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
  ],
  [
    { additionalPrinterColumns: [{ name: 'A', type: 'string', jsonPath: 'spec.a' }] },
    'spec.additionalPrinterColumns[0].JSONPath: Invalid value: "spec.a": must be a simple json path starting with .',
  ],
];

for (const [rest, message] of PARTS) {
  test(`refused: ${message}`, () => {
    assert.equal(errorsOf(customResourceDefinition, definition({ schema: { type: 'object' }, rest })), message);
  });
}
