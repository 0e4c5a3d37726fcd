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
  const initOf = (name: string) => inits.find((status) => status.name === name);
  const initStatuses = (spec.initContainers ?? []).map((container) => initOf(container.name));
  const initFailed = initStatuses.some((status) => kindOf(status) === 'stopped' && exitCodeOf(status) !== 0);
  const initPending = initStatuses.some((status) => kindOf(status) !== 'stopped');
  if (initFailed && spec.restartPolicy === 'Never') return 'Failed';
  const statuses = spec.containers.map((container) => mains.find((status) => status.name === container.name));
  const count = (kind: Kind) => statuses.filter((status) => kindOf(status) === kind).length;
  if (initPending || count('waiting') > 0 || count('unknown') > 0) return 'Pending';
  if (count('running') > 0) return 'Running';
  if (count('stopped') === 0) return 'Pending';
  if (spec.restartPolicy === 'Always' || spec.restartPolicy === undefined) return 'Running';
  if (statuses.every((status) => status?.state?.terminated?.exitCode === 0)) return 'Succeeded';
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running';
}
