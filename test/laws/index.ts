import { convergence } from './convergence.ts';
import type { Law } from './law.ts';
import { capacity } from './safety/capacity.ts';
import { claims } from './safety/claims.ts';
import { ownership } from './safety/ownership.ts';
import { rollouts } from './safety/rollouts.ts';
import { traffic } from './safety/traffic.ts';
import { watches } from './safety/watches.ts';

/** In the order in which they run. */
export const LAWS: readonly Law[] = [rollouts, ownership, capacity, claims, watches, traffic, convergence];
