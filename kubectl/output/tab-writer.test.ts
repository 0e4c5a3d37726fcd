import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tabWrite } from './tab-writer.ts';

const cases: readonly (readonly [title: string, text: string, expected: string])[] = [
  ['cells of neighbouring lines share a width', 'a:\t1\nlonger:\t2\n', 'a:       1\nlonger:  2\n'],
  ['a line without cells ends a column', 'a:\t1\nPlain\nlonger:\t2\n', 'a:  1\nPlain\nlonger:  2\n'],
  ['the last cell of a line has no width', 'a\tvery long indeed\nb\tx\ty\n', 'a  very long indeed\nb  x  y\n'],
  ['empty cells count', 'Labels:\ta=1\n\tb=2\n', 'Labels:  a=1\n         b=2\n'],
  [
    'columns end where a line has fewer cells',
    'a\tb\tc\nd\te\nlonger\tf\tg\n',
    'a       b  c\nd       e\nlonger  f  g\n',
  ],
];

for (const [title, text, expected] of cases) test(title, () => assert.equal(tabWrite(text), expected));
