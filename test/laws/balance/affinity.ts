import fc from 'fast-check';
import type { Service } from '../../../engine/index.ts';
import { deployment, service } from '../history/manifests.ts';
import { fleet } from '../history/topology.ts';
import { World } from '../history/world.ts';
import { Breach, type Law } from '../law.ts';
import { readyPods } from '../safety/traffic.ts';

const TIMEOUT_SECONDS = 60;

/** A request from a node, or the end of the pod that this node's requests go to. */
interface Step {
  readonly afterMs: number;
  readonly client: string;
  readonly does: 'asks' | 'loses its pod';
}

interface Input {
  readonly replicas: number;
  readonly steps: readonly Step[];
}

const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.constantFrom(0, 1000, 10_000, TIMEOUT_SECONDS * 1000 - 1000, TIMEOUT_SECONDS * 1000 + 1000),
  client: fc.constantFrom('m', 'w1', 'w2', 'w3'),
  does: fc.constantFrom('asks', 'asks', 'asks', 'asks', 'loses its pod'),
});

export const affinity: Law<Input> = {
  name: 'affinity',
  says: 'with session affinity a client stays with its endpoint until its time is over or the endpoint goes, and then with another one',
  runs: 40,
  arbitrary: fc.record({
    replicas: fc.integer({ min: 2, max: 4 }),
    steps: fc.array(step, { minLength: 2, maxLength: 20, size: 'max' }),
  }),
  check: ({ replicas, steps }, ground) => {
    const cluster = ground.start(fleet(3), { seed: 'affinity' });
    const world = new World(cluster);
    const sessionAffinityConfig = { clientIP: { timeoutSeconds: TIMEOUT_SECONDS } };
    const bounds = { surge: 1, unavailable: 0, minReadySeconds: 0 };
    world.client.create('Deployment', 'default', deployment('web', replicas, bounds));
    world.client.create('Service', 'default', service('web', { sessionAffinity: 'ClientIP', sessionAffinityConfig }));
    cluster.advance(30_000);
    const host = cluster.view.get<Service>('Service', 'default', 'web')?.spec.clusterIP ?? '';
    const last = new Map<string, { readonly by: string; readonly atMs: number }>();
    for (const { afterMs, client, does } of steps) {
      cluster.advance(afterMs);
      const known = last.get(client);
      if (does === 'loses its pod') {
        const name = known?.by.slice(known.by.indexOf('/') + 1) ?? '';
        if (readyPods(cluster, 'web').some(({ metadata }) => metadata.name === name)) {
          world.client.delete({ kind: 'Pod', namespace: 'default', name });
        }
        continue;
      }
      cluster.settleNow();
      const ready = readyPods(cluster, 'web').map(({ metadata }) => `default/${metadata.name}`);
      const outcome = cluster.reach.http({ from: 'node', node: client }, { host, port: 80, path: '/' });
      if (outcome.outcome !== 'answered') {
        if (ready.length === 0) continue;
        throw new Breach(cluster, `a request from ${client} was not answered: ${outcome.why}`);
      }
      const { by } = outcome;
      if (!ready.includes(by))
        throw new Breach(cluster, `a request from ${client} went to ${by}, which is no ready endpoint`);
      const isHeld =
        known !== undefined && cluster.nowMs - known.atMs < TIMEOUT_SECONDS * 1000 && ready.includes(known.by);
      if (isHeld && by !== known.by) {
        throw new Breach(
          cluster,
          `a request from ${client} went to ${by}, ${(cluster.nowMs - known.atMs) / 1000} s after one to ${known.by}`,
        );
      }
      last.set(client, { by, atMs: cluster.nowMs });
    }
  },
  *smaller({ replicas, steps }) {
    for (const at of steps.keys()) yield { replicas, steps: steps.toSpliced(at, 1) };
  },
  tell: ({ replicas, steps }) => [
    `create deployment web with ${replicas} replicas and a service with ClientIP affinity of ${TIMEOUT_SECONDS} s`,
    ...steps.map(({ afterMs, client, does }) => `${afterMs / 1000} s later node ${client} ${does}`),
  ],
};
