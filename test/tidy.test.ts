import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { violationsOf } from './house-rules/index.ts';
import { sourcesOf } from './house-rules/tree.ts';

const root = join(import.meta.dirname, '..');

test('every file keeps the house rules: who imports whom, banned words, names and sizes', () => {
  const sources = sourcesOf(root);
  assert.ok(
    sources.some(({ path }) => path === 'test/tidy.test.ts'),
    'the walk over the tree does not find this very file',
  );
  const violations = sources.flatMap(violationsOf);
  // A plain message: assert's own diff of two lists would bury the remedies.
  if (violations.length > 0) assert.fail(`${violations.length} against the house rules\n${violations.join('\n')}`);
});
