import type { Turn } from './turn.ts';

/**
 * The containers that should start now (kuberuntime computePodActions, v1.25): the next init container alone, or all main containers that
 * do not run and may. `sandboxId` absent: as if the sandbox were new.
 */
export function containersToStart(turn: Turn, sandboxId: string | undefined): readonly string[] {
  const { spec } = turn.pod;
  const { restartPolicy: policy = 'Always', ephemeralContainers } = spec;
  const regular = regularToStart(turn, sandboxId, policy);
  if (ephemeralContainers === undefined || sandboxId === undefined) return regular;
  // They come first, and wait for no init container; one that was ever made is never made again.
  const fresh = ephemeralContainers.filter(({ name }) => isNew(turn, name)).map(({ name }) => name);
  return fresh.length === 0 ? regular : [...fresh, ...regular];
}

function isNew(turn: Turn, name: string): boolean {
  if (turn.latest(name) !== undefined) return false;
  const status = turn.pod.status.ephemeralContainerStatuses?.find((one) => one.name === name);
  return (status?.containerID ?? '') === '';
}

function regularToStart(turn: Turn, sandboxId: string | undefined, policy: string): readonly string[] {
  const { spec } = turn.pod;
  const { initContainers } = spec;
  const hasRun = (): boolean =>
    sandboxId !== undefined && spec.containers.some(({ name }) => latestIn(turn, name, sandboxId) !== undefined);
  if (initContainers !== undefined && !hasRun()) {
    for (const { name } of initContainers) {
      const latest = latestIn(turn, name, sandboxId);
      if (latest === undefined) return [name];
      if (latest.state === 'running') return [];
      if (latest.exitCode !== 0) return policy === 'Never' ? [] : [name];
    }
  }
  const names: string[] = [];
  for (const { name } of spec.containers) if (shouldStart(turn, name, policy)) names.push(name);
  return names;
}

/** May a main container start: it was never made, or has ended and the policy says so? */
function shouldStart(turn: Turn, name: string, policy: string): boolean {
  const latest = turn.latest(name);
  if (latest === undefined) return !isOver(turn, name);
  if (latest.state === 'running') return false;
  return policy === 'Always' || (policy === 'OnFailure' && latest.exitCode !== 0);
}

function latestIn(turn: Turn, name: string, sandboxId: string | undefined) {
  const { records } = turn;
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i];
    if (record?.name === name && record.sandboxId === sandboxId) return record;
  }
  return undefined;
}

/** The runtime has forgotten the container, the API says how it ended: it starts again only where the policy says so. */
function isOver(turn: Turn, name: string): boolean {
  const policy = turn.pod.spec.restartPolicy ?? 'Always';
  const exitCode = turn.pod.status.containerStatuses?.find((status) => status.name === name)?.state?.terminated
    ?.exitCode;
  if (exitCode === undefined || policy === 'Always') return false;
  return policy === 'Never' || exitCode === 0;
}
