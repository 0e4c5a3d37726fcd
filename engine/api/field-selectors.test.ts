import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseFieldSelector } from './field-selectors.ts';

test('field selectors are parsed into sorted conditions', () => {
  const rows: readonly (readonly [string, readonly (readonly [string, string, string])[]])[] = [
    ['', []],
    ['metadata.name=web', [['metadata.name', '=', 'web']]],
    ['metadata.name==web,', [['metadata.name', '=', 'web']]],
    [
      'status.phase!=Running,metadata.name=web',
      [
        ['metadata.name', '=', 'web'],
        ['status.phase', '!=', 'Running'],
      ],
    ],
    ['reason=', [['reason', '=', '']]],
    [String.raw`reason=a\,b\=c\\d`, [['reason', '=', String.raw`a,b=c\d`]]],
  ];
  for (const [text, expected] of rows) {
    assert.deepEqual(
      parseFieldSelector(text).map(({ field, op, value }) => [field, op, value]),
      expected,
      text,
    );
  }
});

test('field selectors that do not parse are refused in Kubernetes words', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['spec.nodeName', "invalid selector: 'spec.nodeName'; can't understand 'spec.nodeName'"],
    ['a=b=c', 'invalid field selector: unescaped character in value: 61'],
    [String.raw`a=\n`, String.raw`invalid field selector: invalid escape sequence: \n`],
    ['a=b\\', 'invalid field selector: invalid escape sequence: \\'],
  ];
  for (const [text, message] of rows)
    assert.throws(() => parseFieldSelector(text), { name: 'ParseError', message }, text);
});
