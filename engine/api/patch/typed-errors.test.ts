import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../json.ts';
import { customShape } from '../schema/custom-shape.ts';
import { shapeOf } from '../schema/fields.ts';
import { typedErrorText, typedErrors, typedSubject } from './typed-errors.ts';

const container = (image: string): JsonValue => ({ name: 'c', image });
const pod = (containers: JsonValue): JsonValue => ({ spec: { containers } });

/** What a v1.25 server says of applied configurations of the wrong shape. */
const ROWS: readonly [kind: string, applied: JsonValue, ...errors: string[]][] = [
  ['ConfigMap', { foo: 'bar' }, '.foo: field not declared in schema'],
  ['ConfigMap', { data: { a: 5 } }, '.data.a: expected string, got &value.valueUnstructured{Value:5}'],
  ['ConfigMap', { data: ['a'] }, '.data: expected map, got &{[a]}'],
  ['ConfigMap', { data: null }],
  ['Pod', pod([container('x'), container('y')]), '.spec.containers: duplicate entries for key [name="c"]'],
  ['Pod', pod({ a: 'b' }), '.spec.containers: expected list, got &{map[a:b]}'],
  ['Pod', pod([{ name: 'c', tty: 'yes' }]), '.spec.containers[name="c"].tty: expected boolean, got &{yes}'],
  ['Pod', { spec: { priority: 'x' } }, '.spec.priority: expected numeric (int or float), got string'],
];

test('an applied configuration of the wrong shape is refused in the words of v1.25', () => {
  for (const [kind, applied, ...errors] of ROWS)
    assert.deepEqual(typedErrors(applied, shapeOf(`io.k8s.api.core.v1.${kind}`)), errors);
});

test('several errors stand below one another, after the name of the object', () => {
  assert.equal(typedErrorText(['.a: x', '.b: y']), 'errors:\n  .a: x\n  .b: y');
  assert.equal(typedSubject('default', 'a', 'v1', 'ConfigMap'), '(default/a; /v1, Kind=ConfigMap)');
  assert.equal(typedSubject(undefined, 'a', 'apps/v1', 'X'), '(/a; apps/v1, Kind=X)');
});

test('the shape of a custom resource comes from its schema', () => {
  const text = { type: 'string' };
  const shape = customShape({
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          list: {
            type: 'array',
            items: { type: 'object', properties: { k: text } },
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['k'],
          },
        },
      },
    },
  });
  const errors = typedErrors(
    { kind: 'Foo', metadata: { nope: 1 }, spec: { a: 1, free: { b: 1 }, list: [{ k: 1 }] } },
    shape,
  );
  assert.deepEqual(errors, [
    '.metadata.nope: field not declared in schema',
    '.spec.a: field not declared in schema',
    '.spec.list[k=1].k: expected string, got &value.valueUnstructured{Value:1}',
  ]);
});
