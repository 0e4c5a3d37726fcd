import { podCondition } from '../../kinds/core/pod-facts.ts';
import type { Pod, Service } from '../../kinds/types.ts';

/** What the tracker remembers of a service: the times of the changes it has seen ('': none). Timestamps compare as text. */
export interface TriggerState {
  readonly service: string;
  /** Names of the pods, and the time of each at the same place. */
  readonly pods: readonly string[];
  readonly times: readonly string[];
}

/** The time to note as the cause of this change, and what to remember; no cause: nothing that has a time changed. */
export interface Trigger {
  readonly time: string | undefined;
  readonly state: TriggerState;
}

/** When the change behind this update happened (TriggerTimeTracker, v1.25): for a service seen first, its creation. */
export function triggerTime(service: Service, pods: readonly Pod[], state: TriggerState | undefined): Trigger {
  const created = service.metadata.creationTimestamp ?? '';
  const times = pods.map((pod) => podCondition(pod, 'Ready')?.lastTransitionTime ?? '');
  const next: TriggerState = { service: created, pods: pods.map(({ metadata }) => metadata.name), times };
  if (state === undefined) return { time: created === '' ? undefined : created, state: next };
  const seen = lookup(state);
  let earliest = created > state.service ? created : undefined;
  times.forEach((time, i) => {
    if ((earliest === undefined || time < earliest) && time > seen(next.pods[i] ?? '', i)) earliest = time;
  });
  return { time: earliest, state: next };
}

/** The time remembered of a pod. Most pods are where they were in the list: only if one is not, all are put into a map. */
function lookup({ pods, times }: TriggerState): (name: string, position: number) => string {
  let byName: ReadonlyMap<string, string> | undefined;
  return (name, position) => {
    if (pods[position] === name) return times[position] ?? '';
    byName ??= new Map(pods.map((pod, i) => [pod, times[i] ?? '']));
    return byName.get(name) ?? '';
  };
}
