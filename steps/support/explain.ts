import type { Cluster, Event, Pod, TraceEntry } from '../../engine/index.ts';
import { missingCauses } from './causes/missing.ts';
import { type PodTrouble, podTrouble, type WantedPods, workloadCauses } from './causes/pods.ts';
import { serviceCauses } from './causes/services.ts';
import { podsOf, workloadNamed } from './pods.ts';

/** The likely reason why something is not as it should be, and when it began. */
export interface Cause {
  readonly why: string;
  /** Link by link, from the nearest reason (`why`) to the root. */
  readonly causes: readonly string[];
  /** Virtual milliseconds since the scenario began, where the trace tells. */
  readonly atMs?: number;
}

/** What is to be explained: an object (`kind`), or what a bare name stands for and what is named after it. */
export interface Explained {
  readonly namespace: string;
  readonly name: string;
  readonly kind?: string;
  /** How many pods there should be: it may be that nobody asked for so many. */
  readonly wantedPods?: WantedPods;
}

/**
 * The first thing in the way: a service reaches nobody, a pod cannot run, a process is stopped, nobody asked for more, a warning, or that
 * the object is not there.
 */
export function explain(cluster: Cluster, about: Explained): Cause | undefined {
  const { namespace, name, kind } = about;
  const trace = cluster.trace.entries();
  return (
    (kind === 'Service' ? causeOf(serviceCauses(cluster, namespace, name)) : undefined) ??
    troubleOfPods(cluster, trace, about) ??
    stoppedProcess(trace) ??
    causeOf(workloadCauses(cluster.view, namespace, name, about.wantedPods)) ??
    newestWarning(cluster, trace, about) ??
    causeOf(absence(cluster, about))
  );
}

/** A chain of reasons as a cause; none where there are no reasons. */
export function causeOf(causes: readonly string[], atMs?: number): Cause | undefined {
  const [why] = causes;
  if (why === undefined) return undefined;
  return { why, causes, ...(atMs === undefined ? {} : { atMs }) };
}

function absence(cluster: Cluster, { namespace, name, kind }: Explained): readonly string[] {
  const { view } = cluster;
  const scope = kind !== undefined && cluster.client().resolve(kind)?.scope === 'Cluster' ? undefined : namespace;
  const isThere =
    kind === undefined ? workloadNamed(view, namespace, name) !== undefined : view.get(kind, scope, name) !== undefined;
  return isThere ? [] : missingCauses(view, scope, kind, name);
}

function troubleOfPods(cluster: Cluster, trace: readonly TraceEntry[], about: Explained): Cause | undefined {
  const { view } = cluster;
  const { namespace, name, kind } = about;
  if (kind === 'Pod' && view.get('Pod', namespace, name) === undefined) return undefined;
  const pods = podsOf(view, namespace, name);
  const trouble = podTrouble(
    view,
    pods.filter(({ metadata }) => isNamedAfter(metadata.name, name)),
  );
  if (trouble === undefined) return undefined;
  return causeOf(withLastWords(cluster, trouble), beganAt(trace, trouble.pod));
}

/** The chain with the last line that a container printed before it ended. */
function withLastWords(cluster: Cluster, { pod, causes }: PodTrouble): readonly string[] {
  return causes.flatMap((cause) => {
    const container = /^container (\S+) ended with exit code /.exec(cause)?.[1];
    const said = container === undefined ? '' : lastLine(cluster, pod, container);
    return said === '' ? [cause] : [cause, `it last said: ${said}`];
  });
}

function lastLine({ runtime }: Cluster, { metadata }: Pod, container: string): string {
  try {
    return runtime.logs(metadata.namespace ?? '', metadata.name, { container, tailLines: 1 }).trim();
  } catch {
    // Its node may be gone, or the container with it.
    return '';
  }
}

/** The trouble began when the pod was first seen in the state in which it is now. */
function beganAt(trace: readonly TraceEntry[], { metadata }: Pod): number | undefined {
  const about = `Pod ${metadata.namespace ?? ''}/${metadata.name}`;
  const changes = trace.filter((entry) => entry.type === 'change' && entry.about === about);
  const present = changes.at(-1)?.detail['status'];
  return changes.find(({ detail }) => detail['status'] === present)?.atMs;
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
  return first === undefined ? undefined : causeOf([`${first[0].replace('@', ' on ')} is stopped`], first[1]);
}

function newestWarning({ view }: Cluster, trace: readonly TraceEntry[], about: Explained): Cause | undefined {
  const { namespace, name } = about;
  const warnings = view
    .list<Event>('Event', namespace)
    .filter((event) => event.type === 'Warning' && isNamedAfter(event.involvedObject.name ?? '', name));
  const newest = warnings.toSorted((a, b) => revisionOf(a) - revisionOf(b)).at(-1);
  if (newest === undefined) return undefined;
  const first = trace.find((entry) => entry.about === `Event ${namespace}/${newest.metadata.name}`);
  return causeOf([`${newest.reason ?? 'Warning'}: ${newest.message?.trim() ?? ''}`], first?.atMs);
}

const revisionOf = ({ metadata }: Event): number => Number(metadata.resourceVersion);

function isNamedAfter(name: string, owner: string): boolean {
  return name === owner || name.startsWith(`${owner}-`);
}
