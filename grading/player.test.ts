import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExercise } from '../scenarios/exercises.ts';
import { type Played, playSubmission } from './player.ts';

function played(...rows: readonly string[]): Played {
  const lines = rows.map((text, index) => ({ file: 'run.sh', line: index + 1, text }));
  const submission = { name: 'kim', files: [], manifests: [], lines, reports: [], limits: [] };
  return playSubmission(readExercise('run-and-expose-a-pod'), submission, '1');
}

test('almost a day of sleep is within the limits: nothing that a check needs is spent', () => {
  const { isSpent, limits } = played('sleep 23h');
  assert.deepEqual([isSpent, limits], [false, []]);
});

test('what stands behind && runs only after a success', () => {
  const { commands } = played(
    'kubectl get pod a',
    '&& kubectl run a --image=nginx',
    'kubectl get ns',
    '&& kubectl run b --image=nginx',
  );
  assert.deepEqual(
    commands.map(({ line, exit, command }) => `${line ?? 0} ${exit} ${command}`),
    ['1 1 kubectl get pod a', '3 0 kubectl get ns', '4 0 kubectl run b --image=nginx'],
  );
});

test('what a line of the shell came to stands among the commands that were used', () => {
  const { commands, used } = played(
    'IMAGE=nginx',
    'for n in a b; do kubectl run $n --image=$IMAGE; done',
    'kubectl get ns',
  );
  assert.equal(commands.length, 3);
  assert.deepEqual(
    used.map(({ command, exit }) => `${exit} ${command}`),
    ['0 IMAGE=nginx', '0 kubectl run a --image=nginx', '0 kubectl run b --image=nginx', '0 kubectl get ns'],
  );
});
