import {
  type Cluster,
  type DaemonSet,
  type Deployment,
  type EndpointSlice,
  type Job,
  keyOf,
  type KubeObject,
  type Node,
  type Pod,
  type Service,
  type StatefulSet,
} from '../../../engine/index.ts';
import { isReady } from './desired.ts';

/**
 * What a settled cluster is, up to names and placement: one line for each object, sorted. Left out is what tells of the way there:
 * restarts, revisions, events, replica sets and claims that nobody uses any more.
 */
export function normalForm({ view }: Cluster): readonly string[] {
  return [
    ...view.list<Deployment>('Deployment').map(ofDeployment),
    ...view.list<StatefulSet>('StatefulSet').map(ofStatefulSet),
    ...view.list<DaemonSet>('DaemonSet').map(ofDaemonSet),
    ...view.list<Job>('Job').map(ofJob),
    ...counted(view.list<Pod>('Pod').map(ofPod)),
    ...view.list<Node>('Node').map(ofNode),
    ...view.list<Service>('Service').map((one) => ofService(one, view.by('EndpointSlice', 'service', keyOf(one)))),
  ].sort();
}

const about = (object: KubeObject): string => `${object.kind} ${keyOf(object)}`;

type Conditions = readonly { readonly type: string; readonly status: string; readonly reason?: string }[];

function conditionsOf(conditions: Conditions = []): string {
  return conditions
    .map(({ type, status, reason }) => `${type}=${status}(${reason ?? ''})`)
    .sort()
    .join(' ');
}

function ofDeployment(one: Deployment): string {
  const { replicas, updatedReplicas, readyReplicas, availableReplicas, conditions } = one.status;
  const counts = [one.spec.replicas, replicas, updatedReplicas, readyReplicas, availableReplicas].join('/');
  return `${about(one)}: ${imageOf(one.spec.template)} ${counts} ${conditionsOf(conditions)}`;
}

function ofStatefulSet(one: StatefulSet): string {
  const { replicas, updatedReplicas, readyReplicas } = one.status;
  return `${about(one)}: ${imageOf(one.spec.template)} ${one.spec.replicas}/${replicas}/${updatedReplicas ?? 0}/${readyReplicas ?? 0}`;
}

function ofDaemonSet(one: DaemonSet): string {
  const { desiredNumberScheduled, numberReady, updatedNumberScheduled } = one.status;
  return `${about(one)}: ${imageOf(one.spec.template)} ${desiredNumberScheduled}/${numberReady}/${updatedNumberScheduled ?? 0}`;
}

function ofJob(one: Job): string {
  return `${about(one)}: ${one.spec.completions} completions`;
}

interface Template {
  readonly spec?: { readonly containers: readonly { readonly image?: string }[] };
}

const imageOf = ({ spec }: Template): string => spec?.containers[0]?.image ?? '';

/** Pods of jobs stay as they ended, and so do failed ones; how many there were is a matter of luck. */
function ofPod(one: Pod): string {
  const owner = one.metadata.ownerReferences?.[0]?.kind ?? 'nobody';
  if (owner === 'Job' || one.status.phase === 'Failed') return '';
  return `pod of ${owner} ${one.metadata.labels?.['app'] ?? ''}: ${imageOf(one)} ${one.status.phase} ${isReady(one) ? 'ready' : 'not ready'}`;
}

function counted(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) if (line !== '') counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => `${count} x ${line}`);
}

function ofNode(one: Node): string {
  const ready = one.status.conditions?.find(({ type }) => type === 'Ready')?.status;
  const taints = (one.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).join(' ');
  return `node ${one.metadata.name}: Ready=${ready} unschedulable=${one.spec.unschedulable === true} ${taints}`;
}

function ofService(one: Service, slices: readonly EndpointSlice[]): string {
  const ready = slices.flatMap(({ endpoints }) => endpoints.filter(({ conditions }) => conditions?.ready === true));
  return `${about(one)}: ${one.spec.type} with ${ready.length} ready endpoints`;
}
