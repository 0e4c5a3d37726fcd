import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inStructOrder, sorted } from './struct-order.ts';

const text = (value: unknown): string => JSON.stringify(value);

test('members stand as in Go, those of an embedded struct among them, and maps are sorted', () => {
  const volume = { configMap: { items: [{ path: 'p', key: 'k' }], name: 'cm' }, name: 'v' };
  const pod = {
    spec: { containers: [], volumes: [volume] },
    metadata: { labels: { z: '1', a: '2' }, uid: 'u', name: 'one' },
  };
  assert.equal(
    text(inStructOrder(pod, 'core.v1.Pod')),
    '{"metadata":{"name":"one","uid":"u","labels":{"a":"2","z":"1"}},"spec":{"volumes":[{"name":"v","configMap":{"name":"cm","items":[{"key":"k","path":"p"}]}}],"containers":[]}}',
  );
});

test('what is one of several things is ordered as the one that it is', () => {
  const of = (additionalProperties: unknown): string =>
    text(inStructOrder({ additionalProperties, type: 'object' }, 'apiextensions.v1.JSONSchemaProps'));
  assert.equal(of(true), '{"type":"object","additionalProperties":true}');
  assert.equal(
    of({ nullable: true, type: 'string' }),
    '{"type":"object","additionalProperties":{"type":"string","nullable":true}}',
  );
});

test('nothing is lost: what has no field comes last, nulls stay', () => {
  assert.equal(
    text(inStructOrder({ x: 1, data: null, metadata: {} }, 'core.v1.ConfigMap')),
    '{"metadata":{},"data":null,"x":1}',
  );
});

test('custom objects are sorted at every depth', () => {
  assert.equal(text(sorted({ b: [{ d: 1, c: null }], a: 'x' })), '{"a":"x","b":[{"c":null,"d":1}]}');
});
