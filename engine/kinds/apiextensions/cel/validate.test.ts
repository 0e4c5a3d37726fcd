import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../../api/json.ts';
import { formatFieldError } from '../../../api/validation/field-error.ts';
import type { Schema } from '../schema.ts';
import { THE_THING, THING } from './testing.ts';
import { ruleErrors } from './validate.ts';

/** Rules that the object in testing.ts obeys, as an API server of v1.25.2 found. */
const MET: readonly string[] = [
  "string(self.f) == '1.5'",
  "string(self.a) == '1'",
  "string(self.d) == '2022-10-03T10:20:30.123456Z'",
  "string(self.dur) == '5405.5s'",
  "string(1e21) == '1e+21'",
  "string(1e20) == '1e+20'",
  "string(0.00001) == '1e-05'",
  "string(123456789.0) == '1.23456789e+08'",
  "string(true) == 'true'",
  "string(1u) == '1'",
  "string(b'hi') == 'hi'",
  "self.by == b'hi'",
  "bytes('hi') == self.by",
  'self.by.size() == 2',
  'self.d.getFullYear() == 2022 && self.d.getMonth() == 9 && self.d.getDayOfYear() == 275 && self.d.getDayOfMonth() == 2 && self.d.getDate() == 3 && self.d.getDayOfWeek() == 1',
  'self.d.getHours() == 10 && self.d.getMinutes() == 20 && self.d.getSeconds() == 30 && self.d.getMilliseconds() == 123',
  "self.d.getHours('+09:00') == 19",
  "self.d.getHours('-02:30') == 7",
  "self.d.getHours('Asia/Seoul') == 19",
  "self.d.getHours('UTC') == 10",
  'self.dur.getHours() == 1 && self.dur.getMinutes() == 90 && self.dur.getSeconds() == 5405',
  'self.dur.getMilliseconds() == 5405500',
  "self.day == timestamp('2022-10-03T00:00:00Z')",
  "self.d - self.day == duration('10h20m30.123456s')",
  'self.day + self.dur > self.day',
  "self.dur + self.dur == duration('3h11s')",
  'int(self.dur) == 5405500000000',
  'int(self.d) == 1664792430',
  'timestamp(1664792430) < self.d',
  "duration('1h') == duration('60m')",
  "duration('-1.5h') < duration('0s')",
  "double('1e3') == 1000.0",
  "int('-5') == -5",
  'int(1.9) == 1',
  'int(-1.9) == -1',
  'uint(3) == 3u',
  '7 / 2 == 3 && -7 / 2 == -3 && -7 % 2 == -1',
  '7.0 / 2.0 == 3.5',
  '1.0 / 0.0 > 1.0',
  "'a' < 'b' && 'B' < 'a' && 'é' > 'z'",
  "b'a' < b'b'",
  'false < true',
  "'abc'.contains('bc') && 'abc'.startsWith('ab') && 'abc'.endsWith('bc')",
  "'héllo'.size() == 5",
  "'héllo'.substring(1, 3) == 'él'",
  "'héllo'.charAt(1) == 'é'",
  "'hello mellow'.indexOf('ello', 2) == 7",
  "'hello mellow'.lastIndexOf('ello', 6) == 1",
  "'hello mellow'.lastIndexOf('') == 12",
  "'TacoCÆt'.lowerAscii() == 'tacocÆt'",
  "'hello hello'.replace('he', 'we', 1) == 'wello hello'",
  "'abc'.replace('', '-') == '-a-b-c-'",
  "'abc'.replace('', '-', 2) == '-a-bc'",
  "'a,b,c'.split(',', 2) == ['a', 'b,c']",
  "'a,b'.split(',', 0) == []",
  "'abc'.split('') == ['a', 'b', 'c']",
  "'  x \\t'.trim() == 'x'",
  "isURL('https://user:pass@host/p#frag')",
  "url('https://h/p#frag').getEscapedPath() == '/p'",
  'true || 1 / 0 == 1',
  '1 / 0 == 1 || true',
  '!(1 / 0 == 1 && false)',
  '[1, 2, 3].all(x, x > 0) && ![1, 2].exists(x, x > 5)',
  '[].all(x, x == 1)',
  '[[1, 2], [3]].all(l, l.all(x, x > 0))',
  '[1, 2][1] == 2',
  '0x1F == 31',
  "'\\x41\\u00e9\\101' == 'AéA'",
  "r'\\n' == '\\\\n'",
  "'''a\"b''' == 'a\"b'",
  "b'\\xff'.size() == 1",
  "'\\U0001F600'.size() == 1",
  '1e3 == 1000.0',
  '-9223372036854775808 < 0',
  'self.a == 1 ? true : false',
  'self.a > 5 ? false : self.b == 2',
  '!!true',
  '--1 == 1',
  '-(-1) == 1',
  '2 + 3 * 4 == 14 && (2 + 3) * 4 == 20 && 10 - 2 - 3 == 5',
  '1 < 2 == true',
  "self.__namespace__ == 'ns' && self.dash__dash__ed == 1 && self.a__dot__b == 1 && self.x__underscores__y == 1 && self.sl__slash__ash == 1",
  '.self.a == 1',
  'self.list.all(self, self > 0)',
  'self.f > 1.0 && self.list.all(x, x < self.f * 10.0)',
  'self.list.all(x, self.f < 2)',
  "'abc 123'.find('[0-9]+') == '123'",
  "'abc'.find('x') == ''",
  "'1a2b'.findAll('[0-9]') == ['1', '2']",
  "'1a2b3'.findAll('[0-9]', 2) == ['1', '2']",
  "self.ios.matches('^[0-9]+%$')",
  "type(self.ios) == string && self.ios == '50%'",
  "int(self.ios.replace('%', '')) == 50",
  'self.list.sum() == 6 && self.list.max() == 3 && self.list.min() == 1 && !self.list.isSorted()',
  '[1.5, 2.5].sum() == 4.0',
  "[duration('1m'), duration('1s')].sum() == duration('61s')",
  'self.list.indexOf(1) == 1 && [1, 2, 1].lastIndexOf(1) == 2 && self.list.indexOf(9) == -1',
  "self.set == ['w', 'x']",
  "['x', 'w'] == self.set",
  "(self.set + ['x', 'q']).size() == 3",
  "self.set + ['q'] == ['q', 'w', 'x']",
  "(self.strs + ['c']).size() == 3",
  'self.objs == self.objs',
  '(self.objs + self.objs).size() == 2',
  "self.objs.filter(o, o.v > 1)[0].name == 'b'",
  "self.objs.exists_one(o, o.name == 'a')",
  "self.m.all(k, k in ['k', 'a.b'])",
  "self.m['a.b'] == 'w' && has(self.m.k) && !has(self.m.zz)",
  "'k' in self.m && !('zz' in self.m)",
  "self.m == {'k': 'v', 'a.b': 'w'}",
  "{'k': 'v', 'a.b': 'w'} == self.m",
  "{'a': [1, 2]} == {'a': [1, 2]}",
  'self.m.map(k, self.m[k]).size() == 2',
  'self.list.map(x, x * 2) == [6, 2, 4]',
  'self.list.map(x, x > 1, x * 2) == [6, 4]',
  'self.list.filter(x, x != 1) == [3, 2]',
  '!has(self.nul)',
  'has(self.obj.x) && self.obj.x == 1',
  'has(self.free)',
  'self.obj == self.obj',
  'dyn(1) in [1.0]',
  'dyn(null) == null',
  "[dyn(1), dyn('a')].size() == 2",
  'type(dyn(1)) == int && type([1]) == list && type({}) == map && type(null) == null_type && type(type(1)) == type',
  'type(self.d) == google.protobuf.Timestamp',
  'type(self.obj) == map',
  "type(1.0) == double && type(b'') == bytes && type(1u) == uint && type('') == string && type(true) == bool",
  "url(self.u).getScheme() == 'http' && url(self.u).getHost() == 'h.x:80' && url(self.u).getHostname() == 'h.x' && url(self.u).getPort() == '80'",
  "url(self.u).getEscapedPath() == '/p%20q'",
  "url(self.u).getQuery() == {'d': ['e', 'f'], 'g': ['']}",
  "url('/path').getScheme() == '' && url('/path').getHost() == ''",
  "url('https://[::1]:8080/').getHost() == '[::1]:8080'",
  "url('https://[::1]:8080/').getHostname() == '::1'",
  "isURL('mailto:a@b')",
];

