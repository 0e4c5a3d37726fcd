import { Breach, formatTime, type Ground, type Law } from './law.ts';
import { type History, smaller, tell } from './history/action.ts';
import { anything } from './history/arbitrary.ts';
import { service } from './history/manifests.ts';
import { NODE_LOSS_MS } from './history/timers.ts';
import { fleet } from './history/topology.ts';
import { World } from './history/world.ts';
import { settle } from './settle.ts';
import type { Cluster, TraceEntry } from '../../engine/index.ts';

/** Longer than everything that comes round regularly (kubelet 90 s, quota 300 s), shorter than the hour that Events last. */
const QUIET_MS = 600_000;

export const convergence: Law<History> = {
  name: 'convergence',
  says: 'once faults stop, every desired state is reached in time, nothing changes any more, and a second look at everything writes nothing',
  runs: 60,
  arbitrary: anything,
  check,
  smaller,
  tell: (history) => [...tell(history), 'then         all faults end'],
};

function check(history: History, ground: Ground): void {
  const cluster = ground.start(fleet(3), { seed: 'convergence' });
  const world = new World(cluster);
  for (const app of ['web', 'api', 'db']) world.client.create('Service', 'default', service(app));
  world.play(history);
  world.heal();
  settle(cluster);
  expectQuiet(cluster, 'with nothing left to do', () => cluster.advance(QUIET_MS));
  expectQuiet(cluster, 'when every component looked at everything once more', () => {
    cluster.resync();
    cluster.advance(NODE_LOSS_MS);
  });
}

/** No change but heartbeats, no refused write, no Event. */
function expectQuiet(cluster: Cluster, when: string, pass: () => void): void {
  const from = cluster.trace.length;
  pass();
  const [first, ...more] = cluster.trace.entries(from).filter(({ type }) => LOUD.includes(type));
  if (first === undefined) return;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw new Breach(
    cluster,
    `${when}, ${first.by} wrote ${first.about} at ${formatTime(first.atMs)} (${JSON.stringify(first.detail)})${others}`,
  );
}

const LOUD: readonly TraceEntry['type'][] = ['change', 'refusal', 'event'];
