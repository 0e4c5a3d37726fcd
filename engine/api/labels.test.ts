import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Labels, LabelSelector } from './labels.ts';
import { compileMapSelector, compileSelector, formatLabels, formatRequirements, formatSelector } from './labels.ts';
import { parseMatcher, parseSelector } from './label-parser.ts';

test('selectors are parsed and printed sorted by key', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['', ''],
    ['a=b', 'a=b'],
    ['a==b', 'a==b'],
    [' z , a = b ', 'a=b,z'],
    ['a=b,c!=d,e in (y,x),!f,g>1,h<2,i', 'a=b,c!=d,e in (x,y),!f,g>1,h<2,i'],
    ['a notin (b)', 'a notin (b)'],
    ['a=', 'a='],
    ['a in ()', 'a in ()'],
    ['a in (,b,,c)', 'a in (,b,c)'],
    ['in in (in,notin)', 'in in (in,notin)'],
    ['example.com/x', 'example.com/x'],
  ];
  for (const [text, printed] of rows) assert.equal(formatRequirements(parseSelector(text)), printed, text);
});

const QUALIFIED =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

test('selectors that do not parse are refused in Kubernetes words', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['run=a=b', "found '=', expected: ',' or 'end of string'"],
    ['a===b', "unable to parse requirement: found '=', expected: identifier"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ['a in (b,=)', "unable to parse requirement: found '=', expected: ',', or identifier"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    [
      'a>x',
      `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
    ['a=@', `unable to parse requirement: values[0][a]: Invalid value: "@": ${VALUE}`],
    ['-a', `unable to parse requirement: <nil>: Invalid value: "-a": name part ${QUALIFIED}`],
  ];
  for (const [text, message] of rows) assert.throws(() => parseSelector(text), { name: 'ParseError', message }, text);
});

test('conditions match as Kubernetes has them', () => {
  const rows: readonly (readonly [string, Labels, boolean])[] = [
    ['', {}, true],
    ['a=b', { a: 'b' }, true],
    ['a=b', {}, false],
    ['a=', {}, false],
    ['a!=b', {}, true],
    ['a!=b', { a: 'b' }, false],
    ['a in (b,c)', { a: 'c' }, true],
    ['a notin (b)', {}, true],
    ['a notin (b)', { a: 'b' }, false],
    ['a', { a: '' }, true],
    ['!a', { a: '' }, false],
    ['a>1', { a: '2' }, true],
    ['a>1', { a: 'x' }, false],
    ['a>1', {}, false],
    ['a<9223372036854775807', { a: '9223372036854775806' }, true],
    ['a=b,c', { a: 'b' }, false],
    ['constructor', {}, false],
    ['!toString', {}, true],
  ];
  for (const [text, labels, expected] of rows) assert.equal(parseMatcher(text)(labels), expected, text);
});

const web: Labels = { app: 'web', tier: 'b' };

test('LabelSelector objects: none matches nothing, an empty one everything, an invalid one nothing', () => {
  const rows: readonly (readonly [LabelSelector | undefined, Labels | undefined, boolean, string])[] = [
    [undefined, web, false, '<none>'],
    [{}, web, true, '<none>'],
    [{}, undefined, true, '<none>'],
    [{ matchLabels: { app: 'web' } }, web, true, 'app=web'],
    [{ matchLabels: { app: 'web', tier: 'c' } }, web, false, 'app=web,tier=c'],
    [{ matchLabels: { app: 'web' } }, undefined, false, 'app=web'],
    [
      { matchLabels: { tier: 'b' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] },
      web,
      true,
      'app in (api,web),tier=b',
    ],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, web, false, 'app notin (web)'],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, web, true, 'app'],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, web, false, '!app'],
    [{ matchExpressions: [{ key: 'app', operator: 'Foo' }] }, web, false, '<error>'],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: [] }] }, web, false, '<error>'],
  ];
  for (const [selector, labels, expected, printed] of rows) {
    assert.equal(compileSelector(selector)(labels), expected, JSON.stringify(selector));
    assert.equal(formatSelector(selector), printed);
  }
  const selector = { matchLabels: web };
  assert.equal(compileSelector(selector), compileSelector(selector));
});

test('plain maps: an empty one matches nothing', () => {
  assert.equal(compileMapSelector({})(web), false);
  assert.equal(compileMapSelector(undefined)(web), false);
  assert.equal(compileMapSelector({ app: 'web' })(web), true);
  assert.equal(compileMapSelector({ app: 'api' })(web), false);
  assert.equal(formatLabels({ b: '2', a: '1' }), 'a=1,b=2');
});
