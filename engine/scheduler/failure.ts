import { goQuote } from '../api/go-format.ts';
import { keyOf } from '../api/object.ts';
import { toTimestamp } from '../api/time.ts';
import type { Write } from '../component/write.ts';
import { setCondition } from '../kinds/core/pod-facts.ts';
import type { Pod, PodCondition } from '../kinds/types.ts';

/** The API server cuts events' notes at this length; the scheduler does so itself since 1.22. */
const LONGEST_NOTE = 1024;

const shorten = (note: string): string =>
  note.length > LONGEST_NOTE ? `${note.slice(0, LONGEST_NOTE - 4)} ...` : note;

/** Whether the preemptor waits for a node from now on: a node, '' for none any more, undefined for no change. */
export type Nominated = string | undefined;

/** Warning FailedScheduling, and the condition PodScheduled where it changes (handleSchedulingFailure, v1.25). */
export function failureWrites(
  pod: Pod,
  reason: string,
  message: string,
  nominated: Nominated,
  nowMs: number,
): readonly Write[] {
  return [failedScheduling(pod, message), ...conditionWrite(pod, reason, message, nominated, nowMs)];
}

export function failedScheduling(pod: Pod, message: string): Write {
  const event = {
    about: pod,
    type: 'Warning',
    reason: 'FailedScheduling',
    message: shorten(message),
    action: 'Scheduling',
  } as const;
  return { verb: 'event', event };
}

/** A pod that is deleted while it waits is taken from the queue once more; which version of it that was is gone with it. */
export function skippedDeleting(pod: Pod): Write {
  const { resourceVersion: _gone, ...metadata } = pod.metadata;
  return failedScheduling({ ...pod, metadata }, `skip schedule deleting pod: ${keyOf(pod)}`);
}

/** A pod that is deleted while it waits for its volumes (BindPodVolumes, v1.25). */
export function goneWhileBinding(pod: Pod): Write {
  const { name } = pod.metadata;
  return failedScheduling(pod, bindingFailed(`pod does not exist any more: pod ${goQuote(name)} not found`));
}

export const bindingFailed = (problem: string): string =>
  `running PreBind plugin "VolumeBinding": binding volumes: ${problem}`;

function conditionWrite(
  pod: Pod,
  reason: string,
  message: string,
  nominated: Nominated,
  nowMs: number,
): readonly Write[] {
  const lastTransitionTime = toTimestamp(nowMs);
  const next = { type: 'PodScheduled', status: 'False', lastProbeTime: NEVER, lastTransitionTime, reason, message };
  const conditions = setCondition<PodCondition>(pod.status.conditions, next);
  const isNominationSame = nominated === undefined || nominated === (pod.status.nominatedNodeName ?? '');
  if (conditions === pod.status.conditions && isNominationSame) return [];
  const promise = isNominationSame ? {} : { nominatedNodeName: nominated === '' ? null : nominated };
  return [patchStatus(pod, { conditions, ...promise })];
}

/** Stored and shown as null, as the API server does with a time that was never set. */
const NEVER = null as unknown as string;

/** A patch of a pod's status; a pod that is gone by now needs none. */
export function patchStatus({ metadata: { namespace, name } }: Pod, status: object): Write {
  return {
    verb: 'patch',
    kind: 'Pod',
    namespace,
    name,
    type: 'merge',
    subresource: 'status',
    patch: { status },
    ignore: ['NotFound'],
  };
}
