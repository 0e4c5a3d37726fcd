import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, type Pod } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

/** A pod of nginx that is probed every ten seconds, ready for long. */
function readyPod(): { readonly cluster: Cluster; readonly isReady: () => boolean; readonly probes: () => number } {
  const cluster = Cluster.start(topology('course'), { seed: 'settled' });
  const httpGet = { path: '/', port: 80 };
  cluster.client('kubectl').create('Pod', 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'c', image: 'nginx', readinessProbe: { httpGet, periodSeconds: 10 } }] },
  });
  cluster.advance(60_000);
  const conditions = () => cluster.view.get<Pod>('Pod', 'default', 'web')?.status.conditions ?? [];
  const isReady = (): boolean => conditions().some(({ type, status }) => type === 'Ready' && status === 'True');
  const probes = (): number => cluster.runtime.logs('default', 'web', {}).split('kube-probe').length - 1;
  return { cluster, isReady, probes };
}

test('a ready server prints a line for every probe, though nobody makes them one by one', () => {
  const { cluster, isReady, probes } = readyPod();
  const [before, steps] = [probes(), cluster.steps];
  cluster.advance(1_000_000);
  assert.equal(probes(), before + 100);
  const perProbe = (cluster.steps - steps) / 100;
  cluster.client('kubectl').delete({ kind: 'Pod', namespace: 'default', name: 'web' });
  cluster.advance(60_000);
  const idle = cluster.steps;
  cluster.advance(1_000_000);
  assert.equal(isReady(), false);
  assert.ok(perProbe - (cluster.steps - idle) / 100 < 0.5, 'a probe that can have no other answer costs no step');
});

const CHANGES: readonly (readonly [string, (cluster: Cluster) => void])[] = [
  [
    'kubectl exec',
    (cluster) =>
      void cluster.runtime.exec('default', 'web', undefined, ['rm', '/usr/share/nginx/html/index.html'], undefined),
  ],
  [
    'kubectl exec that takes its server away',
    (cluster) => void cluster.runtime.exec('default', 'web', undefined, ['nginx', '-s', 'stop'], undefined),
  ],
];

for (const [what, change] of CHANGES) {
  test(`a server that was changed is probed again: ${what}`, () => {
    const { cluster, isReady } = readyPod();
    change(cluster);
    const wasUnready = cluster.waitUntil(() => !isReady(), 40_000);
    assert.equal(wasUnready, true);
  });
}

test('a kubelet that is down makes no probes; from its start on they go on', () => {
  const { cluster, probes } = readyPod();
  const node = cluster.view.get<Pod>('Pod', 'default', 'web')?.spec.nodeName ?? '';
  cluster.stop('kubelet', node);
  cluster.advance(5000);
  const machine = cluster.machines.of(node);
  const lines = (): number => [...machine.allContainers()].find(({ name }) => name === 'c')?.logs.lines.length ?? 0;
  const before = lines();
  cluster.advance(25_000);
  assert.equal(lines(), before);
  cluster.start('kubelet', node);
  cluster.advance(30_000);
  assert.ok(probes() > 0 && lines() > before);
});
