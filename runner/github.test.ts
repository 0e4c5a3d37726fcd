import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const SEATRIAL = join(import.meta.dirname, '../bin/seatrial.js');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-github-'));
const project = join(folder, 'sub');
const summaryFile = join(folder, 'summary.md');
after(() => rmSync(folder, { recursive: true }));

const feature = (ready: number): string => `Feature: ::stop-commands::token
  Scenario: ::add-mask::a | b \`c\` %0A ##[command]x
    Given a deployment "web" with 1 replica
    Then ${ready} pods of "web" are Ready

  Scenario: fine
    Given a deployment "web" with 1 replica
`;
mkdirSync(join(project, 'features'), { recursive: true });

function seatrial(
  args: readonly string[],
  env: object = {},
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [SEATRIAL, ...args], {
    cwd: project,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summaryFile,
      GITHUB_WORKSPACE: folder,
      ...env,
    },
  });
}

function run(ready: number, out: string, env: object = {}): ReturnType<typeof seatrial> {
  writeFileSync(join(project, 'features/web.feature'), feature(ready));
  return seatrial(['run', '--out', out], env);
}

const COMMANDS = /^[^\S\n]*::.*|.*##\[.*/gm;

test('a run writes a summary, one annotation with its place in the repository, and no other command', () => {
  assert.equal(run(1, 'base').status, 0);
  const { status, stdout, stderr } = run(2, 'current');
  assert.deepEqual({ status, stderr }, { status: 1, stderr: '' });
  const commands = stdout.match(COMMANDS) ?? [];
  assert.equal(commands.length, 1, stdout);
  assert.match(commands[0] ?? '', /^::error file=sub\/features\/web\.feature,line=4,title=%3A%3Aadd-mask%3A%3Aa \| b /);
  assert.match(stdout, /\n1 passed, 1 failed\n$/);
  assert.deepEqual(readFileSync(summaryFile, 'utf8').match(/^## .*/gm), [
    '## seatrial: 2 passed',
    '## seatrial: 1 of 2 failed',
  ]);
});

test('a comparison appends its own', () => {
  const { status, stdout } = seatrial(['compare', 'base', 'current']);
  assert.equal(status, 1);
  const commands = stdout.match(COMMANDS) ?? [];
  assert.equal(commands.length, 1, stdout);
  assert.match(commands[0] ?? '', /^::error file=sub\/features\/web\.feature,line=2,title=broke%3A /);
  const summary = readFileSync(summaryFile, 'utf8');
  assert.match(summary, /\n## seatrial compare: 1 scenario broke\n/);
  assert.match(summary, /\n2 scenarios: 1 broke, 1 the same\.\n/);
});

test('a summary that would be too large is left out, and said so; the run is what it was', () => {
  truncateSync(summaryFile, 1024 * 1024 - 10);
  const { status, stderr } = run(1, 'full');
  assert.equal(status, 0);
  assert.match(stderr, /^the step summary is left out: it would be larger than 1 MiB \(\S+\)\n$/);
});

test('a summary that cannot be written is left out, and said so', () => {
  const { status, stderr } = run(1, 'none', { GITHUB_STEP_SUMMARY: join(folder, 'no/summary.md') });
  assert.equal(status, 0);
  assert.match(stderr, /^the step summary is left out: ENOENT at \S+\n$/);
});

test('outside of GitHub Actions nothing of it happens', () => {
  rmSync(summaryFile, { force: true });
  const { stdout } = run(2, 'outside', { GITHUB_ACTIONS: undefined });
  assert.doesNotMatch(stdout, /::error/);
  assert.throws(() => readFileSync(summaryFile));
});