/** What the same server says of rules that cannot be worked out for the object. */
const SAID: readonly (readonly [rule: string, said: string])[] = [
  ["self.d.getHours('Nowhere/At') == 10", 'unknown time zone Nowhere/At'],
  ['int(self.s) == 1', "type conversion error from 'string' to 'int'"],
  ['double(self.s) == 1.0', "type conversion error from 'string' to 'double'"],
  ['duration(self.s) == self.dur', "type conversion error from 'string' to 'google.protobuf.Duration'"],
  ['timestamp(self.s) == self.d', "type conversion error from 'string' to 'google.protobuf.Timestamp'"],
  ["bool('maybe' + self.s)", "type conversion error from 'string' to 'bool'"],
  ["uint('-1' + self.s) == 1u", "type conversion error from 'string' to 'uint'"],
  ['int(1e30 * self.f) == 1', 'integer overflow'],
  ['uint(-1.0 * self.f) == 1u', 'unsigned integer overflow'],
  ['self.a - 9223372036854775807 - 9 == 0', 'integer overflow'],
  ['-9223372036854775808 * self.a - 1 == 0', 'integer overflow'],
  ['self.d.getHours(self.s) == 1', 'unknown time zone abc'],
  ['[1][self.a] == 1', "index '1' out of range in list size '1'"],
  ['[1, 2][-1 * self.a] == 1', "index '-1' out of range in list size '2'"],
  ["{'a': 1}[self.s] == 1", 'no such key: abc'],
  [
    'self.ios - 1 == 0',
    "'no such overload': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    '-self.ios == 1',
    "'no such overload': call arguments did not match a supported operator, function or macro signature",
  ],
  ['!self.ios', "'no such overload': call arguments did not match a supported operator, function or macro signature"],
  [
    'self.ios && true',
    "'no such overload': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    'self.ios ? true : false',
    "'no such overload': call arguments did not match a supported operator, function or macro signature",
  ],
  ['self.ios.x == 1', 'no such key: x'],
  ["self.ios[0] == 'x'", 'no such key: 0'],
  [
    'dyn(null) > 1',
    "'no such overload: _>_': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    "dyn(1).startsWith('a')",
    "'no such overload: startsWith': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    "dyn('x').getHours() == 1",
    "'no such overload: getHours(string)': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    "dyn(5).getScheme() == ''",
    "'no such overload: getScheme(int)': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    'dyn(self.a).size() == 1',
    "'no such overload: size': call arguments did not match a supported operator, function or macro signature",
  ],
  [
    'size(dyn(true)) == 1',
    "'no such overload: size': call arguments did not match a supported operator, function or macro signature",
  ],
  ["self.strs.join('x') == ''", 'internal error: interface conversion: interface {} is []interface {}, not []string'],
  [
    "url('http://a b/').getHost() == 'a'",
    'URL parse error during conversion from string: parse "http://a b/": invalid character " " in host name',
  ],
  ["url('').getHost() == ''", 'URL parse error during conversion from string: parse "": empty url'],
  [
    "url('http://a:b/').getHost() == ''",
    'URL parse error during conversion from string: parse "http://a:b/": invalid port ":b" after host',
  ],
  ["url(':x').getHost() == ''", 'URL parse error during conversion from string: parse ":x": missing protocol scheme'],
  ["'abc'.substring(-1) == ''", 'index out of range: -1'],
  ["'abc'.indexOf('a', 9) == 1", 'index out of range: 9'],
  ["'abc'.matches(self.s + '[')", 'error parsing regexp: missing closing ]: `[`'],
  ["'abc'.find(self.s + '(') == ''", 'Illegal regex: error parsing regexp: missing closing ): `abc(`'],
  ["self.list.all(x, self.m[string(x)] == '')", 'no such key: 3'],
  ['self.list.map(x, 10 / (x - 1)).size() == 3', 'division by zero'],
  ['self.list.filter(x, 10 / (x - 1) > 1).size() == 3', 'division by zero'],
  ['has(self.ios.x)', 'invalid type for field selection.'],
  ["string(b'\\xff\\xfe' + self.by) == ''", 'invalid UTF-8 in bytes, cannot convert to string'],
  ['int(self.s) == 1', "type conversion error from 'string' to 'int'"],
  ['double(self.s) > 1.0', "type conversion error from 'string' to 'double'"],
  ["self.s.matches(self.u + '[')", 'error parsing regexp: missing closing ]: `[`'],
  ['[].max() == 1', 'max called on empty list'],
  ['duration(self.s) > self.dur', "type conversion error from 'string' to 'google.protobuf.Duration'"],
  ['timestamp(self.s) > self.d', "type conversion error from 'string' to 'google.protobuf.Timestamp'"],
  ["self.s.substring(5) == ''", 'index out of range: 5'],
];

