import fc from 'fast-check';
import type { Cluster, Deployment, Pod, ReplicaSet } from '../../../engine/index.ts';
import { type Action, type History, smaller, tell } from '../history/action.ts';
import { strategy } from '../history/arbitrary.ts';
import { isReady } from '../history/desired.ts';
import { drive, onChange } from '../history/drive.ts';
import { START_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Law } from '../law.ts';
import { isActive } from './pods.ts';

const name = fc.constant('web' as const);
const replicas = fc.integer({ min: 0, max: 6 });

/** The last one cannot be pulled: its rollout stands still half way. */
const image = fc.constantFrom('nginx:1.21', 'nginx:1.22', 'nginx:1.23', 'registry.invalid/none:1');

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('roll' as const), name, image }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('scale' as const), name, replicas }) },
);

const histories: fc.Arbitrary<History> = fc
  .tuple(
    fc.record({ do: fc.constant('deploy' as const), name, replicas, strategy }),
    fc.array(
      fc.record({
        // In the middle of a rollout, or after it.
        afterMs: fc.constantFrom(0, 1000, 4000, 9000, 20_000, 120_000),
        action: actions,
      }),
      { minLength: 1, maxLength: 7, size: 'max' },
    ),
  )
  .map(([action, steps]) => [{ afterMs: 0, action }, ...steps]);

export const rollouts: Law<History> = {
  name: 'rollouts',
  says: 'a rollout never has more pods than replicas and maxSurge, and, once available, never fewer than replicas less maxUnavailable',
  runs: 60,
  arbitrary: histories,
  check: (history, ground) => {
    const watch = new RolloutWatch();
    drive(ground, 'rollouts', {
      topology: fleet(3),
      history,
      restMs: 6 * START_MS,
      prepare: (cluster) =>
        onChange(cluster, 'ReplicaSet', ({ type, item, old }) => {
          if (type === 'MODIFIED' && sizeOf(item as ReplicaSet) > sizeOf(old as ReplicaSet)) watch.grown(cluster);
        }),
      atRest: (cluster) => watch.look(cluster),
    });
  },
  smaller,
  tell,
};

const sizeOf = ({ spec }: ReplicaSet): number => spec.replicas ?? 1;

/**
 * The lower bound is asked for without minReadySeconds only. With them v1.25 itself breaks it: of two ready pods a replica set may remove
 * the available one (LogarithmicScaleDown compares orders of magnitude of time) although the deployment controller counted on the other.
 */
class RolloutWatch {
  /** For how many replicas enough were available; scaling asks anew. */
  #reached: number | undefined;

  /** When a set was made larger: of all sets together. */
  grown(cluster: Cluster): void {
    const deployment = deploymentOf(cluster);
    if (deployment === undefined) return;
    const sets = cluster.view.ownedBy(deployment.metadata.uid ?? '') as readonly ReplicaSet[];
    const sum = sets.reduce((total, set) => total + sizeOf(set), 0);
    const { most } = boundsOf(deployment);
    if (sum > most)
      throw new Breach(cluster, `the replica sets of web ask for ${sum} pods; ${bounds(deployment)} allow ${most}`);
  }

  /** When nobody has anything to do at this instant: of the pods that are there. */
  look(cluster: Cluster): void {
    const deployment = deploymentOf(cluster);
    if (deployment === undefined) return;
    const { most, least } = boundsOf(deployment);
    const pods = cluster.view.by<Pod>('Pod', 'label', 'default/app=web').filter(isActive);
    if (pods.length > most) {
      throw new Breach(cluster, `web has ${pods.length} pods; ${bounds(deployment)} allow ${most}`);
    }
    if ((deployment.spec.minReadySeconds ?? 0) > 0) return;
    const available = pods.filter(isReady).length;
    const wanted = deployment.spec.replicas ?? 1;
    if (available >= least) this.#reached = wanted;
    else if (this.#reached === wanted) {
      throw new Breach(cluster, `web has ${available} available pods; ${bounds(deployment)} ask for ${least}`);
    }
  }
}

function deploymentOf(cluster: Cluster): Deployment | undefined {
  return cluster.view.get<Deployment>('Deployment', 'default', 'web');
}

interface Bounds {
  readonly most: number;
  readonly least: number;
}

/** Surge is rounded up, unavailability down; both 0 by rounding, one may be missing (ResolveFenceposts, v1.25). */
function boundsOf(deployment: Deployment): Bounds {
  const { replicas = 1, strategy } = deployment.spec;
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy?.rollingUpdate ?? {};
  const surge = share(maxSurge, replicas, Math.ceil);
  const unavailable = share(maxUnavailable, replicas, Math.floor);
  const missing = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { most: replicas + (replicas === 0 ? 0 : surge), least: Math.max(0, replicas - missing) };
}

function share(value: number | string, of: number, round: (exact: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseInt(value, 10) * of) / 100);
}

function bounds({ spec: { replicas = 1, strategy } }: Deployment): string {
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {};
  return `${replicas} replicas, maxSurge ${maxSurge} and maxUnavailable ${maxUnavailable}`;
}
