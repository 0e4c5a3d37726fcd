import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../../engine/index.ts';
import { playTranscript } from '../../runner/play/transcript-player.ts';
import { readTranscript } from '../../runner/play/transcript.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { topology } from '../../scenarios/topologies.ts';
import { type SettledState, settledState, whyEquivalent } from './settled-state.ts';

function stateAfter(...lines: readonly string[]): SettledState {
  const cluster = Cluster.start(topology('bare'), { seed: '1' });
  const session = new Session(cluster, new MemoryFiles());
  for (const line of readTranscript(lines.join('\n'), 'lines')) {
    const { exit, stderr } = playTranscript(line, session);
    assert.equal(exit, 0, stderr);
    cluster.advance(2000);
  }
  cluster.advance(60_000);
  return settledState(cluster);
}

const CREATE = 'kubectl create deployment web --image=nginx --replicas=2 --port=80';
const EXPOSE = 'kubectl expose deployment web --port=80';
const SAME = 'the cluster settles in the same state';
const NOTHING_ACTS = 'nothing acts on what is different';

/** What else leads to the state that CREATE and EXPOSE lead to, and why. */
const CASES: readonly (readonly [what: string, lines: readonly string[], why: string | undefined])[] = [
  ['the same lines', [CREATE, EXPOSE], SAME],
  ['the same lines, later', ['sleep 30', CREATE, EXPOSE], SAME],
  [
    'another way',
    ['kubectl create deployment web --image=nginx --port=80', 'kubectl scale deployment web --replicas=2', EXPOSE],
    SAME,
  ],
  ['a beginning with nothing', [CREATE.replace('2', '0'), 'kubectl scale deployment web --replicas=2', EXPOSE], SAME],
  ['a detour', [CREATE, EXPOSE, 'kubectl label deployment web a=b', 'kubectl label deployment web a-'], SAME],
  ['pods of another name', [CREATE, EXPOSE, 'kubectl delete pods --all'], SAME],
  ['another containerPort', [CREATE.replace('80', '81'), EXPOSE], NOTHING_ACTS],
  ['no containerPort', [CREATE.replace(' --port=80', ''), EXPOSE], NOTHING_ACTS],
  ['another number of pods', [CREATE.replace('2', '3'), EXPOSE], undefined],
  ['another image', [CREATE.replace('nginx', 'httpd'), EXPOSE], undefined],
  ['another port of the service', [CREATE, EXPOSE.replace('80', '81')], undefined],
  ['a label too many', [CREATE, EXPOSE, 'kubectl label deployment web a=b'], undefined],
  ['no service', [CREATE], undefined],
  ['an object too many', [CREATE, EXPOSE, 'kubectl create configmap ip --from-literal=ip=1'], undefined],
];

const right = stateAfter(CREATE, EXPOSE);
for (const [what, lines, why] of CASES) {
  test(`${what}: ${why ?? 'another state'}`, () => {
    assert.equal(whyEquivalent(stateAfter(...lines), right, undefined), why);
  });
}

test('what is in a ConfigMap is nothing incidental', () => {
  const [one, other] = ['1', '2'].map((ip) => stateAfter(`kubectl create configmap c --from-literal=ip=${ip}`));
  assert.ok(one !== undefined && other !== undefined);
  assert.equal(whyEquivalent(one, other, undefined), undefined);
});

test('a label with another value is none the worse where nobody asks for the old one', () => {
  const renamed = { from: 'a', to: 'a-x' };
  const job = (app: string) =>
    `kubectl create deployment web --image=nginx\nkubectl label deployment web app=${app} --overwrite`;
  assert.equal(whyEquivalent(stateAfter(job('a-x')), stateAfter(job('a')), undefined), undefined);
  assert.equal(
    whyEquivalent(stateAfter(job('a-x')), stateAfter(job('a')), renamed),
    'nothing else asks for the old label',
  );
  assert.equal(whyEquivalent(stateAfter(job('b')), stateAfter(job('a')), renamed), undefined);
});
