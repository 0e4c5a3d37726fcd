import type { Container, ContainerStatus, Pod, PodCondition } from '../../kinds/types.ts';
import type { Phase } from './phase.ts';

interface Finding {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

/** The conditions that the kubelet owns. */
const OWNED: readonly string[] = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];

/**
 * A pod's conditions: foreign ones first and untouched, then the kubelet's four in its order (kubelet, v1.25). A transition time moves
 * only with the status.
 */
export function conditionsOf(
  pod: Pod,
  phase: Phase,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
  now: string,
): readonly PodCondition[] {
  const old = pod.status.conditions ?? NO_CONDITIONS;
  const containersReady = readyContainers(pod, phase, mains);
  const own = [
    conditionOf(initialized(pod, phase, inits), old, now),
    conditionOf(ready(pod, containersReady), old, now),
    conditionOf(containersReady, old, now),
    conditionOf(SCHEDULED, old, now),
  ];
  if (old.every(isOwned)) return own;
  return [...old.filter((condition) => !isOwned(condition)), ...own];
}

const isOwned = ({ type }: PodCondition): boolean => OWNED.includes(type);

const NO_CONDITIONS: readonly PodCondition[] = [];

function conditionOf(finding: Finding, old: readonly PodCondition[], now: string): PodCondition {
  const { type, status, reason, message } = finding;
  const before = old.find((condition) => condition.type === type);
  const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? now) : now;
  const times = { lastProbeTime: NEVER, lastTransitionTime };
  if (reason === undefined) return { ...times, type, status };
  return message === undefined ? { ...times, type, status, reason } : { ...times, type, status, reason, message };
}

/** Go writes a metav1.Time that was never set as null. */
const NEVER = null as unknown as string;
const SCHEDULED: Finding = { type: 'PodScheduled', status: 'True' };
const INITIALIZED: Finding = { type: 'Initialized', status: 'True' };
const CONTAINERS_READY: Finding = { type: 'ContainersReady', status: 'True' };
const READY: Finding = { type: 'Ready', status: 'True' };
const NO_CONTAINERS: readonly Container[] = [];

function initialized(pod: Pod, phase: Phase, statuses: readonly ContainerStatus[]): Finding {
  if (phase === 'Succeeded') return { type: 'Initialized', status: 'True', reason: 'PodCompleted' };
  const incomplete = unreadyOf(pod.spec.initContainers ?? NO_CONTAINERS, statuses);
  if (incomplete.length === 0) return INITIALIZED;
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { type: 'Initialized', status: 'False', reason: 'ContainersNotInitialized', message };
}

function readyContainers(pod: Pod, phase: Phase, statuses: readonly ContainerStatus[]): Finding {
  if (phase === 'Succeeded') return { type: 'ContainersReady', status: 'False', reason: 'PodCompleted' };
  const unready = unreadyOf(pod.spec.containers, statuses);
  if (unready.length === 0) return CONTAINERS_READY;
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { type: 'ContainersReady', status: 'False', reason: 'ContainersNotReady', message };
}

/** The names of the containers whose status does not say that they are ready. */
function unreadyOf(containers: readonly Container[], statuses: readonly ContainerStatus[]): readonly string[] {
  const names: string[] = [];
  for (const { name } of containers)
    if (statuses.find((status) => status.name === name)?.ready !== true) names.push(name);
  return names;
}

function ready(pod: Pod, containers: Finding): Finding {
  if (containers.status === 'False') return { ...containers, type: 'Ready' };
  if (pod.spec.readinessGates === undefined) return READY;
  const problems = pod.spec.readinessGates.flatMap(({ conditionType }) => {
    const condition = pod.status.conditions?.find((one) => one.type === conditionType);
    if (condition === undefined)
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    if (condition.status === 'True') return [];
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  if (problems.length === 0) return READY;
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
}
