import type { Cluster, ClusterOptions, Topology } from '../../../engine/index.ts';
import type { Ground } from '../law.ts';
import type { History } from './action.ts';
import { World } from './world.ts';

export interface Drive {
  readonly topology: Topology;
  readonly history: History;
  readonly options?: Omit<ClusterOptions, 'seed'>;
  /** Sees the cluster before anything happens: to watch its changes, to create services. */
  readonly prepare?: (cluster: Cluster) => void;
  /** Called after every instant. */
  readonly atRest?: (cluster: Cluster) => void;
  /** How long to go on after the last action. */
  readonly restMs: number;
}

/** Plays a history under observation, and lets its last action have its effect. */
export function drive(
  ground: Ground,
  seed: string,
  { topology, history, options, prepare, atRest, restMs }: Drive,
): void {
  const cluster = ground.start(topology, { seed, ...options });
  prepare?.(cluster);
  const world = new World(cluster, atRest);
  world.play(history);
  world.pass(restMs);
}

type Change = Parameters<Parameters<Cluster['api']['objects']['watch']>[0]>[0];

/** Hears of every change of a kind, at the instant of its write. */
export function onChange(cluster: Cluster, kind: string, hear: (change: Change) => void): void {
  cluster.api.objects.watch((change) => {
    if (change.bucket === kind) hear(change);
  });
}
