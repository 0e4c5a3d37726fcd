import type { Verb } from '../verb.ts';

/** Every command, one line each. */
export const verbs: readonly Verb[] = [];
