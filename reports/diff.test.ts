import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffLines } from './diff.ts';

const SIGNS = { same: ' ', del: '-', ins: '+' } as const;

const cases: readonly (readonly [desired: string, actual: string, diff: string])[] = [
  ['a', 'a', ' a'],
  ['a', 'b', '-a|+b'],
  ['a|b|c', 'a|c', ' a|-b| c'],
  ['a|c', 'a|b|c', ' a|+b| c'],
  ['replicas: 3|ready: 3', 'replicas: 3|ready: 2', ' replicas: 3|-ready: 3|+ready: 2'],
];
for (const [desired, actual, diff] of cases) {
  test(`${desired} against ${actual}`, () => {
    const lines = diffLines(desired.replaceAll('|', '\n'), actual.replaceAll('|', '\n'));
    assert.equal(lines.map(({ kind, text }) => SIGNS[kind] + text).join('|'), diff);
  });
}

test('two long objects are cut, not compared for ever', () => {
  const long = Array.from({ length: 5000 }, (_, index) => `line ${index}`).join('\n');
  assert.equal(diffLines(long, `${long}x`).length, 200);
});
