import type { Cluster, Event, KubeObject, Pod } from '../../../engine/index.ts';
import { isLive, isReady, podsOf, workloadNamed } from '../pods.ts';
import { claimCauses } from './claims.ts';

type View = Cluster['view'];
type Container = Pod['spec']['containers'][number];
type ContainerStatus = NonNullable<Pod['status']['containerStatuses']>[number];

/** A pod in trouble, and why: from the nearest reason to the root. */
export interface PodTrouble {
  readonly pod: Pod;
  readonly causes: readonly string[];
}

/** The first pod among these that cannot run or is not ready. */
export function podTrouble(view: View, pods: readonly Pod[]): PodTrouble | undefined {
  for (const pod of pods) {
    const causes = waiting(view, pod) ?? unscheduled(view, pod) ?? ended(view, pod);
    if (causes !== undefined) return { pod, causes };
  }
  return undefined;
}

/** Why a workload has no pods at all, or too few: what it asks for, and what its controller was refused. */
export function workloadCauses(view: View, namespace: string, name: string): readonly string[] {
  const workload = workloadNamed(view, namespace, name);
  if (workload === undefined || workload.kind === 'Pod') return [];
  const refused = refusedCreations(view, namespace, name);
  const { replicas } = (workload as { readonly spec?: { readonly replicas?: number } }).spec ?? {};
  const asked = `${workload.kind} "${name}" says replicas: ${replicas ?? 0}`;
  const live = podsOf(view, namespace, name).filter(isLive);
  if (refused !== undefined) return [asked, refused];
  return replicas !== undefined && live.length === replicas && live.every(isReady) ? [asked] : [];
}

function refusedCreations(view: View, namespace: string, name: string): string | undefined {
  const refusal = view
    .list<Event>('Event', namespace)
    .findLast(({ reason, involvedObject }) => reason === 'FailedCreate' && isNamedAfter(involvedObject.name, name));
  return refusal === undefined ? undefined : `its pods are refused: ${refusal.message ?? ''}`;
}

function waiting(view: View, pod: Pod): readonly string[] | undefined {
  const status = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].find(
    ({ state }) => state?.waiting?.reason !== undefined && state.waiting.reason !== 'PodInitializing',
  );
  const reason = status?.state?.waiting;
  if (status === undefined || reason?.reason === undefined) return undefined;
  const { name } = pod.metadata;
  if (reason.reason === 'ContainerCreating') return notMounted(view, pod);
  const text = `pod ${name} is waiting: ${reason.reason}${reason.message === undefined ? '' : `, ${reason.message}`}`;
  return [text, ...lastEnd(status), ...containerCauses(view, pod, status.name)];
}

/** A container that cannot start because its volume cannot be mounted says nothing itself. */
function notMounted(view: View, pod: Pod): readonly string[] | undefined {
  const { name, namespace } = pod.metadata;
  const failures = view
    .list<Event>('Event', namespace)
    .filter(({ reason, involvedObject }) => reason === 'FailedMount' && involvedObject.name === name)
    .map(({ message = '' }) => message.trim().replaceAll(/\s+/g, ' '));
  // What the mount itself said tells more than that the kubelet waited for it.
  const failure = failures.find((message) => message.startsWith('MountVolume')) ?? failures[0];
  if (failure === undefined) return undefined;
  return [
    `pod ${name} cannot mount a volume: ${failure.split('Output: ').at(-1) ?? failure}`,
    ...volumeCauses(view, pod),
  ];
}

function unscheduled(view: View, pod: Pod): readonly string[] | undefined {
  const refusal = pod.status.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (refusal === undefined) return undefined;
  const text = `pod ${pod.metadata.name} is not scheduled: ${refusal.message ?? refusal.reason ?? ''}`;
  return [text, ...claimCauses(view, pod)];
}

/** A pod whose containers all ended for good. */
function ended(view: View, pod: Pod): readonly string[] | undefined {
  const { phase } = pod.status;
  const [status] = pod.status.containerStatuses ?? [];
  if (status === undefined || (phase !== 'Failed' && !(phase === 'Succeeded' && isAlone(pod)))) return undefined;
  const policy = `its restartPolicy is ${pod.spec.restartPolicy ?? 'Always'}`;
  return [
    `pod ${pod.metadata.name} has ended: ${phase}`,
    ...lastEnd(status),
    policy,
    ...containerCauses(view, pod, status.name),
  ];
}

/** Nobody made it whose business it is that the pod ends. */
function isAlone({ metadata }: Pod): boolean {
  return !(metadata.ownerReferences ?? []).some(({ controller }) => controller === true);
}

function lastEnd({ name, state, lastState }: ContainerStatus): readonly string[] {
  const end = state?.terminated ?? lastState?.terminated;
  if (end === undefined) return [];
  return [
    `container ${name} ended with exit code ${end.exitCode}${end.reason === undefined ? '' : ` (${end.reason})`}`,
  ];
}

/** What the author wrote about the container: the last link of the chain. */
function containerCauses(view: View, pod: Pod, name: string): readonly string[] {
  const { spec } = pod;
  const container = [...(spec.initContainers ?? []), ...spec.containers].find((each) => each.name === name);
  if (container === undefined) return [];
  return [`container ${name} of ${authored(view, pod)} has ${describeContainer(container)}`];
}

function describeContainer({ image, command, args }: Container): string {
  const words = [...(command ?? []), ...(args ?? [])];
  const ran = words.length === 0 ? '' : ` and the command ${JSON.stringify(words)}`;
  return `the image "${image ?? ''}"${ran}`;
}

/** `Deployment "web"`: what somebody wrote, above the pod. */
function authored(view: View, pod: Pod): string {
  let top: KubeObject = pod;
  for (;;) {
    const uid = top.metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
    const owner = uid === undefined ? undefined : view.withUid(uid);
    if (owner === undefined) return `${top.kind} "${top.metadata.name}"`;
    top = owner;
  }
}

function volumeCauses(view: View, pod: Pod): readonly string[] {
  const exports = (pod.spec.volumes ?? []).flatMap(({ name, nfs }) =>
    nfs === undefined ? [] : `volume ${name} of ${authored(view, pod)} is the NFS export ${nfs.server}:${nfs.path}`,
  );
  return [...exports, ...claimCauses(view, pod)];
}

function isNamedAfter(name: string | undefined, owner: string): boolean {
  return name === owner || name?.startsWith(`${owner}-`) === true;
}
