import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { podTemplateHash } from '../../engine/kinds/apps/template-hash.ts';

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.string(), { noNullPrototype: true });
const template = fc.record({
  metadata: fc.record({ labels, annotations: labels }),
  spec: fc.record({
    containers: fc.array(fc.record({ name: fc.string(), image: fc.string(), stdin: fc.boolean() })),
    nodeSelector: labels,
  }),
});

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

test('the order of keys does not matter, and the hash is a label', () => {
  fc.assert(
    fc.property(template, fc.option(fc.nat(), { nil: undefined }), (each, collisionCount) => {
      const hash = podTemplateHash(each, collisionCount);
      assert.match(hash, /^[456789bcdf]{1,10}$/);
      assert.equal(podTemplateHash(reversed(each) as object, collisionCount), hash);
    }),
  );
});
