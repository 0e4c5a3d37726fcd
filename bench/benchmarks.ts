import { cluster } from './cluster.ts';
import type { Figure } from './figure.ts';
import { floor } from './floor.ts';
import { scale } from './scale.ts';
import { start } from './start.ts';

/** Every benchmark by the name it has on the command line. */
export const benchmarks: Readonly<Record<string, () => Promise<readonly Figure[]> | readonly Figure[]>> = {
  start,
  cluster,
  floor,
  scale,
};
