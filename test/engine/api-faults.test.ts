import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiTrouble, Cluster, type Pod, soundApi, troubleApi } from '../../engine/index.ts';
import { topology } from '../../scenarios/topologies.ts';

const SET = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
  },
};

/** What the trouble is refused with, and whether pods come all the same: none of them is in conflict, only the status behind them is. */
const ROWS: readonly (readonly [ApiTrouble, code: number, comes: boolean])[] = [
  ['conflict', 409, true],
  ['error', 500, false],
  ['lost', 504, true],
];

for (const [trouble, code, comes] of ROWS) {
  test(`${trouble}: components are answered ${code}, users are not, and all is well once it ends`, () => {
    const cluster = Cluster.start(topology('bare'), { seed: trouble });
    const pods = (): number => cluster.view.list<Pod>('Pod', 'default').length;
    troubleApi(cluster, trouble, 1, 'x');
    cluster.client('test').create('ReplicaSet', 'default', SET);
    cluster.advance(20_000);
    const codes = cluster.trace.entries().flatMap(({ type, detail }) => (type === 'refusal' ? [detail['code']] : []));
    assert.deepEqual([...new Set(codes)], [code]);
    assert.equal(pods() > 0, comes);
    soundApi(cluster);
    cluster.advance(120_000);
    assert.equal(pods(), 2);
    assert.ok(cluster.view.list<Pod>('Pod', 'default').every(({ status }) => status.phase === 'Running'));
  });
}

test('around stands around every component, on every node, and sees what it is woken by', () => {
  const names: string[] = [];
  const woken: string[] = [];
  const cluster = Cluster.start(topology('bare'), {
    seed: 'around',
    around: (component) => {
      names.push(component.name);
      return {
        ...component,
        reconcile: (key, view, context) => {
          if (component.name === 'replicaset-controller') woken.push(key);
          return component.reconcile(key, view, context);
        },
      };
    },
  });
  assert.ok(names.includes('kube-proxy') && names.includes('kubelet'), names.join());
  cluster.client('test').create('ReplicaSet', 'default', SET);
  cluster.settleNow();
  assert.ok(woken.includes('default/web'));
});

test('a settled cluster that looks at everything again changes nothing', () => {
  const cluster = Cluster.start(topology('bare'), { seed: 'resync' });
  cluster.client('test').create('ReplicaSet', 'default', SET);
  cluster.advance(300_000);
  const [before, steps] = [cluster.trace.length, cluster.steps];
  cluster.resync();
  cluster.settleNow();
  assert.ok(cluster.steps > steps + 50);
  assert.equal(cluster.trace.length, before);
});
