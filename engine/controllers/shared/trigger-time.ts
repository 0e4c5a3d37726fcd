import { podCondition } from '../../kinds/core/pod-facts.ts';
import type { Pod, Service } from '../../kinds/types.ts';

/** What the tracker remembers of a service: the times of the changes it has seen. Timestamps compare as text. */
export interface TriggerState {
  readonly service: string;
  readonly pods: Readonly<Record<string, string>>;
}

/** The time to note as the cause of this change, and what to remember; no cause: nothing that has a time changed. */
export interface Trigger {
  readonly time: string | undefined;
  readonly state: TriggerState;
}

/** When the change behind this update happened (TriggerTimeTracker, v1.25): for a service seen first, its creation. */
export function triggerTime(service: Service, pods: readonly Pod[], state: TriggerState | undefined): Trigger {
  const created = service.metadata.creationTimestamp ?? '';
  const times: Record<string, string> = {};
  for (const pod of pods) {
    const time = podCondition(pod, 'Ready')?.lastTransitionTime ?? '';
    if (time !== '') times[pod.metadata.name] = time;
  }
  const next: TriggerState = { service: created, pods: times };
  if (state === undefined) return { time: created === '' ? undefined : created, state: next };
  const changed = Object.entries(times).flatMap(([name, time]) => (time > (state.pods[name] ?? '') ? [time] : []));
  if (created > state.service) changed.push(created);
  return { time: changed.sort()[0], state: next };
}
