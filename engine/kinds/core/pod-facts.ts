import { compareQuantities, milliValue, signOfQuantity, value } from '../../api/quantity.ts';
import type { Container, Pod, PodCondition, PodSpec, ResourceList } from '../types.ts';
import { addQuantities, formatQuantity } from '../../api/quantity.ts';

export function podCondition(pod: Pod, type: string): PodCondition | undefined {
  return pod.status.conditions?.find((condition) => condition.type === type);
}

/** Condition Ready is True: what endpoints, controllers and budgets count. */
export function isPodReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Succeeded or Failed: no container will ever run again. */
export function isTerminal(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** Neither over nor being deleted: what controllers count as theirs. */
export function isActive(pod: Pod): boolean {
  return !isTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** A static pod's mirror: the kubelet owns it, the API server only shows it. */
export function isMirrorPod(pod: Pod): boolean {
  return pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string;
}

/**
 * The list with `next` in place of the condition of its type, or behind the others. The transition time stays while the status
 * does (podutil.UpdatePodCondition, v1.25); the very list comes back when nothing changes.
 */
export function setCondition<C extends Condition>(conditions: readonly C[] | undefined, next: C): readonly C[] {
  const list = conditions ?? [];
  const at = list.findIndex(({ type }) => type === next.type);
  const old = list[at];
  if (old === undefined) return [...list, next];
  const kept =
    old.status === next.status && old.lastTransitionTime !== undefined
      ? { ...next, lastTransitionTime: old.lastTransitionTime }
      : next;
  return sameMembers(old, kept) ? list : list.with(at, kept);
}

function sameMembers(a: object, b: object): boolean {
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

const COMPUTE = ['cpu', 'memory'];

/** Sums over containers of what is above zero, for QoS. */
function computeSums(lists: readonly (ResourceList | undefined)[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const list of lists) {
    for (const name of COMPUTE) {
      const quantity = list?.[name];
      if (quantity === undefined || signOfQuantity(quantity) <= 0) continue;
      const sum = sums.get(name);
      sums.set(name, sum === undefined ? quantity : formatQuantity(addQuantities(sum, quantity)));
    }
  }
  return sums;
}

/**
 * Guaranteed: every container limits cpu and memory, and the sums of requests equal those of limits; BestEffort: nobody asks for
 * anything; else Burstable (qos.GetPodQOS, v1.25). Expects defaulted requests.
 */
export function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const requests = computeSums(containers.map(({ resources }) => resources?.requests));
  const limits = computeSums(containers.map(({ resources }) => resources?.limits));
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const allLimited = containers.every(({ resources }) =>
    COMPUTE.every((name) => signOfQuantity(resources?.limits?.[name] ?? '0') > 0),
  );
  const equal = [...requests].every(([name, sum]) => compareQuantities(limits.get(name) ?? '0', sum) === 0);
  return allLimited && equal && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

/** What a pod takes from a node, as plain numbers for arithmetic. */
export interface PodRequests {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly ephemeralStorageBytes: number;
  /** Extended resources and huge pages, in whole units. */
  readonly scalars: Readonly<Record<string, number>>;
}

/** What the scheduler assumes of a container that asks for nothing: in its scores only (util.GetNonzeroRequests, v1.25). */
const DEFAULT_CPU_MILLI = 100;
const DEFAULT_MEMORY_BYTES = 200 * 1024 * 1024;

/** The larger of the sum over containers and the largest init container, plus the overhead, by resource. */
export function podRequests(pod: Pod): PodRequests {
  return requestsOf(pod.spec, (container) => container.resources?.requests ?? {});
}

/** The same with 100m and 200Mi for each container that does not say. */
export function podRequestsNonZero(pod: Pod): PodRequests {
  return requestsOf(pod.spec, (container) => ({
    cpu: `${DEFAULT_CPU_MILLI}m`,
    memory: String(DEFAULT_MEMORY_BYTES),
    ...container.resources?.requests,
  }));
}

const amount = (name: string, quantity: string): number => (name === 'cpu' ? milliValue(quantity) : value(quantity));

function requestsOf(spec: PodSpec, listOf: (container: Container) => ResourceList): PodRequests {
  const total: Record<string, number> = {};
  for (const container of spec.containers) {
    for (const [name, quantity] of Object.entries(listOf(container))) {
      total[name] = (total[name] ?? 0) + amount(name, quantity);
    }
  }
  for (const container of spec.initContainers ?? []) {
    for (const [name, quantity] of Object.entries(listOf(container))) {
      total[name] = Math.max(total[name] ?? 0, amount(name, quantity));
    }
  }
  for (const [name, quantity] of Object.entries(spec.overhead ?? {})) {
    total[name] = (total[name] ?? 0) + amount(name, quantity);
  }
  const { cpu = 0, memory = 0, 'ephemeral-storage': ephemeral = 0, ...scalars } = total;
  return { cpuMilli: cpu, memoryBytes: memory, ephemeralStorageBytes: ephemeral, scalars };
}

export interface HostPort {
  readonly hostIP: string;
  readonly hostPort: number;
  readonly protocol: string;
}

/** The ports of its node that the pod takes (init containers take none, as the scheduler sees it). */
export function hostPorts(pod: Pod): readonly HostPort[] {
  return pod.spec.containers.flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort = 0, hostIP = '', protocol = 'TCP' }) =>
      hostPort > 0 ? [{ hostIP: hostIP === '' ? '0.0.0.0' : hostIP, hostPort, protocol }] : [],
    ),
  );
}