function said(schema: Schema, value: JsonValue, old?: JsonValue): readonly string[] {
  return ruleErrors(schema, false, value, old, 'spec').map((error) => `${error.field}: ${formatFieldError(error)}`);
}

const ruled = (rule: string, message?: string): Schema => ({
  ...THING,
  'x-kubernetes-validations': [{ rule, ...(message === undefined ? {} : { message }) }],
});

test('rules that the object obeys', () => {
  for (const rule of MET) assert.deepEqual(said(ruled(rule), THE_THING), [], rule);
});

test('rules that cannot be worked out say why', () => {
  for (const [rule, why] of SAID) {
    const [one = '', ...rest] = said(ruled(rule), THE_THING);
    assert.ok(one.startsWith(`spec: Invalid value: "object": ${why}`), `${rule}: ${one}`);
    assert.ok(one.endsWith(`rule: ${rule}`), one);
    assert.deepEqual(rest, []);
  }
});

test('a rule that is broken is said with its message, or as it stands', () => {
  assert.deepEqual(said(ruled(' self.a > 5 '), THE_THING), ['spec: Invalid value: "object": failed rule: self.a > 5']);
  assert.deepEqual(said(ruled('self.a > 5', '  a is small '), THE_THING), [
    'spec: Invalid value: "object":   a is small ',
  ]);
});

