import { isStatusError, type KubeObject } from '../../../engine/index.ts';
import { plainName } from '../../change.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { liveObject, refOf, type Target } from '../../resources.ts';
import { fileFlags, selectorFlag } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';
import { ENDLESS_WAIT_MS, gaveUp } from '../../waiting.ts';
import { rolloutStatus } from './status-text.ts';
import { rolloutTargets } from './targets.ts';

export const rolloutStatusVerb: Verb = {
  name: 'status',
  summary: 'Show the status of the rollout',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  flags: [
    ...fileFlags,
    selectorFlag,
    { name: 'revision', type: 'int' },
    { name: 'timeout', type: 'duration' },
    { name: 'watch', shorthand: 'w', type: 'bool' },
  ],
  run,
};

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const revision = invocation.number('revision') ?? 0;
  if (revision < 0) throw new KubectlError(`revision must be a positive integer: ${revision}`);
  for (const target of rolloutTargets(invocation, environment)) follow(invocation, environment, target, revision);
  return 0;
}

/** Says how far the rollout is, now and after every change of its object, until it is over. */
function follow(invocation: Invocation, environment: KubectlEnvironment, target: Target, revision: number): void {
  const timeoutMs = invocation.number('timeout') ?? 0;
  const limitMs = timeoutMs > 0 ? timeoutMs : ENDLESS_WAIT_MS;
  let seen = '';
  let isDone = false;
  const look = (object: KubeObject): boolean => {
    const { resourceVersion = '' } = object.metadata;
    if (resourceVersion === seen) return isDone;
    seen = resourceVersion;
    const { line, done } = rolloutStatus(object, revision);
    invocation.outLine(line);
    isDone = done;
    return done;
  };
  if (look(liveObject(invocation.client, target)) || !invocation.bool('watch', true)) return;
  if (environment.waitUntil(() => look(watched(invocation, target)), limitMs)) return;
  if (timeoutMs > 0) throw new KubectlError('timed out waiting for the condition');
  throw new KubectlError(gaveUp(`the rollout of ${plainName(target)}`, 'say --timeout or --watch=false'));
}

function watched(invocation: Invocation, target: Target): KubeObject {
  try {
    return invocation.client.get(refOf(target));
  } catch (error) {
    if (isStatusError(error, 'NotFound')) throw new KubectlError('object has been deleted');
    throw error;
  }
}
