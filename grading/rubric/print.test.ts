import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Terminal } from '../../runner/terminal.ts';
import type { Mutant } from './mutants/mutants.ts';
import { checkValues, type Outcome, type Fate } from './outcome.ts';
import { proofText } from './print.ts';

const terminal: Terminal = { write: () => undefined, isLive: false, hasColor: false, width: 80 };

function outcome(operator: string, fate: Fate, caughtBy: string, reason?: string): Outcome {
  const submission = { name: 's', files: [], manifests: [], lines: [], reports: [], limits: [] };
  const mutant: Mutant = { operator, file: 'f', line: 1, text: `f: ${operator}\n\u001b[2J is wrong`, submission };
  return { mutant, fate, caughtBy: [...caughtBy], ...(reason === undefined ? {} : { reason }) };
}

const outcomes = [
  outcome('image', 'caught', 'ab'),
  outcome('image', 'caught', 'b'),
  outcome('port', 'caught', 'ab'),
  ...['env', 'name', 'probe', 'type'].map((operator) => outcome(operator, 'caught', 'b')),
  outcome('labels', 'survived', ''),
  outcome('namespace', 'equivalent', '', 'it is all the same'),
  outcome('command', 'no end', '', 'it burst'),
];
const checks = ['a', 'b', 'c'].map((id) => ({ id, name: `Check ${id}`, points: 1.5, hidden: false }));

const EXPECTED = `The title (x)

  check    points  mutants  mistakes  alone  kinds of mutants
  Check a     1.5        2         1      0  image 1, port 1
  Check b     1.5        7         1      5  image 2, env 1, name 1, port 1, others 2
  Check c     1.5        0         1      1

catch nothing alone: other checks fail whenever these do (1)
  Check a

no mutant that is caught protects 1.5 points (1)
  Check c (1.5)

survived: nobody notices (1)
  f: labels ?[2J is wrong

equivalent: no mistakes (1)
  f: namespace ?[2J is wrong (it is all the same)

came to no end (1)
  f: command ?[2J is wrong (it burst)

does not hold (1)
  something

7 of 8 mutants caught (87 %), 1 survived, 1 equivalent, 1 came to no end; solution 4.5/4.5, 1 of 2 alternatives right, 1 mistake as expected
`;

test('a proof as a teacher reads it', () => {
  const text = proofText(
    {
      exercise: 'x',
      title: 'The title',
      checks: checkValues(checks, outcomes, [['a', 'b'], ['c']]),
      outcomes,
      problems: ['something'],
      solution: { score: 4.5, maxScore: 4.5 },
      alternatives: { all: 2, right: 1 },
      mistakes: { all: 1, right: 1 },
    },
    terminal,
  );
  assert.equal(text, EXPECTED);
});
