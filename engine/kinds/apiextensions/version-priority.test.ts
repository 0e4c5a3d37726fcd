import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byPriority } from './version-priority.ts';

test('versions stand in the order of discovery', () => {
  const names = ['foo10', 'v1beta1', 'v11alpha2', 'foo1', 'v2', 'v10', 'v10beta3', 'v12alpha1', 'v1', 'v11beta2'];
  const sorted = ['v10', 'v2', 'v1', 'v11beta2', 'v10beta3', 'v1beta1', 'v12alpha1', 'v11alpha2', 'foo1', 'foo10'];
  assert.deepEqual(names.toSorted(byPriority), sorted);
});
