import { Cluster } from '../engine/index.ts';
import { topology } from '../scenarios/topologies.ts';
import { type Figure, figure, median } from './figure.ts';

const WARM_UP = 20;
const RUNS = 200;

/** How long a scenario waits for its course cluster. */
export function cluster(): readonly Figure[] {
  const course = topology('course');
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const begin = performance.now();
    Cluster.start(course, { seed: `bench ${run}` });
    if (run >= WARM_UP) times.push(performance.now() - begin);
  }
  return [figure('cluster_ms', median(times), 'ms')];
}
