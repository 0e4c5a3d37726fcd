import type { History } from '../history/action.ts';
import { service } from '../history/manifests.ts';
import { START_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { World } from '../history/world.ts';
import type { Ground } from '../law.ts';

/** A history and the seed of the cluster that it is played on. */
export interface Tale {
  readonly history: History;
  readonly seed: number;
}

/** The trace and every stored object, as text. */
export function told({ history, seed }: Tale, ground: Ground): string {
  const cluster = ground.start(fleet(3), { seed: `determinism ${seed}` });
  const world = new World(cluster);
  for (const app of ['web', 'db']) world.client.create('Service', 'default', service(app));
  world.play(history);
  world.pass(START_MS);
  const objects = cluster.api.registry.all().flatMap(({ kind }) => cluster.view.list(kind));
  return [...cluster.trace.entries(), ...objects].map((one) => JSON.stringify(one)).join('\n');
}
