import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { spawnSync } from 'node:child_process';

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-run-'));
after(() => rmSync(folder, { recursive: true }));

const PASSING = `Feature: web
  Scenario: a pod that dies is replaced
    Given a deployment "web" with 3 replicas
    When a pod of "web" dies
    Then a replacement is scheduled
`;
writeFileSync(join(folder, 'good.feature'), PASSING);
writeFileSync(
  join(folder, 'bad.feature'),
  PASSING.replace(
    '3 replicas',
    '3 replicas\n    When I run "kubectl get pod nope"\n    Then deployment "web" is exposed as a ClusterIP service',
  ),
);

writeFileSync(join(folder, 'pod.yaml'), 'apiVersion: v1\nkind: Pod\n');

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A whole process, as CI starts it. */
function seatrial(...args: readonly string[]): Answer {
  const argv = [join(ROOT, 'bin/seatrial.js'), ...args];
  return spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}

function files(out: string): Readonly<Record<string, string>> {
  const traces = readdirSync(join(out, 'traces')).map((name) => join('traces', name));
  return Object.fromEntries(
    ['index.html', 'junit.xml', 'run.json', ...traces].map((name) => [name, readFileSync(join(out, name), 'utf8')]),
  );
}

test('two runs with one seed write the same bytes, in this process or in workers; another seed does not', () => {
  const runs = [
    ['A', '7'],
    ['B', '7'],
    ['C', '7', '--parallel', '2'],
    ['D', '8'],
  ].map(([name = '', seed = '', ...parallel]) => {
    const out = join(folder, name);
    const { status, stdout } = seatrial('run', join(folder, 'good.feature'), '--seed', seed, ...parallel, '--out', out);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /\n1 passed, 0 failed\n$/);
    return files(out);
  });
  assert.deepEqual(runs[1], runs[0]);
  assert.deepEqual(runs[2], runs[0]);
  assert.notDeepEqual(runs[3], runs[0]);
});

const refused: readonly (readonly [args: readonly string[], complaint: RegExp])[] = [
  [['nope.feature'], /^nope\.feature: no such file or folder\n$/],
  [[join(folder, 'good.feature'), '--tags', '@none'], /^no scenario is selected by .*--tags '@none'\n$/],
  [[join(folder, 'good.feature'), '--tags', '@a and ('], /^seatrial run: --tags: Tag expression [^\n]*\n$/],
  [['--shard', '5/4'], /^seatrial run: --shard 5\/4: give it as 1\/4[^\n]*\n$/],
  [['--parallel', 'x'], /^seatrial run: --parallel x[^\n]*\n$/],
  [['--parallel', '0'], /^seatrial run: --parallel 0: give a number of threads, 1 to 64\n$/],
  [['--parallel', '65'], /^seatrial run: --parallel 65: [^\n]*\n$/],
  [['--seed', 'x'], /^seatrial run: --seed x: give a whole number\n$/],
  [['--seed', '1.5'], /^seatrial run: --seed 1\.5: give a whole number\n$/],
  [[join(folder, 'pod.yaml')], /^seatrial run: \S*pod\.yaml is no feature: name \.feature or \.md files[^\n]*\n$/],
  [[join(folder, '*.yaml')], /^seatrial run: \S*pod\.yaml is no feature: [^\n]*\n$/],
  [['--topology', 'moon'], /^seatrial run: --topology: unknown topology "moon"[^\n]*\n$/],
  [['--sede', '7'], /^seatrial run: Unknown option '--sede'[^\n]*\n$/],
];
for (const [args, complaint] of refused) {
  test(`run ${args.join(' ').replaceAll(folder, '')} is exit code 2 and one line`, () => {
    const { status, stderr } = seatrial('run', ...args, '--out', join(folder, 'none'));
    assert.equal(status, 2);
    assert.match(stderr, complaint);
  });
}

test('an output folder that cannot be written is found before anything runs', () => {
  const out = join(folder, 'good.feature', 'out');
  const { status, stdout, stderr } = seatrial('run', join(folder, 'good.feature'), '--out', out);
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, /^seatrial run: --out \S+: nothing can be written there: ENOTDIR at [^\n]*\n$/);
});
