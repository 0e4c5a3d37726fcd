import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unifiedHunks } from './line-diff.ts';

// Words stand for lines; the answers are those of GNU diff 3.8 -u, its lines joined by `|`.
const comparisons: readonly (readonly [name: string, before: string, after: string, hunks: string])[] = [
  ['nothing differs', 'a b c', 'a b c', ''],
  ['one line differs', 'a b c d e f g h i', 'a b c d X f g h i', '@@ -2,7 +2,7 @@| b| c| d|-e|+X| f| g| h'],
  ['a new file', '', 'a b', '@@ -0,0 +1,2 @@|+a|+b'],
  ['an emptied file', 'a', '', '@@ -1 +0,0 @@|-a'],
  [
    'a removed list item joins the removed lines before it',
    'ports 80 tcp 443 tcp res path policy - env image res path policy dns',
    'ports 80 tcp res path policy dns',
    '@@ -1,14 +1,6 @@| ports| 80| tcp|-443|-tcp|-res|-path|-policy|--|-env|-image| res| path| policy',
  ],
  [
    'a repeated item that goes is the last of its like',
    '- a x - a x - a x end',
    '- a x - a x end',
    '@@ -4,7 +4,4 @@| -| a| x|--|-a|-x| end',
  ],
  [
    'a repeated item that comes is the last of its like',
    '- a x end',
    '- a x - a x end',
    '@@ -1,4 +1,7 @@| -| a| x|+-|+a|+x| end',
  ],
  ["a run stands beside the other side's change", 'k x x y', 'k y x y', '@@ -1,4 +1,4 @@| k|-x|+y| x| y'],
  [
    'changes six lines apart share a hunk',
    'a 1 2 3 4 5 6 b',
    'A 1 2 3 4 5 6 B',
    '@@ -1,8 +1,8 @@|-a|+A| 1| 2| 3| 4| 5| 6|-b|+B',
  ],
  [
    'changes seven lines apart do not',
    'a 1 2 3 4 5 6 7 b',
    'A 1 2 3 4 5 6 7 B',
    '@@ -1,4 +1,4 @@|-a|+A| 1| 2| 3|@@ -6,4 +6,4 @@| 5| 6| 7|-b|+B',
  ],
  [
    'a block that goes is matched from the end of the file',
    'port80 tcp port443 tcp res path policy - env image name res path policy dns',
    'port80 http tcp res path policy dns',
    '@@ -1,14 +1,6 @@| port80|+http| tcp|-port443|-tcp|-res|-path|-policy|--|-env|-image|-name| res| path| policy',
  ],
  ['lines are added at either end', 'm', 'a m z', '@@ -1 +1,3 @@|+a| m|+z'],
];

const file = (words: string): string => (words === '' ? '' : `${words.replaceAll(' ', '\n')}\n`);

for (const [name, before, after, hunks] of comparisons)
  test(`line diff: ${name}`, () => {
    assert.equal(unifiedHunks(file(before), file(after)).join('|'), hunks);
  });
