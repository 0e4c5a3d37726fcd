import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject, JsonValue } from '../json.ts';
import { joinFieldErrors } from '../validation/field-error.ts';
import { compileSchema } from './ajv.ts';
import { customResourceErrors } from './custom-errors.ts';
import { defaultCustomResource, pruneCustomResource } from './structural.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['image'],
      properties: {
        image: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 },
        replicas: { type: 'integer', minimum: 1, maximum: 10, default: 1 },
        mode: { type: 'string', enum: ['A', 'B'] },
        port: { 'x-kubernetes-int-or-string': true },
        note: { type: 'string', nullable: true },
        tags: { type: 'array', items: { type: 'string' }, maxItems: 2 },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        items: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' }, on: { type: 'boolean', default: true } } },
        },
      },
    },
  },
};

const validate = compileSchema(SCHEMA);
const resource = (spec: JsonValue): JsonObject => ({ apiVersion: 'x/v1', kind: 'X', metadata: { name: 'x' }, spec });

const ERRORS: readonly (readonly [spec: JsonObject, message: string])[] = [
  [
    { image: 'a', replicas: 'x' },
    'spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"',
  ],
  [{}, 'spec.image: Required value'],
  [
    { image: 'a', replicas: 0 },
    'spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1',
  ],
  [
    { image: 'a', replicas: 11 },
    'spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10',
  ],
  [{ image: 'A' }, `spec.image: Invalid value: "A": spec.image in body should match '^[a-z]+$'`],
  [{ image: 'abcdef' }, 'spec.image: Too long: may not be longer than 5'],
  [{ image: 'a', mode: 'C' }, 'spec.mode: Unsupported value: "C": supported values: "A", "B"'],
  [{ image: 'a', tags: ['x', 'y', 'z'] }, 'spec.tags: Too many: 3: must have at most 2 items'],
  [
    { image: 'a', tags: ['x', 1] },
    'spec.tags[1]: Invalid value: "integer": spec.tags[1] in body must be of type string: "integer"',
  ],
];

for (const [spec, message] of ERRORS) {
  test(`custom resource with ${JSON.stringify(spec)}`, () => {
    const object = resource(spec);
    assert.equal(validate(object), false);
    assert.equal(joinFieldErrors(customResourceErrors(validate.errors ?? [], object)), message);
  });
}

test('a custom resource that is right', () => {
  assert.ok(validate(resource({ image: 'a', port: '80%', note: null, labels: { a: 'b' } })));
  assert.ok(validate(resource({ image: 'a', port: 80 })));
});

test('pruning takes out what the schema does not specify', () => {
  const object = resource({ image: 'a', extra: 1, free: { x: 1 }, labels: { a: 'b' }, items: [{ name: 'n', y: 1 }] });
  const { object: pruned, unknown } = pruneCustomResource(SCHEMA, object);
  assert.deepEqual(pruned, resource({ image: 'a', free: { x: 1 }, labels: { a: 'b' }, items: [{ name: 'n' }] }));
  assert.deepEqual(unknown, ['spec.extra', 'spec.items[0].y']);
  assert.equal(pruneCustomResource(SCHEMA, pruned).object, pruned);
});

test('defaults are filled in, also within lists, and only where nothing is', () => {
  const defaulted = defaultCustomResource(SCHEMA, resource({ image: 'a', items: [{ name: 'n' }, { on: false }] }));
  assert.deepEqual(defaulted, resource({ image: 'a', items: [{ name: 'n', on: true }, { on: false }], replicas: 1 }));
  assert.equal(defaultCustomResource(SCHEMA, defaulted), defaulted);
});
