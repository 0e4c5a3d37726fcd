import { type Deployment, type KubeObject, toTimestamp } from '../../../engine/index.ts';
import { changePatch, printAggregate, resourceName, sendPatch } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { isRefusal, KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { printChange } from '../../object-output.ts';
import { liveObject, type Target } from '../../resources.ts';
import { fieldManagerFlag, fileFlags, printFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { rolloutTargets } from './targets.ts';

/** What pause, resume and restart do to an object; what they cannot do is thrown as the words behind the name. */
type Change = (object: KubeObject, environment: KubectlEnvironment) => KubeObject;

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

export const rolloutPauseVerb: Verb = switchVerb(
  'pause',
  'Mark the provided resource as paused',
  'paused',
  (object) => {
    const deployment = deploymentOf(object, 'pausing is not supported');
    if (deployment.spec.paused === true) throw new KubectlError('is already paused');
    const paused: Deployment = { ...deployment, spec: { ...deployment.spec, paused: true } };
    return paused;
  },
);

export const rolloutResumeVerb: Verb = switchVerb('resume', 'Resume a paused resource', 'resumed', (object) => {
  const deployment = deploymentOf(object, 'resuming is not supported');
  if (deployment.spec.paused !== true) throw new KubectlError('is not paused');
  const { paused: _paused, ...spec } = deployment.spec;
  const resumed: Deployment = { ...deployment, spec };
  return resumed;
});

export const rolloutRestartVerb: Verb = switchVerb(
  'restart',
  'Restart a resource',
  'restarted',
  (object, environment) => {
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(object.kind))
      throw new KubectlError('restarting is not supported');
    const workload = object as Deployment;
    if (workload.spec.paused === true)
      throw new KubectlError("can't restart paused deployment (run rollout resume first)");
    const { template } = workload.spec;
    const annotations = { ...template.metadata?.annotations, [RESTARTED_AT]: toTimestamp(environment.nowMs()) };
    const restarted: Deployment = {
      ...workload,
      spec: { ...workload.spec, template: { ...template, metadata: { ...template.metadata, annotations } } },
    };
    return restarted;
  },
);

function deploymentOf(object: KubeObject, refusal: string): Deployment {
  if (object.kind !== 'Deployment') throw new KubectlError(refusal);
  return object as Deployment;
}

function switchVerb(name: string, summary: string, operation: string, change: Change): Verb {
  return {
    name,
    summary,
    usage: 'RESOURCE',
    flags: [...fileFlags, ...printFlags, selectorFlag, fieldManagerFlag],
    run: (invocation, environment) => runSwitch(invocation, environment, { operation, change }),
  };
}

interface Switch {
  readonly operation: string;
  readonly change: Change;
}

function runSwitch(invocation: Invocation, environment: KubectlEnvironment, plan: Switch): number {
  const targets = rolloutTargets(invocation, environment);
  const found: (readonly [Target, KubeObject])[] = [];
  for (const target of targets) invocation.attempt(() => found.push([target, liveObject(invocation.client, target)]));
  const problems: string[] = [];
  for (const [target, live] of found) {
    try {
      const patch = changePatch(target, live, plan.change(live, environment));
      // Restarted twice within a second: kubectl says so, and sends the empty patch all the same.
      if (patch === undefined) problems.push(`failed to create patch for ${target.name}: empty patch`);
      const patched = sendPatch(invocation, target, patch ?? {}, 'kubectl-rollout');
      printChange(invocation, environment, patched, plan.operation, { printer: 'own' });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const own = error instanceof KubectlError;
      problems.push(
        own
          ? `error: ${resourceName(target)} ${JSON.stringify(target.name)} ${error.message}`
          : `failed to patch: ${error.message}`,
      );
    }
  }
  return printAggregate(invocation, problems);
}
