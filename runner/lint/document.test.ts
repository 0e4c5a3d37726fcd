import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execute } from '../execute.ts';
import { problemLine } from '../problem.ts';
import { problemsOf, project } from './testing.ts';

const STEP = '    Given a deployment "web" with 3 replicas\n';

/** A feature, the line that is wrong, and what is said of it. */
const refused: readonly (readonly [name: string, text: string, line: number, message: RegExp])[] = [
  [
    'a misspelled first step',
    `Feature: x\n  Scenario: y\n    Givn a pod\n${STEP}`,
    3,
    /never run: did you mean `Given` instead of `Givn`\?/,
  ],
  [
    'a step in the wrong case',
    `Feature: x\n  Scenario: y\n    given a pod\n${STEP}`,
    3,
    /did you mean `Given` instead of `given`/,
  ],
  [
    'a misspelled step of a background',
    `Feature: x\n  Background:\n    Wehn a\n${STEP}  Scenario: y\n${STEP}`,
    3,
    /did you mean `When`/,
  ],
  ['a misspelled scenario', `Feature: x\n  Scenaro: y\n  Scenario: z\n${STEP}`, 2, /did you mean `Scenario:`\?/],
  [
    'a blank before the colon',
    `Feature: x\n  Scenario : y\n  Scenario: z\n${STEP}`,
    2,
    /write `Scenario:` with a plain colon/,
  ],
  [
    'a Korean scenario that begins with 예',
    '# language: ko\n기능: 가\n  예: 첫째\n    먼저 파드가 있다\n',
    3,
    /a scenario begins with `시나리오:`/,
  ],
  [
    'a Korean full-width colon',
    '# language: ko\n기능: 가\n  시나리오： 첫째\n',
    3,
    /write `시나리오:` with a plain colon/,
  ],
  [
    'a misspelled Korean step',
    '# language: ko\n기능: 가\n  시나리오: 나\n    그러먼 파드가 있다\n',
    4,
    /did you mean `그러면` instead of `그러먼`/,
  ],
  [
    'an undefined step',
    'Feature: x\n  Scenario: y\n    Given a deploiment "web" with 3 replicas\n',
    3,
    /^3: undefined step .*; did you mean "a deployment \{.*\?$/,
  ],
  [
    'quotes within quotes',
    `Feature: x\n  Scenario: y\n    When I run "kubectl patch pod a -p '{"a":"b"}'"\n`,
    3,
    /^3: undefined step .*; write a quote within quotes as \\": I run "kubectl patch pod a -p '\{\\"a\\":\\"b\\"\}'"$/,
  ],
  [
    'an undefined step like no other',
    'Feature: x\n  Scenario: y\n    Given zzz\n',
    3,
    /undefined step "zzz"; `seatrial steps` lists/,
  ],
  [
    'a table that does not fit',
    `Feature: x\n  Scenario: y\n${STEP}      | a | b |\n      | c |\n`,
    5,
    /^5: syntax: inconsistent cell count/,
  ],
  [
    'text where none may stand',
    `Feature: x\n  Scenario: y\n${STEP}    foo\n`,
    4,
    /^4: syntax: "foo" may not stand here; expected .*a step/,
  ],
  ['a language that nobody speaks', '# language: xx\nFeature: x\n', 1, /Language not supported: xx/],
  [
    'a column that is not there',
    'Feature: x\n  Scenario Outline: y\n    Given a deployment "<nam>" with 3 replicas\n    Examples:\n      | name |\n      | web |\n',
    3,
    /no column of the examples is named <nam>; did you mean <name>\?/,
  ],
  ['an outline without examples', `Feature: x\n  Scenario Outline: y\n${STEP}`, 2, /outline without a row of examples/],
  [
    'an unknown topology',
    `Feature: x\n  @topology:moon\n  Scenario: y\n${STEP}`,
    2,
    /unknown topology "moon"; known are bare, course/,
  ],
  ['an empty file', '', 0, /holds no feature/],
];
for (const [name, text, line, message] of refused) {
  test(`refused in one line: ${name}`, async () => {
    const [first = '', ...others] = await problemsOf(text);
    assert.match(first, message);
    assert.ok(first.startsWith(`${line}: `), first);
    assert.ok(!first.includes('\n'));
    assert.ok(others.length <= 1, others.join('\n'));
  });
}

const allowed: readonly (readonly [name: string, text: string])[] = [
  [
    'prose that begins like a step',
    `Feature: x\n  When a pod dies, who replaces it?\n  Then nobody does.\n\n  Scenario: y\n    The text says what. There is more.\n${STEP}`,
  ],
  ['prose with a colon', `Feature: x\n  Note: this is prose.\n\n  Scenario: y\n${STEP}`],
  [
    'a Korean feature',
    '# language: ko\n기능: 가\n  만약 파드가 죽으면 어떻게 될까\n\n  시나리오: 나\n    먼저 a deployment "web" with 3 replicas\n',
  ],
];
for (const [name, text] of allowed) {
  test(`allowed: ${name}`, async () => {
    assert.deepEqual(await problemsOf(text), []);
  });
}

test('a scenario without steps is worth a warning', async () => {
  assert.deepEqual(await problemsOf('Feature: x\n  Scenario: y\n'), [
    '2: warning: scenario "y" has no steps, so it proves nothing',
  ]);
});

test('a path that leads nowhere is named', async () => {
  const { problems } = await execute(project, { paths: ['nope.feature:3', 'features'], seed: '1', lintOnly: true });
  assert.deepEqual(problems.map(problemLine), ['nope.feature: no such file or folder']);
});
