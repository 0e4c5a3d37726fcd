import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../scenarios/records.ts';
import type { Run, ScenarioRun } from '../reports/run-value.ts';
import { closingLine, summary } from './summary.ts';
import { columns, fitted, type Terminal, terminalOf } from './terminal.ts';

const PLAIN: Terminal = { write: () => undefined, isLive: false, hasColor: false, width: 80 };

function run(...failures: readonly (Failure | undefined)[]): Run {
  const scenarios = failures.map((failure, index): ScenarioRun => {
    const line = index + 3;
    const place = {
      id: `a.feature:${line}`,
      uri: 'a.feature',
      line,
      name: `s${line}`,
      tags: [],
      steps: [],
      elapsedMs: 1500,
    };
    const replay = `npx seatrial run a.feature:${line} --seed 1`;
    return {
      ...place,
      replay,
      status: failure === undefined ? 'passed' : 'failed',
      ...(failure === undefined ? {} : { failure }),
    };
  });
  return { seed: '1', features: [{ uri: 'a.feature', name: '2-1 파드', description: '', language: 'en', scenarios }] };
}

test('a failure: where, which step, what came first, why, how to see it again', () => {
  const divergence = {
    atMs: 65_000,
    what: 'deployment web',
    expected: '3 ready',
    actual: '2 ready',
    why: 'no node fits',
    causes: ['no node fits', 'Deployment "web" asks for a node with disk=ssd'],
  };
  const lines = summary(run(undefined, { step: 'it is ready', message: 'm', divergence }), PLAIN).split('\n');
  assert.deepEqual(lines.slice(4, -2), [
    'FAILED a.feature:4  s4',
    '  step:     it is ready',
    '  first:    deployment web, at 1:05.000 of virtual time',
    '  expected: 3 ready',
    '  actual:   2 ready',
    '  why:      no node fits',
    '  because:  Deployment "web" asks for a node with disk=ssd',
    '  replay:   npx seatrial run a.feature:4 --seed 1',
  ]);
});

test('a failure of a Korean feature is told in Korean, its labels in columns', () => {
  const divergence = {
    atMs: 65_000,
    what: 'pods of "web"',
    expected: '2 Ready within 2 min',
    actual: 'ImagePullBackOff',
    causes: [],
  };
  const { seed, features } = run({ step: '준비된다', message: 'm', divergence });
  const korean = { seed, features: features.map((feature) => ({ ...feature, language: 'ko' })) };
  const lines = summary(korean, PLAIN).split('\n');
  assert.deepEqual(lines.slice(5, -2), [
    '  단계:     준비된다',
    '  처음:     "web"의 파드, 가상 시간 1:05.000',
    '  기대:     2분 안에 Ready 2개',
    '  실제:     ImagePullBackOff',
    '  재현:     npx seatrial run a.feature:3 --seed 1',
  ]);
});

test('what a step says cannot steer the terminal', () => {
  const text = summary(run({ message: 'a\u001b[2Jb\u0007' }), PLAIN);
  assert.ok(!text.includes('\u001b') && !text.includes('\u0007'));
});

test('the last line counts', () => {
  assert.equal(closingLine(run(undefined, { message: 'm' })), '1 passed, 1 failed\n');
});

test('Hangul takes two columns', () => {
  assert.equal(columns('2-1 파드'), 8);
  assert.equal(fitted('파드', 6), '파드  ');
  assert.equal(fitted('파드와 서비스', 6), '파드… ');
});

const colors: readonly (readonly [env: Readonly<Record<string, string>>, isTTY: boolean, hasColor: boolean])[] = [
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
];
for (const [env, isTTY, hasColor] of colors) {
  test(`colours with ${JSON.stringify(env)} on a ${isTTY ? 'terminal' : 'file'}`, () => {
    assert.equal(terminalOf({ isTTY, columns: 80 } as NodeJS.WriteStream, env).hasColor, hasColor);
  });
}
