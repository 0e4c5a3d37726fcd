import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingLine, countIn, sum } from './count.ts';
import type { Count } from './count.ts';

const outputs: readonly (readonly [string, string, Count | undefined])[] = [
  ['node:test', '✔ a\nℹ tests 3\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\n', { passed: 2, failed: 1 }],
  ['node:test, where a cancelled test is no pass', 'ℹ pass 2\nℹ fail 0\nℹ cancelled 4\n', { passed: 2, failed: 4 }],
  ['node:test in TAP', '# pass 7\n# fail 0\n', { passed: 7, failed: 0 }],
  ['a feature run', '....\n12 passed, 3 failed\n', { passed: 12, failed: 3 }],
  ['the laws', 'held    convergence\n9 laws held, 1 failed, seed 20221003\n', { passed: 9, failed: 1 }],
  ['the last of several', '1 passed, 1 failed\n5 passed, 0 failed\n', { passed: 5, failed: 0 }],
  ['a sentence about counts', 'in all 5 passed, 0 failed today\n', undefined],
  ['nothing', '', undefined],
];
for (const [what, output, count] of outputs) {
  test(`count of ${what}`, () => {
    assert.deepEqual(countIn(output), count);
  });
}

test('the closing line adds up what was run', () => {
  const counts = [
    { passed: 40, failed: 0 },
    { passed: 2, failed: 1 },
  ];
  assert.equal(closingLine(sum(counts)), '42 passed, 1 failed');
});
