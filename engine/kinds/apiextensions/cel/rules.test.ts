import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schema } from '../schema.ts';
import { compileRule, SELF_TYPE } from './rules.ts';
import { declTypeOf } from './schema/decl-type.ts';
import { THING } from './testing.ts';

/** What an API server of v1.25.2 says of rules of the schema in testing.ts. */
const WRONG: readonly (readonly [rule: string, said: readonly string[]])[] = [
  [
    'self.a >',
    [
      "compilation failed: ERROR: <input>:1:9: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.a >',
      ' | ........^',
    ],
  ],
  [
    'self.a = 1',
    [
      "compilation failed: ERROR: <input>:1:8: Syntax error: token recognition error at: '= '",
      ' | self.a = 1',
      ' | .......^',
      "ERROR: <input>:1:10: Syntax error: extraneous input '1' expecting <EOF>",
      ' | self.a = 1',
      ' | .........^',
    ],
  ],
  [
    '(self.a > 1',
    [
      "compilation failed: ERROR: <input>:1:12: Syntax error: missing ')' at '<EOF>'",
      ' | (self.a > 1',
      ' | ...........^',
    ],
  ],
  [
    'self.a > 1)',
    [
      "compilation failed: ERROR: <input>:1:11: Syntax error: extraneous input ')' expecting <EOF>",
      ' | self.a > 1)',
      ' | ..........^',
    ],
  ],
  [
    'self.a === 1',
    [
      "compilation failed: ERROR: <input>:1:10: Syntax error: token recognition error at: '= '",
      ' | self.a === 1',
      ' | .........^',
    ],
  ],
  [
    'if (self.a) 1',
    [
      'compilation failed: ERROR: <input>:1:1: reserved identifier: if',
      ' | if (self.a) 1',
      ' | ^',
      "ERROR: <input>:1:13: Syntax error: extraneous input '1' expecting <EOF>",
      ' | if (self.a) 1',
      ' | ............^',
    ],
  ],
  [
    'self.',
    ["compilation failed: ERROR: <input>:1:6: Syntax error: missing IDENTIFIER at '<EOF>'", ' | self.', ' | .....^'],
  ],
  [
    'for x in y',
    [
      'compilation failed: ERROR: <input>:1:1: reserved identifier: for',
      ' | for x in y',
      ' | ^',
      "ERROR: <input>:1:5: Syntax error: mismatched input 'x' expecting <EOF>",
      ' | for x in y',
      ' | ....^',
    ],
  ],
  [
    '"abc\\q"',
    [
      "compilation failed: ERROR: <input>:1:1: Syntax error: token recognition error at: '\"abc\\q'",
      ' | "abc\\q"',
      ' | ^',
      "ERROR: <input>:1:7: Syntax error: token recognition error at: '\"'",
      ' | "abc\\q"',
      ' | ......^',
      "ERROR: <input>:1:8: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | "abc\\q"',
      ' | .......^',
    ],
  ],
  [
    '99999999999999999999 > 1',
    ['compilation failed: ERROR: <input>:1:1: invalid int literal', ' | 99999999999999999999 > 1', ' | ^'],
  ],
  [
    '!',
    [
      "compilation failed: ERROR: <input>:1:2: Syntax error: extraneous input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | !',
      ' | .^',
      'ERROR: <input>:1:2: invalid primary expression',
      ' | !',
      ' | .^',
    ],
  ],
  [
    '-',
    [
      "compilation failed: ERROR: <input>:1:2: Syntax error: no viable alternative at input '-'",
      ' | -',
      ' | .^',
      "ERROR: <input>:1:2: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | -',
      ' | .^',
    ],
  ],
  [
    'self.list.all(x)',
    [
      "compilation failed: ERROR: <input>:1:14: undeclared reference to 'all' (in container '')",
      ' | self.list.all(x)',
      ' | .............^',
      "ERROR: <input>:1:15: undeclared reference to 'x' (in container '')",
      ' | self.list.all(x)',
      ' | ..............^',
    ],
  ],
  [
    'self.in',
    [
      "compilation failed: ERROR: <input>:1:6: Syntax error: missing IDENTIFIER at 'in'",
      ' | self.in',
      ' | .....^',
      "ERROR: <input>:1:8: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.in',
      ' | .......^',
    ],
  ],
  [
    'in',
    [
      "compilation failed: ERROR: <input>:1:1: Syntax error: mismatched input 'in' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | in',
      ' | ^',
      "ERROR: <input>:1:3: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | in',
      ' | ..^',
    ],
  ],
  [
    "namespace == 'x'",
    ['compilation failed: ERROR: <input>:1:1: reserved identifier: namespace', " | namespace == 'x'", ' | ^'],
  ],
  [
    '1.a',
    [
      "compilation failed: ERROR: <input>:1:2: type 'primitive:INT64' does not support field selection",
      ' | 1.a',
      ' | .^',
    ],
  ],
  [
    '!-1',
    [
      "compilation failed: ERROR: <input>:1:1: found no matching overload for '!_' applied to '(int)'",
      ' | !-1',
      ' | ^',
    ],
  ],
  [
    'a.b{c: 1}',
    [
      "compilation failed: ERROR: <input>:1:4: undeclared reference to 'a.b' (in container '')",
      ' | a.b{c: 1}',
      ' | ...^',
    ],
  ],
  [
    'self.while == 1',
    ["compilation failed: ERROR: <input>:1:5: undefined field 'while'", ' | self.while == 1', ' | ....^'],
  ],
  ['while == 1', ['compilation failed: ERROR: <input>:1:1: reserved identifier: while', ' | while == 1', ' | ^']],
  [
    'self.dash-ed > 1',
    [
      "compilation failed: ERROR: <input>:1:5: undefined field 'dash'",
      ' | self.dash-ed > 1',
      ' | ....^',
      "ERROR: <input>:1:11: undeclared reference to 'ed' (in container '')",
      ' | self.dash-ed > 1',
      ' | ..........^',
    ],
  ],
  [
    "f'abc'",
    [
      "compilation failed: ERROR: <input>:1:2: Syntax error: extraneous input ''abc'' expecting <EOF>",
      " | f'abc'",
      ' | .^',
    ],
  ],
  [
    "self.m{'a': 1}",
    [
      "compilation failed: ERROR: <input>:1:8: Syntax error: mismatched input ''a'' expecting {'}', ',', IDENTIFIER}",
      " | self.m{'a': 1}",
      ' | .......^',
    ],
  ],
  [
    'self.list.all(self.a, true)',
    [
      'compilation failed: ERROR: <input>:1:19: argument must be a simple name',
      ' | self.list.all(self.a, true)',
      ' | ..................^',
    ],
  ],
  [
    'self.list.map(1, 2)',
    [
      'compilation failed: ERROR: <input>:1:14: argument is not an identifier',
      ' | self.list.map(1, 2)',
      ' | .............^',
    ],
  ],
  ['has(self)', ['compilation failed: ERROR: <input>:1:4: invalid argument to has() macro', ' | has(self)', ' | ...^']],
  ['self.a', ['cel expression must evaluate to a bool']],
  ["self.s.matches('[')", ['program instantiation failed: error parsing regexp: missing closing ]: `[`']],
  ["self.s.find('(') == ''", ['program instantiation failed: error parsing regexp: missing closing ): `(`']],
  [
    "self.s.matches('(?!a)')",
    ['program instantiation failed: error parsing regexp: invalid or unsupported Perl syntax: `(?!`'],
  ],
  [
    "[1, 'a'] == []",
    ["compilation failed: ERROR: <input>:1:5: expected type 'int' but found 'string'", " | [1, 'a'] == []", ' | ....^'],
  ],
  [
    "timestamp(self.s) > timestamp('x')",
    ["program instantiation failed: type conversion error from 'string' to 'google.protobuf.Timestamp'"],
  ],
  [
    'math.greatest(1,2) == 2',
    [
      "compilation failed: ERROR: <input>:1:1: undeclared reference to 'math' (in container '')",
      ' | math.greatest(1,2) == 2',
      ' | ^',
      "ERROR: <input>:1:14: undeclared reference to 'greatest' (in container '')",
      ' | math.greatest(1,2) == 2',
      ' | .............^',
      "ERROR: <input>:1:20: found no matching overload for '_==_' applied to '(<nil>, int)'",
      ' | math.greatest(1,2) == 2',
      ' | ...................^',
    ],
  ],
  [
    "{'a': 1, 2: 'b'} == {}",
    [
      "compilation failed: ERROR: <input>:1:10: expected type 'string' but found 'int'",
      " | {'a': 1, 2: 'b'} == {}",
      ' | .........^',
      "ERROR: <input>:1:13: expected type 'int' but found 'string'",
      " | {'a': 1, 2: 'b'} == {}",
      ' | ............^',
    ],
  ],
  [
    "self.all(x, x == 'a')",
    [
      "compilation failed: ERROR: <input>:1:1: expression of type 'selfType0' cannot be range of a comprehension (must be list, map, or dynamic)",
      " | self.all(x, x == 'a')",
      ' | ^',
    ],
  ],
  [
    'self.foo.bar(1) == 1',
    [
      "compilation failed: ERROR: <input>:1:5: undefined field 'foo'",
      ' | self.foo.bar(1) == 1',
      ' | ....^',
      "ERROR: <input>:1:13: undeclared reference to 'bar' (in container '')",
      ' | self.foo.bar(1) == 1',
      ' | ............^',
      "ERROR: <input>:1:17: found no matching overload for '_==_' applied to '(<nil>, int)'",
      ' | self.foo.bar(1) == 1',
      ' | ................^',
    ],
  ],
  [
    "self.metadata.name 'x'== 'x' ",
    [
      "compilation failed: ERROR: <input>:1:20: Syntax error: mismatched input ''x'' expecting <EOF>",
      " | self.metadata.name 'x'== 'x' ",
      ' | ...................^',
    ],
  ],
  [
    "self.s..('a''a'",
    [
      "compilation failed: ERROR: <input>:1:8: Syntax error: missing IDENTIFIER at '.'",
      " | self.s..('a''a'",
      ' | .......^',
      "ERROR: <input>:1:9: Syntax error: missing IDENTIFIER at '('",
      " | self.s..('a''a'",
      ' | ........^',
      "ERROR: <input>:1:13: Syntax error: mismatched input ''a'' expecting ')'",
      " | self.s..('a''a'",
      ' | ............^',
    ],
  ],
  [
    'self.a <> ||1+',
    [
      "compilation failed: ERROR: <input>:1:9: Syntax error: mismatched input '>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.a <> ||1+',
      ' | ........^',
      "ERROR: <input>:1:11: Syntax error: extraneous input '||' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.a <> ||1+',
      ' | ..........^',
      "ERROR: <input>:1:15: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.a <> ||1+',
      ' | ..............^',
    ],
  ],
  [
    'self.- + a == -',
    [
      "compilation failed: ERROR: <input>:1:6: Syntax error: missing IDENTIFIER at '-'",
      ' | self.- + a == -',
      ' | .....^',
      "ERROR: <input>:1:8: Syntax error: extraneous input '+' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.- + a == -',
      ' | .......^',
      "ERROR: <input>:1:16: Syntax error: no viable alternative at input '-'",
      ' | self.- + a == -',
      ' | ...............^',
      "ERROR: <input>:1:16: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      ' | self.- + a == -',
      ' | ...............^',
    ],
  ],
];

