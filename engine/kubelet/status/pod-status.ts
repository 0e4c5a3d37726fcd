import { toTimestamp } from '../../api/time.ts';
import type { Container, ContainerStatus, Pod, PodStatus } from '../../kinds/types.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { conditionsOf } from './conditions.ts';
import { containerStatus, type Waiting } from './container-status.ts';
import { phaseOf, type Phase } from './phase.ts';

/** Why the kubelet itself ended a pod: status.reason and status.message of a Failed pod. */
export interface Verdict {
  readonly reason: string;
  readonly message: string;
}

export interface StatusInput {
  readonly pod: Pod;
  readonly nowMs: number;
  readonly startedMs: number;
  readonly hostIP: string;
  /** Address of the pod's sandbox, once it has one. */
  readonly podIP: string | undefined;
  readonly records: readonly ContainerRecord[];
  readonly waiting: Readonly<Record<string, Waiting>>;
  readonly isStarted: (container: string) => boolean;
  readonly isReady: (container: string) => boolean;
  readonly verdict: Verdict | undefined;
  /** Turned away at the door: no container statuses. */
  readonly isRejected: boolean;
}

/** The whole status of a pod as the kubelet sees it (kubelet, v1.25: generateAPIPodStatus). Terminal phases stay. */
export function podStatus(input: StatusInput): PodStatus {
  const { pod } = input;
  const old = pod.status;
  const now = toTimestamp(input.nowMs);
  const startTime = old.startTime ?? toTimestamp(input.startedMs);
  if (input.isRejected && input.verdict !== undefined)
    return { ...qos(pod), phase: 'Failed', ...input.verdict, startTime };
  const inits = statusesOf(input, pod.spec.initContainers ?? [], true);
  const mains = statusesOf(input, pod.spec.containers, false);
  const phase = lastingPhase(old.phase, input.verdict === undefined ? phaseOf(pod.spec, inits, mains) : 'Failed');
  const podIP = input.podIP ?? old.podIP;
  return {
    ...(input.verdict ?? verdictOf(old)),
    conditions: conditionsOf(pod, phase, inits, mains, now),
    containerStatuses: byName(mains),
    hostIP: input.hostIP,
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    phase,
    ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    ...qos(pod),
    startTime,
    ...(old.nominatedNodeName === undefined ? {} : { nominatedNodeName: old.nominatedNodeName }),
  };
}

function statusesOf(input: StatusInput, containers: readonly Container[], isInit: boolean): readonly ContainerStatus[] {
  const { pod } = input;
  const old = isInit ? pod.status.initContainerStatuses : pod.status.containerStatuses;
  return containers.map((spec) =>
    containerStatus({
      spec,
      isInit,
      hasInit: (pod.spec.initContainers ?? []).length > 0,
      records: input.records.filter((record) => record.name === spec.name && record.isInit === isInit),
      waiting: input.waiting[spec.name],
      old: old?.find((status) => status.name === spec.name),
      isStarted: input.isStarted(spec.name),
      isReady: input.isReady(spec.name),
    }),
  );
}

function lastingPhase(old: string | undefined, phase: Phase): Phase {
  return old === 'Succeeded' || old === 'Failed' ? old : phase;
}

function verdictOf(old: PodStatus): Partial<Verdict> {
  if (old.phase !== 'Failed' || old.reason === undefined) return {};
  return { reason: old.reason, ...(old.message === undefined ? {} : { message: old.message }) };
}

function qos(pod: Pod): { readonly qosClass?: string } {
  return pod.status.qosClass === undefined ? {} : { qosClass: pod.status.qosClass };
}

function byName(statuses: readonly ContainerStatus[]): readonly ContainerStatus[] {
  return [...statuses].sort((a, b) => (a.name < b.name ? -1 : 1));
}
