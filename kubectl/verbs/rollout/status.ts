import type { KubeObject, WatchEvent } from '../../../engine/index.ts';
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
  for (const target of rolloutTargets(invocation, environment))
    invocation.attempt(() => follow(invocation, environment, target, revision));
  return 0;
}

/** Says how far the rollout is, now and with every change of its object (several at one instant, too), until it is over. */
function follow(invocation: Invocation, environment: KubectlEnvironment, target: Target, revision: number): void {
  const timeoutMs = invocation.number('timeout') ?? 0;
  const limitMs = timeoutMs > 0 ? timeoutMs : ENDLESS_WAIT_MS;
  const say = (object: KubeObject): boolean => {
    const { line, done } = rolloutStatus(object, revision);
    invocation.outLine(line);
    return done;
  };
  if (say(liveObject(invocation.client, target)) || !invocation.bool('watch', true)) return;
  if (watched(invocation, environment, target, say, limitMs)) return;
  if (timeoutMs > 0) throw new KubectlError('timed out waiting for the condition');
  throw new KubectlError(gaveUp(`the rollout of ${plainName(target)}`, 'say --timeout or --watch=false'));
}

/** Hands on every change of the target until one is the last (true) or the time is up (false). */
function watched(
  invocation: Invocation,
  environment: KubectlEnvironment,
  target: Target,
  isLast: (object: KubeObject) => boolean,
  limitMs: number,
): boolean {
  const { kind, namespace, name } = refOf(target);
  const events: WatchEvent[] = [];
  const options = { ...(namespace === undefined ? {} : { namespace }), fieldSelector: `metadata.name=${name}` };
  const stop = invocation.client.watch(kind, options, (event) => events.push(event));
  const hasLast = (): boolean =>
    events.splice(0).some(({ type, object }) => {
      if (type === 'DELETED') throw new KubectlError('object has been deleted');
      return isLast(object);
    });
  try {
    return environment.waitUntil(hasLast, limitMs);
  } finally {
    stop();
  }
}
