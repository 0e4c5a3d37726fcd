import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerStatus, PodSpec } from '../../kinds/types.ts';
import { phaseOf } from './phase.ts';

/** r running, w waiting, b waiting after an exit with 1 (back-off), 0 and 1 exited so. */
function statusOf(letter: string, name: string): ContainerStatus {
  const base = { name, image: '', imageID: '', ready: false, restartCount: 0, lastState: {} };
  const exited = (exitCode: number) => ({ terminated: { exitCode } });
  if (letter === 'r') return { ...base, state: { running: {} } };
  if (letter === 'w') return { ...base, state: { waiting: {} } };
  if (letter === 'b') return { ...base, state: { waiting: {} }, lastState: exited(1) };
  return { ...base, state: exited(Number(letter)) };
}

const statuses = (letters: string, prefix: string) =>
  [...letters].map((letter, i) => statusOf(letter, `${prefix}${i}`));

// policy, init containers, containers, phase
const ROWS = [
  ['Always', '', 'w', 'Pending'],
  ['Always', '', 'rw', 'Pending'],
  ['Always', '', 'r', 'Running'],
  ['Always', '', 'r1', 'Running'],
  ['Always', '', '1', 'Running'],
  ['Always', '', 'b', 'Running'],
  ['Always', '', '0', 'Running'],
  ['OnFailure', '', '1', 'Running'],
  ['OnFailure', '', '00', 'Succeeded'],
  ['OnFailure', '', '01', 'Running'],
  ['Never', '', '00', 'Succeeded'],
  ['Never', '', '01', 'Failed'],
  ['Never', '', 'r1', 'Running'],
  ['Never', '1', 'w', 'Failed'],
  ['Always', '1', 'w', 'Pending'],
  ['Always', 'b', 'w', 'Pending'],
  ['Always', 'r', 'w', 'Pending'],
  ['Always', '0', 'r', 'Running'],
] as const;

for (const [restartPolicy, inits, mains, phase] of ROWS) {
  test(`${restartPolicy}, init ${inits === '' ? 'none' : inits}, containers ${mains}: ${phase}`, () => {
    const named = (letters: string, prefix: string) => [...letters].map((_, i) => ({ name: `${prefix}${i}` }));
    const spec: PodSpec = { restartPolicy, initContainers: named(inits, 'i'), containers: named(mains, 'c') };
    assert.equal(phaseOf(spec, statuses(inits, 'i'), statuses(mains, 'c')), phase);
  });
}
