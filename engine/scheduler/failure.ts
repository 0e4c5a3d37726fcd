import { keyOf } from '../api/object.ts';
import { toTimestamp } from '../api/time.ts';
import type { Write } from '../component/write.ts';
import { podCondition } from '../kinds/core/pod-facts.ts';
import type { Pod } from '../kinds/types.ts';

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

/** A pod that is deleted while it waits is taken from the queue once more. */
export const skippedDeleting = (pod: Pod): Write => failedScheduling(pod, `skip schedule deleting pod: ${keyOf(pod)}`);

function conditionWrite(
  pod: Pod,
  reason: string,
  message: string,
  nominated: Nominated,
  nowMs: number,
): readonly Write[] {
  const old = podCondition(pod, 'PodScheduled');
  const isSame = old?.status === 'False' && old.reason === reason && old.message === message;
  const isNominationSame = nominated === undefined || nominated === (pod.status.nominatedNodeName ?? '');
  if (isSame && isNominationSame) return [];
  const transition = old?.status === 'False' ? old.lastTransitionTime : undefined;
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: transition ?? toTimestamp(nowMs),
    reason,
    message,
  };
  const status = {
    conditions: [condition],
    ...(isNominationSame ? {} : { nominatedNodeName: nominated === '' ? null : nominated }),
  };
  return [patchStatus(pod, status)];
}

/** A patch of a pod's status; a pod that is gone by now needs none. */
export function patchStatus({ metadata: { namespace, name } }: Pod, status: object): Write {
  return {
    verb: 'patch',
    kind: 'Pod',
    namespace,
    name,
    type: 'strategic',
    subresource: 'status',
    patch: { status },
    ignore: ['NotFound'],
  };
}
