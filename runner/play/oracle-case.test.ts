import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OracleCaseError, readOracleCase } from './oracle-case.ts';

test('a case has its nodes and its steps; nodes left out are hollow', () => {
  const steps = [{ run: 'get pods' }, { settle: true }];
  const text = 'steps:\n- run: get pods\n- settle: true\n';
  assert.deepEqual(readOracleCase(`case: a\nnodes: puppet\n${text}`, 'c.yaml'), {
    name: 'a',
    about: '',
    nodes: 'puppet',
    steps,
  });
  assert.equal(readOracleCase(`case: a\n${text}`, 'c.yaml').nodes, 'hollow');
});

const REFUSED: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['broken YAML', 'case: [a\nsteps: {\n', /^c\.yaml:2:\d+: [^\n]+$/],
  ['an empty file', '', /^c\.yaml: the file is empty$/],
  ['no steps', 'case: a\n', /^c\.yaml: an oracle case has the fields case, nodes and steps$/],
  ['unknown nodes', 'case: a\nnodes: foo\nsteps: []\n', /^c\.yaml: unknown nodes "foo"; known are hollow, puppet$/],
  ['a step that is a word', 'case: a\nsteps: [settle]\n', /^c\.yaml: steps\[0\]: "settle" is no step; write it as/],
  ['a step without content', 'case: a\nsteps:\n-\n', /^c\.yaml: steps\[0\]: null is no step/],
  ['an unknown step', 'case: a\nsteps:\n- rum: x\n', /^c\.yaml: steps\[0\]: unknown step rum; known are run/],
  [
    'a fault of nothing known',
    'case: a\nsteps:\n- fault: {stop: toString}\n',
    /^c\.yaml: steps\[0\]: unknown component toString; known are scheduler/,
  ],
];
for (const [what, text, message] of REFUSED) {
  test(`refused in one line: ${what}`, () => {
    assert.throws(
      () => readOracleCase(text, 'c.yaml'),
      (error) => error instanceof OracleCaseError && message.test(error.message),
    );
  });
}
