import type { Verb } from '../verb.ts';
import { annotateVerb } from './annotate.ts';
import { apiResourcesVerb } from './api-resources.ts';
import { apiVersionsVerb } from './api-versions.ts';
import { applyVerb } from './apply/apply.ts';
import { autoscaleVerb } from './autoscale.ts';
import { cordonVerb, uncordonVerb } from './node/cordon.ts';
import { createVerb } from './create/create.ts';
import { deleteVerb } from './delete/delete.ts';
import { describeVerb } from './describe.ts';
import { diffVerb } from './diff.ts';
import { drainVerb } from './node/drain.ts';
import { editVerb } from './edit.ts';
import { eventsVerb } from './events.ts';
import { explainVerb } from './explain.ts';
import { exposeVerb } from './expose.ts';
import { getVerb } from './get/get.ts';
import { labelVerb } from './label.ts';
import { patchVerb } from './patch.ts';
import { replaceVerb } from './replace.ts';
import { rolloutVerb } from './rollout/rollout.ts';
import { runVerb } from './run.ts';
import { scaleVerb } from './scale.ts';
import { setVerb } from './set/set.ts';
import { taintVerb } from './node/taint.ts';
import { waitVerb } from './wait.ts';

/** Every command, one line each. */
export const verbs: readonly Verb[] = [
  annotateVerb,
  apiResourcesVerb,
  apiVersionsVerb,
  applyVerb,
  autoscaleVerb,
  cordonVerb,
  createVerb,
  deleteVerb,
  describeVerb,
  diffVerb,
  drainVerb,
  editVerb,
  eventsVerb,
  explainVerb,
  exposeVerb,
  getVerb,
  labelVerb,
  patchVerb,
  replaceVerb,
  rolloutVerb,
  runVerb,
  scaleVerb,
  setVerb,
  taintVerb,
  uncordonVerb,
  waitVerb,
];
