import type { Cluster, Event, Pod, TraceEntry } from '../../engine/index.ts';

/** The likely reason why something is not as it should be, and when it began. */
export interface Cause {
  readonly why: string;
  /** Virtual milliseconds since the scenario began, where the trace tells. */
  readonly atMs?: number;
}

/** The first thing in the way of `name` (and of what is named after it): a pod that cannot run, a process that is stopped, a warning. */
export function explain(cluster: Cluster, namespace: string, name: string): Cause | undefined {
  const trace = cluster.trace.entries();
  return (
    podTrouble(cluster, trace, namespace, name) ??
    stoppedProcess(trace) ??
    newestWarning(cluster, trace, namespace, name)
  );
}

function podTrouble(
  { view }: Cluster,
  trace: readonly TraceEntry[],
  namespace: string,
  name: string,
): Cause | undefined {
  const pods = view.list<Pod>('Pod', namespace).filter((pod) => isNamedAfter(pod.metadata.name, name));
  for (const pod of pods) {
    const why = waitingFor(pod) ?? unscheduled(pod);
    if (why !== undefined) return causeOf(why, trace, pod);
  }
  return undefined;
}

function waitingFor({ metadata, status }: Pod): string | undefined {
  const waiting = status.containerStatuses?.find(({ state }) => state?.waiting !== undefined)?.state?.waiting;
  if (waiting?.reason === undefined || waiting.reason === 'ContainerCreating') return undefined;
  return `pod ${metadata.name} is waiting: ${waiting.reason}${waiting.message === undefined ? '' : `, ${waiting.message}`}`;
}

function unscheduled({ metadata, status }: Pod): string | undefined {
  const refusal = status.conditions?.find(
    (condition) => condition.type === 'PodScheduled' && condition.status === 'False',
  );
  return refusal === undefined
    ? undefined
    : `pod ${metadata.name} is not scheduled: ${refusal.message ?? refusal.reason ?? ''}`;
}

/** The trouble began when the pod was first seen in the state in which it is now. */
function causeOf(why: string, trace: readonly TraceEntry[], { metadata }: Pod): Cause {
  const about = `Pod ${metadata.namespace ?? ''}/${metadata.name}`;
  const changes = trace.filter((entry) => entry.type === 'change' && entry.about === about);
  const present = changes.at(-1)?.detail['status'];
  const first = changes.find(({ detail }) => detail['status'] === present);
  return { why, ...(first === undefined ? {} : { atMs: first.atMs }) };
}

/** A process that a step stopped and none started again. */
function stoppedProcess(trace: readonly TraceEntry[]): Cause | undefined {
  const stopped = new Map<string, number>();
  for (const { type, about, detail, atMs } of trace) {
    if (type !== 'fault') continue;
    if (detail['verb'] === 'stop') stopped.set(about, atMs);
    else if (detail['verb'] === 'start') stopped.delete(about);
  }
  const [first] = stopped;
  return first === undefined ? undefined : { why: `${first[0].replace('@', ' on ')} is stopped`, atMs: first[1] };
}

function newestWarning(
  { view }: Cluster,
  trace: readonly TraceEntry[],
  namespace: string,
  name: string,
): Cause | undefined {
  const warnings = view
    .list<Event>('Event', namespace)
    .filter((event) => event.type === 'Warning' && isNamedAfter(event.involvedObject.name ?? '', name));
  const newest = warnings.toSorted((a, b) => revisionOf(a) - revisionOf(b)).at(-1);
  if (newest === undefined) return undefined;
  const first = trace.find(({ about }) => about === `Event ${namespace}/${newest.metadata.name}`);
  const why = `${newest.reason ?? 'Warning'}: ${newest.message ?? ''}`;
  return { why, ...(first === undefined ? {} : { atMs: first.atMs }) };
}

const revisionOf = ({ metadata }: Event): number => Number(metadata.resourceVersion);

function isNamedAfter(name: string, owner: string): boolean {
  return name === owner || name.startsWith(`${owner}-`);
}
