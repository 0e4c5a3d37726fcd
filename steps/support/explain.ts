import type { Event, Pod } from '../../engine/index.ts';
import type { Cluster } from '../../engine/index.ts';

type View = Cluster['view'];

/** The first thing in the way of `name` (and what is named after it): a pod that cannot run, or the newest warning. */
export function explain(view: View, namespace: string, name: string): string | undefined {
  return podTrouble(view, namespace, name) ?? newestWarning(view, namespace, name);
}

function podTrouble(view: View, namespace: string, name: string): string | undefined {
  const pods = view.list<Pod>('Pod', namespace).filter((pod) => isNamedAfter(pod.metadata.name, name));
  for (const pod of pods) {
    const waiting = pod.status.containerStatuses?.find((status) => status.state?.waiting !== undefined)?.state?.waiting;
    if (waiting?.reason !== undefined && waiting.reason !== 'ContainerCreating') {
      return `pod ${pod.metadata.name} is waiting: ${waiting.reason}${waiting.message === undefined ? '' : `, ${waiting.message}`}`;
    }
    const unscheduled = pod.status.conditions?.find(
      (condition) => condition.type === 'PodScheduled' && condition.status === 'False',
    );
    if (unscheduled !== undefined)
      return `pod ${pod.metadata.name} is not scheduled: ${unscheduled.message ?? unscheduled.reason ?? ''}`;
  }
  return undefined;
}

function newestWarning(view: View, namespace: string, name: string): string | undefined {
  const warnings = view
    .list<Event>('Event', namespace)
    .filter((event) => event.type === 'Warning' && isNamedAfter(event.involvedObject.name ?? '', name));
  const newest = warnings
    .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .at(-1);
  return newest === undefined ? undefined : `${newest.reason ?? 'Warning'}: ${newest.message ?? ''}`;
}

function isNamedAfter(name: string, owner: string): boolean {
  return name === owner || name.startsWith(`${owner}-`);
}
