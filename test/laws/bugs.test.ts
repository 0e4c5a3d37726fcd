import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUGS } from './bugs/index.ts';
import { groundWith } from './ground.ts';
import type { Action, Step } from './history/action.ts';
import { LAWS } from './index.ts';

const after = (seconds: number, action: Action): Step => ({ afterMs: seconds * 1000, action });
const deploy = (replicas: number, minReadySeconds = 0): Step =>
  after(0, { do: 'deploy', name: 'web', replicas, strategy: { surge: 1, unavailable: 0, minReadySeconds } });

/** Each bug with a law that catches it, an input of that law, and what it says. */
const ROWS: readonly (readonly [bug: string, law: string, input: unknown, says: RegExp])[] = [
  [
    'missing-requeue',
    'convergence',
    [deploy(1, 20)],
    /not reached .*: deployment default\/web: availableReplicas 0, not 1/,
  ],
  [
    'surge-off-by-one',
    'rollouts',
    [deploy(2), after(60, { do: 'roll', name: 'web', image: 'nginx:1.22' })],
    /at 1 min 0 s: .*; 2 replicas, maxSurge 1 and maxUnavailable 0 allow 3$/,
  ],
  [
    'stale-endpoint',
    'traffic',
    [deploy(2), ...[1, 2, 3, 4, 5].map(() => after(30, { do: 'delete pod', name: 'web', at: 0 }))],
    /a request to service web with 1 ready pods was not answered|which is being deleted/,
  ],
  [
    'ignored-taint',
    'capacity',
    { scarce: 'cpu', history: [after(0, { do: 'taint', node: 'w1', effect: 'NoSchedule' }), deploy(4)] },
    /was bound to node w1 in spite of its taint user=yes:NoSchedule/,
  ],
  [
    'lost-watch-event',
    'watches',
    { history: [deploy(1), after(30, { do: 'scale', name: 'web', replicas: 0 })], openings: [] },
    /the watch of replicaset-controller on Pods was not told of DELETED default\/web-/,
  ],
];

for (const [bug, name, input, says] of ROWS) {
  test(`bug ${bug} is caught by law ${name}, which holds without it`, () => {
    const law = LAWS.find((one) => one.name === name);
    assert.ok(law !== undefined);
    law.check(input, groundWith(undefined));
    assert.throws(() => law.check(input, groundWith(bug)), says);
  });
}

test('there is no other bug', () => {
  assert.deepEqual(Object.keys(BUGS).sort(), ROWS.map(([bug]) => bug).sort());
});

test('a failure prints its seed, its path and the shrunk history, and the command that replays it does', () => {
  const run = (...args: readonly string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' });
  const found = run('--law', 'rollouts', '--bug', 'surge-off-by-one', '--seed', '7');
  assert.equal(found.status, 1);
  assert.match(found.stdout, /^FAILED {2}rollouts: /);
  assert.match(found.stdout, /^ {2}history: {2}at once {6}create deployment web with \d replica/m);
  assert.match(found.stdout, /\n0 laws held, 1 failed, seed 7\n$/);
  const command = /replay: +npm run laws -- (.+)/.exec(found.stdout)?.[1] ?? '';
  const replayed = run(...command.split(' '));
  assert.equal(replayed.status, 1);
  const told = ({ stdout }: { stdout: string }, what: string): string | undefined =>
    stdout.split('\n').find((line) => line.startsWith(what));
  for (const what of ['FAILED', '  bug:', '  path:', '  replay:'])
    assert.equal(told(replayed, what), told(found, what));
  assert.match(replayed.stdout, /^ {2}broken: {3}at .*maxSurge \d/m);
});
