import type { Verb } from '../verb.ts';
import { alphaVerb } from './alpha.ts';
import { annotateVerb } from './annotate.ts';
import { apiResourcesVerb } from './api-resources.ts';
import { apiVersionsVerb } from './api-versions.ts';
import { applyVerb } from './apply/apply.ts';
import { attachVerb } from './run-time/attach.ts';
import { authVerb } from './auth/can-i.ts';
import { autoscaleVerb } from './autoscale.ts';
import { certificateVerb } from './certificate.ts';
import { clusterInfoVerb } from './cluster-info.ts';
import { completionVerb } from './completion.ts';
import { configVerb } from './config/config.ts';
import { cordonVerb, uncordonVerb } from './node/cordon.ts';
import { cpVerb } from './run-time/cp.ts';
import { createVerb } from './create/create.ts';
import { debugVerb } from './debug/debug.ts';
import { deleteVerb } from './delete/delete.ts';
import { describeVerb } from './describe.ts';
import { diffVerb } from './diff.ts';
import { drainVerb } from './node/drain.ts';
import { editVerb } from './edit.ts';
import { execVerb } from './run-time/exec.ts';
import { explainVerb } from './explain.ts';
import { exposeVerb } from './expose.ts';
import { getVerb } from './get/get.ts';
import { kustomizeVerb } from './kustomize.ts';
import { labelVerb } from './label.ts';
import { logsVerb } from './run-time/logs.ts';
import { patchVerb } from './patch.ts';
import { pluginVerb } from './plugin.ts';
import { portForwardVerb } from './run-time/port-forward.ts';
import { proxyVerb } from './run-time/proxy.ts';
import { replaceVerb } from './replace.ts';
import { rolloutVerb } from './rollout/rollout.ts';
import { runVerb } from './run/run.ts';
import { scaleVerb } from './scale.ts';
import { setVerb } from './set/set.ts';
import { taintVerb } from './node/taint.ts';
import { topVerb } from './run-time/top.ts';
import { versionVerb } from './version.ts';
import { waitVerb } from './wait.ts';

/** Every command, one line each. */
export const verbs: readonly Verb[] = [
  alphaVerb,
  annotateVerb,
  apiResourcesVerb,
  apiVersionsVerb,
  applyVerb,
  attachVerb,
  authVerb,
  autoscaleVerb,
  certificateVerb,
  clusterInfoVerb,
  completionVerb,
  configVerb,
  cordonVerb,
  cpVerb,
  createVerb,
  debugVerb,
  deleteVerb,
  describeVerb,
  diffVerb,
  drainVerb,
  editVerb,
  execVerb,
  explainVerb,
  exposeVerb,
  getVerb,
  kustomizeVerb,
  labelVerb,
  logsVerb,
  patchVerb,
  pluginVerb,
  portForwardVerb,
  proxyVerb,
  replaceVerb,
  rolloutVerb,
  runVerb,
  scaleVerb,
  setVerb,
  taintVerb,
  topVerb,
  uncordonVerb,
  versionVerb,
  waitVerb,
];