test('transitions are asked only where there is a value before, and items of maps find theirs by their keys', () => {
  const size: Schema = {
    type: 'integer',
    'x-kubernetes-validations': [{ rule: 'self >= oldSelf', message: 'may not shrink' }],
  };
  const items: Schema = { type: 'object', properties: { name: { type: 'string' }, size } };
  const list: Schema = {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
  };
  const before = [
    { name: 'a', size: 3 },
    { name: 'b', size: 5 },
  ];
  assert.deepEqual(said(list, before), []);
  assert.deepEqual(
    said(
      list,
      [
        { name: 'b', size: 4 },
        { name: 'a', size: 4 },
        { name: 'c', size: 1 },
      ],
      before,
    ),
    ['spec[0].size: Invalid value: "integer": may not shrink'],
  );
  const map: Schema = { type: 'object', additionalProperties: size };
  assert.deepEqual(said(map, { a: 1, b: 1 }, { a: 2 }), ['spec[a]: Invalid value: "integer": may not shrink']);
});

test('a rule that costs too much ends the questions', () => {
  const schema: Schema = {
    type: 'object',
    properties: { n: { type: 'array', maxItems: 1000, items: { type: 'integer' } } },
    'x-kubernetes-validations': [{ rule: 'self.n.all(x, self.n.all(y, x + y > -1))' }, { rule: 'false' }],
  };
  const why =
    "'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit";
  assert.deepEqual(said(schema, { n: Array.from({ length: 700 }, (_, i) => i) }), [
    `spec: Invalid value: "object": ${why} for rule: self.n.all(x, self.n.all(y, x + y > -1))`,
  ]);
  assert.deepEqual(said(schema, { n: [1, 2, 3] }), ['spec: Invalid value: "object": failed rule: false']);
});

test('hostile objects take no longer than a moment', () => {
  const text = (rule: string): Schema => ({ type: 'string', 'x-kubernetes-validations': [{ rule }] });
  const long = 'a'.repeat(1_500_000);
  assert.match(said(text("self.findAll('a.*b|a').size() > 1"), long)[0] ?? '', /seatrial looks for no more matches/);
  assert.deepEqual(said(text("self.matches('(a*)*(a*)*c') || self.charAt(1400000) == 'a'"), long), []);
  const keyed: Schema = {
    type: 'array',
    items: { type: 'object', properties: { k: { type: 'integer' } } },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
    'x-kubernetes-validations': [{ rule: 'self == oldSelf && self + self == self' }],
  };
  const items = Array.from({ length: 50_000 }, (_, k) => ({ k }));
  assert.deepEqual(said(keyed, items, items.toReversed()), []);
});
