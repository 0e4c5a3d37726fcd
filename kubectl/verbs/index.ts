import type { Verb } from '../verb.ts';
import { createVerb } from './create/create.ts';
import { describeVerb } from './describe.ts';
import { exposeVerb } from './expose.ts';
import { getVerb } from './get/get.ts';
import { runVerb } from './run.ts';

/** Every command, one line each. */
export const verbs: readonly Verb[] = [createVerb, describeVerb, exposeVerb, getVerb, runVerb];
