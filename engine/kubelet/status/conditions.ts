import type { ContainerStatus, Pod, PodCondition } from '../../kinds/types.ts';
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
  const old = pod.status.conditions ?? [];
  const containersReady = readyContainers(pod, phase, mains);
  const findings = [initialized(pod, phase, inits), ready(pod, containersReady), containersReady, SCHEDULED];
  const own = findings.map((finding): PodCondition => {
    const before = old.find((condition) => condition.type === finding.type);
    const lastTransitionTime = before?.status === finding.status ? (before.lastTransitionTime ?? now) : now;
    return { lastProbeTime: NEVER, lastTransitionTime, ...finding };
  });
  return [...old.filter((condition) => !OWNED.includes(condition.type)), ...own];
}

/** Go writes a metav1.Time that was never set as null. */
const NEVER = null as unknown as string;
const SCHEDULED: Finding = { type: 'PodScheduled', status: 'True' };

function initialized(pod: Pod, phase: Phase, statuses: readonly ContainerStatus[]): Finding {
  if (phase === 'Succeeded') return { type: 'Initialized', status: 'True', reason: 'PodCompleted' };
  const names = (pod.spec.initContainers ?? []).map((container) => container.name);
  const incomplete = names.filter((name) => statuses.find((status) => status.name === name)?.ready !== true);
  if (incomplete.length === 0) return { type: 'Initialized', status: 'True' };
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { type: 'Initialized', status: 'False', reason: 'ContainersNotInitialized', message };
}

function readyContainers(pod: Pod, phase: Phase, statuses: readonly ContainerStatus[]): Finding {
  if (phase === 'Succeeded') return { type: 'ContainersReady', status: 'False', reason: 'PodCompleted' };
  const names = pod.spec.containers.map((container) => container.name);
  const unready = names.filter((name) => statuses.find((status) => status.name === name)?.ready !== true);
  if (unready.length === 0) return { type: 'ContainersReady', status: 'True' };
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { type: 'ContainersReady', status: 'False', reason: 'ContainersNotReady', message };
}

function ready(pod: Pod, containers: Finding): Finding {
  if (containers.status === 'False') return { ...containers, type: 'Ready' };
  const problems = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const condition = pod.status.conditions?.find((one) => one.type === conditionType);
    if (condition === undefined)
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    if (condition.status === 'True') return [];
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  if (problems.length === 0) return { type: 'Ready', status: 'True' };
  return { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
}
