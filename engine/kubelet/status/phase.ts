import type { ContainerStatus, PodSpec } from '../../kinds/types.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

type Kind = 'running' | 'waiting' | 'stopped' | 'unknown';

function kindOf(status: ContainerStatus | undefined): Kind {
  if (status?.state?.running !== undefined) return 'running';
  if (status?.state?.terminated !== undefined) return 'stopped';
  if (status?.state?.waiting === undefined) return 'unknown';
  return status.lastState?.terminated === undefined ? 'waiting' : 'stopped';
}

function exitCodeOf(status: ContainerStatus | undefined): number | undefined {
  return (status?.state?.terminated ?? status?.lastState?.terminated)?.exitCode;
}

/** A pod's phase from its containers' statuses (kubelet, v1.25: getPhase). */
export function phaseOf(spec: PodSpec, inits: readonly ContainerStatus[], mains: readonly ContainerStatus[]): Phase {
  const { restartPolicy = 'Always' } = spec;
  const initStatuses = statusesOf(spec.initContainers, inits);
  const initFailed = initStatuses.some((status) => kindOf(status) === 'stopped' && exitCodeOf(status) !== 0);
  if (initFailed && restartPolicy === 'Never') return 'Failed';
  if (initStatuses.some((status) => kindOf(status) !== 'stopped')) return 'Pending';
  const statuses = statusesOf(spec.containers, mains);
  const count = { running: 0, waiting: 0, stopped: 0, unknown: 0 };
  for (const status of statuses) count[kindOf(status)] += 1;
  if (count.waiting > 0 || count.unknown > 0) return 'Pending';
  if (count.running > 0) return 'Running';
  if (count.stopped === 0) return 'Pending';
  if (restartPolicy === 'Always') return 'Running';
  if (statuses.every((status) => status?.state?.terminated?.exitCode === 0)) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

const NONE: readonly (ContainerStatus | undefined)[] = [];

/** The statuses of containers in the order of the spec. */
function statusesOf(
  containers: PodSpec['containers'] | undefined,
  statuses: readonly ContainerStatus[],
): readonly (ContainerStatus | undefined)[] {
  if (containers === undefined) return NONE;
  return containers.map(({ name }) => statuses.find((status) => status.name === name));
}
