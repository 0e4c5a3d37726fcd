import type { Cluster, ConfigMap, Deployment, Event, Pod, Secret } from '../../../engine/index.ts';
import { isLive, podsOf, workloadNamed } from '../pods.ts';
import { authored } from './authored.ts';
import { autoscalerCauses } from './autoscalers.ts';
import { claimCauses } from './claims.ts';
import { probeCauses } from './probes.ts';

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
    const causes = waiting(view, pod) ?? unscheduled(view, pod) ?? ended(view, pod) ?? unready(view, pod);
    if (causes !== undefined) return { pod, causes };
  }
  return undefined;
}

/** How many pods of a workload there should be. */
export interface WantedPods {
  readonly count: number;
  readonly orMore: boolean;
}

/** Why a workload has another number of pods: what it asks for, and what its controller was refused. */
export function workloadCauses(
  view: View,
  namespace: string,
  name: string,
  wanted: WantedPods | undefined,
): readonly string[] {
  const workload = workloadNamed(view, namespace, name);
  if (workload === undefined || workload.kind === 'Pod' || wanted === undefined) return [];
  const { replicas, strategy } = (workload as Partial<Pick<Deployment, 'spec'>>).spec ?? {};
  const what = `${workload.kind} "${name}"`;
  const refused = refusedCreations(view, namespace, name);
  const goFirst = strategy?.type === 'Recreate' && podsOf(view, namespace, name).some((pod) => !isLive(pod));
  return [
    ...(replicas === undefined || suffices(replicas, wanted)
      ? []
      : [`replicas of ${what} is ${replicas}`, ...autoscalerCauses(view, namespace, workload)]),
    ...(refused === undefined ? [] : [`its pods are refused: ${refused}`]),
    ...(goFirst ? [`strategy type of ${what} is Recreate, so old pods go before new ones come`] : []),
  ];
}

function suffices(replicas: number, { count, orMore }: WantedPods): boolean {
  return orMore ? replicas >= count : replicas === count;
}

function refusedCreations(view: View, namespace: string, name: string): string | undefined {
  const refusal = view
    .list<Event>('Event', namespace)
    .findLast(({ reason, involvedObject }) => reason === 'FailedCreate' && isNamedAfter(involvedObject.name, name));
  return refusal?.message;
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
  if (reason.reason === 'CreateContainerConfigError')
    return [text, ...configCauses(view, pod, status.name, reason.message)];
  return [text, ...lastEnd(status), ...containerCauses(view, pod, status.name)];
}

/** The kubelet's words for what a variable is to come from and is not there. */
const NO_KEY = /^couldn't find key (\S+) in (Secret|ConfigMap) [^/]+\/(\S+)$/;
const NO_SOURCE = /^(?:secret|configmap) "([^"]+)" not found$/;

/** Which ConfigMap or Secret a container's variables ask for in vain. */
function configCauses(view: View, pod: Pod, container: string, message = ''): readonly string[] {
  const asks = `container ${container} of ${authored(view, pod)} refers to`;
  const [, key, kind = '', name = ''] = NO_KEY.exec(message) ?? [];
  const [, source] = NO_SOURCE.exec(message) ?? [];
  if (source !== undefined) return [`${asks} name=${source}`];
  if (key === undefined) return [];
  const { namespace } = pod.metadata;
  const given =
    kind === 'Secret' ? view.get<Secret>('Secret', namespace, name) : view.get<ConfigMap>('ConfigMap', namespace, name);
  const keys = Object.keys(given?.data ?? {})
    .sort()
    .join(', ');
  return [...(keys === '' ? [] : [`{.data} of ${kind} "${name}" has only ${keys}`]), `${asks} key=${key}`];
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
  // A claim may wait for the pod: it is a reason only where the scheduler speaks of it.
  const claims = /volume/i.test(text) ? claimCauses(view, pod) : [];
  return [text, ...claims, ...placementCauses(view, pod, text)];
}

/** What the author asked of a node, where the scheduler found none that has it. */
function placementCauses(view: View, pod: Pod, refusal: string): readonly string[] {
  const { nodeSelector = {}, containers } = pod.spec;
  const author = authored(view, pod);
  const selector = Object.entries(nodeSelector).map(([key, value]) => `${author} asks for a node with ${key}=${value}`);
  const ports = containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort }) => (hostPort === undefined ? [] : `hostPort of ${author} is ${hostPort}`)),
  );
  const requests = containers.flatMap(({ name, resources }) =>
    Object.entries(resources?.requests ?? {})
      .filter(([resource]) => refusal.includes(`Insufficient ${resource}`))
      .map(([resource, amount]) => `container ${name} of ${author} asks for ${resource}=${amount}`),
  );
  return [...selector, ...(refusal.includes('free ports') ? ports : []), ...requests];
}

/** A pod whose containers all ended for good. */
function ended(view: View, pod: Pod): readonly string[] | undefined {
  const { phase } = pod.status;
  const [status] = pod.status.containerStatuses ?? [];
  if (status === undefined || (phase !== 'Failed' && !(phase === 'Succeeded' && isAlone(pod)))) return undefined;
  const policy = `restartPolicy of ${authored(view, pod)} is ${pod.spec.restartPolicy ?? 'Always'}`;
  return [
    `pod ${pod.metadata.name} has ended: ${phase}`,
    ...lastEnd(status),
    policy,
    ...containerCauses(view, pod, status.name),
  ];
}

function unready(view: View, pod: Pod): readonly string[] | undefined {
  const causes = probeCauses(view, pod);
  return causes.length === 0 ? undefined : causes;
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

/** What the author wrote about the containers of a pod. */
export function imageCauses(view: View, pod: Pod): readonly string[] {
  return pod.spec.containers.flatMap(({ name }) => containerCauses(view, pod, name));
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

function volumeCauses(view: View, pod: Pod): readonly string[] {
  const exports = (pod.spec.volumes ?? []).flatMap(({ name, nfs }) =>
    nfs === undefined ? [] : `volume ${name} of ${authored(view, pod)} is the NFS export ${nfs.server}:${nfs.path}`,
  );
  return [...exports, ...claimCauses(view, pod)];
}

function isNamedAfter(name: string | undefined, owner: string): boolean {
  return name === owner || name?.startsWith(`${owner}-`) === true;
}
