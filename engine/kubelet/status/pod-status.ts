import type { Container, ContainerStatus, Pod, PodStatus } from '../../kinds/types.ts';
import type { ContainerRecord } from '../machine/records.ts';
import { hasSucceeded, type ProbeState } from '../probes/state.ts';
import { ephemeralStatuses } from './ephemeral-statuses.ts';
import { conditionsOf } from './conditions.ts';
import { containerStatus, type Waiting } from './container-status.ts';
import { phaseOf, type Phase } from './phase.ts';
import { timestampOf } from './timestamp.ts';

const NONE: readonly Container[] = [];

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
  readonly probes: Readonly<Record<string, ProbeState>>;
  readonly verdict: Verdict | undefined;
  /** Turned away at the door: no container statuses. */
  readonly isRejected: boolean;
}

/** The whole status of a pod as the kubelet sees it (kubelet, v1.25: generateAPIPodStatus). Terminal phases stay. */
export function podStatus(input: StatusInput): PodStatus {
  const { pod } = input;
  const old = pod.status;
  const now = timestampOf(input.nowMs);
  const startTime = old.startTime ?? timestampOf(input.startedMs);
  if (input.isRejected && input.verdict !== undefined)
    return { ...qos(pod), phase: 'Failed', ...input.verdict, startTime };
  const inits = statusesOf(input, pod.spec.initContainers ?? NONE, true);
  const mains = statusesOf(input, pod.spec.containers, false);
  const phase = lastingPhase(old.phase, input.verdict === undefined ? phaseOf(pod.spec, inits, mains) : 'Failed');
  const podIP = input.podIP ?? old.podIP;
  const status: Record<string, unknown> = {
    ...(input.verdict ?? verdictOf(old)),
    conditions: conditionsOf(pod, phase, inits, mains, now),
    containerStatuses: byName(mains),
    hostIP: input.hostIP,
  };
  if (pod.spec.ephemeralContainers !== undefined)
    status['ephemeralContainerStatuses'] = ephemeralStatuses(input, pod.spec.ephemeralContainers);
  if (inits.length > 0) status['initContainerStatuses'] = inits;
  status['phase'] = phase;
  if (podIP !== undefined) {
    status['podIP'] = podIP;
    status['podIPs'] = [{ ip: podIP }];
  }
  if (old.qosClass !== undefined) status['qosClass'] = old.qosClass;
  status['startTime'] = startTime;
  if (old.nominatedNodeName !== undefined) status['nominatedNodeName'] = old.nominatedNodeName;
  return status;
}

function statusesOf(input: StatusInput, containers: readonly Container[], isInit: boolean): readonly ContainerStatus[] {
  const { pod } = input;
  const old = isInit ? pod.status.initContainerStatuses : pod.status.containerStatuses;
  const hasInit = (pod.spec.initContainers ?? NONE).length > 0;
  return containers.map((spec) => {
    const records = recordsOf(input.records, spec.name, isInit);
    const latest = records.at(-1);
    return containerStatus({
      spec,
      isInit,
      hasInit,
      records,
      waiting: input.waiting[spec.name],
      old: old?.find((status) => status.name === spec.name),
      isStarted: hasSucceeded(spec, 'startup', input.probes, latest),
      isReady: hasSucceeded(spec, 'readiness', input.probes, latest),
    });
  });
}

/** A container's own records; the whole list where it holds no others. */
function recordsOf(records: readonly ContainerRecord[], name: string, isInit: boolean): readonly ContainerRecord[] {
  const isOwn = (record: ContainerRecord): boolean => record.name === name && record.isInit === isInit;
  return records.every(isOwn) ? records : records.filter(isOwn);
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
  return statuses.length < 2 ? statuses : [...statuses].sort((a, b) => (a.name < b.name ? -1 : 1));
}
