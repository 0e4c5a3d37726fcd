import { affinity } from './balance/affinity.ts';
import { placement } from './balance/placement.ts';
import { removal } from './balance/removal.ts';
import { spread } from './balance/spread.ts';
import { confluence } from './confluence.ts';
import { convergence } from './convergence.ts';
import { features } from './determinism/features.ts';
import { processes } from './determinism/processes.ts';
import type { Law } from './law.ts';
import { capacity } from './safety/capacity.ts';
import { claims } from './safety/claims.ts';
import { ownership } from './safety/ownership.ts';
import { rollouts } from './safety/rollouts.ts';
import { traffic } from './safety/traffic.ts';
import { watches } from './safety/watches.ts';

/** In the order in which they run: what says most about a mistake comes first. */
export const LAWS: readonly Law[] = [
  rollouts,
  ownership,
  capacity,
  claims,
  watches,
  traffic,
  spread,
  affinity,
  removal,
  placement,
  convergence,
  confluence,
  processes,
  features,
];
