import { convergence } from './convergence.ts';
import type { Law } from './law.ts';

/** In the order in which they run. */
export const LAWS: readonly Law[] = [convergence];
