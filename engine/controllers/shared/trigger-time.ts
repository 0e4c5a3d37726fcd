import { podCondition } from '../../kinds/core/pod-facts.ts';
import type { Pod, Service } from '../../kinds/types.ts';
import { isSame } from './glances.ts';

/** A pod, and when its readiness last changed ('': it has none yet). Timestamps compare as text. */
export interface TimedPod {
  readonly name: string;
  readonly time: string;
}

/** What the tracker remembers of a service: the times of the changes it has seen. */
export interface TriggerState {
  readonly service: string;
  readonly pods: readonly TimedPod[];
}

/** The time to note as the cause of this change, and what to remember; no cause: nothing that has a time changed. */
export interface Trigger {
  readonly time: string | undefined;
  readonly state: TriggerState;
}

export function timeOf(pod: Pod): string {
  return podCondition(pod, 'Ready')?.lastTransitionTime ?? '';
}

/** When the change behind this update happened (TriggerTimeTracker, v1.25): for a service seen first, its creation. */
export function triggerTime(service: Service, pods: readonly TimedPod[], state: TriggerState | undefined): Trigger {
  const created = service.metadata.creationTimestamp ?? '';
  if (state === undefined) return { time: created === '' ? undefined : created, state: { service: created, pods } };
  if (pods === state.pods && created === state.service) return { time: undefined, state };
  const seen = lookup(state);
  let earliest = created > state.service ? created : undefined;
  for (let i = 0; i < pods.length; i++) {
    const pod = pods[i];
    if (pod === undefined || isSame(pod, state.pods[i])) continue;
    const { name, time } = pod;
    if ((earliest === undefined || time < earliest) && time > seen(name, i)) earliest = time;
  }
  return { time: earliest, state: { service: created, pods } };
}

/** The time remembered of a pod. Most pods are where they were in the list: only if one is not, all are put into a map. */
function lookup({ pods }: TriggerState): (name: string, position: number) => string {
  let byName: ReadonlyMap<string, string> | undefined;
  return (name, position) => {
    const there = pods[position];
    if (there?.name === name) return there.time;
    byName ??= new Map(pods.map((pod) => [pod.name, pod.time]));
    return byName.get(name) ?? '';
  };
}