function compiled(rule: string, schema: Schema = THING): ReturnType<typeof compileRule> {
  const type = declTypeOf(schema, false, SELF_TYPE);
  assert.ok(type !== undefined);
  return compileRule(rule, type);
}

for (const [rule, said] of WRONG)
  test(`${rule}: refused in the words of the API server`, () => {
    assert.equal(compiled(rule).error, said.join('\n'));
  });

test('a rule of the right type is taken, and is one of transitions if it reads oldSelf', () => {
  assert.equal(compiled('self.a > 1').error, undefined);
  assert.equal(compiled('self.a > 1').isTransition, false);
  assert.equal(compiled('self.a >= oldSelf.a').isTransition, true);
  assert.equal(compiled('self.list.all(oldSelf, oldSelf > 1)').isTransition, false);
});

test('what a rule may cost goes by the limits of the schema', () => {
  const list = (maxItems: number, maxLength: number): Schema => ({
    type: 'array',
    maxItems,
    items: { type: 'string', maxLength },
  });
  const every = 'self.all(x, self.exists(y, x == y))';
  const limits = [900, 1200, 1300, 1400, 1500, 1600, 2500];
  const factors = limits.map((most) => (Number(compiled(every, list(most, 10)).maxCost) / 10_000_000).toFixed(1));
  // As the server prints them, the first one being below its limit.
  assert.deepEqual(factors, ['0.8', '1.4', '1.7', '2.0', '2.3', '2.6', '6.3']);
  assert.equal(compiled('self.a > 1').maxCost, 3n);
});

test('a rule that is too long or too deep is refused before it is read', () => {
  const why = (rule: string): string | undefined => compiled(rule).error;
  assert.equal(why(`${'('.repeat(40)}true${')'.repeat(40)}`), undefined);
  assert.match(why(`${'('.repeat(41)}true${')'.repeat(41)}`) ?? '', /<input>:-1:0: max recursion depth exceeded$/);
  assert.match(why('1+'.repeat(99_999)) ?? '', /expression code point size exceeds limit: size: 199998, limit 100000$/);
  assert.match(why('['.repeat(90_000)) ?? '', /max recursion depth exceeded/);
});
