import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePairs, resourcesAndPairs } from './pairs.ts';

test('words part into resources and changes', () => {
  assert.deepEqual(resourcesAndPairs(['pods', 'a', 'b', 'x=1', 'y-'], 'label'), {
    resources: ['pods', 'a', 'b'],
    pairs: ['x=1', 'y-'],
  });
  assert.deepEqual(resourcesAndPairs(['pod/a'], 'label'), { resources: ['pod/a'], pairs: [] });
  assert.throws(() => resourcesAndPairs(['pod/a', 'x=1', 'pod/b'], 'label'), {
    message: 'all resources must be specified before label changes: pod/b',
  });
});

test('the first equals sign parts key and value', () => {
  const { set, remove } = parsePairs(['note=a=b', 'empty=', 'gone-']);
  assert.deepEqual(
    [...set],
    [
      ['note', 'a=b'],
      ['empty', ''],
    ],
  );
  assert.deepEqual(remove, ['gone']);
});
