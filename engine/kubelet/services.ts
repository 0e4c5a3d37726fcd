import type { Pod } from '../kinds/types.ts';
import type { Signal } from '../component/component.ts';
import type { ExecResult, FileSystem } from '../component/workload.ts';
import { toTimestamp } from '../api/time.ts';
import type { Machine } from './machine/machine.ts';
import type { Machines } from './machine/machines.ts';
import type { ContainerRecord } from './machine/records.ts';
import { endContainer, stepContainer } from './runtime/containers.ts';

/** A request to a node's container that cannot be served; the text is the kubelet's. */
export class ContainerRequestError extends Error {}

export interface LogOptions {
  /** The instance before the current one. */
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly sinceMs?: number;
  readonly limitBytes?: number;
  /** Virtual time: what prints the same line again and again has done so until then. */
  readonly nowMs?: number;
  /** Each line begins with its time, RFC 3339 with nanoseconds. */
  readonly timestamps?: boolean;
}

/** What a container printed, each line ended by a newline. */
export function readLogs(machine: Machine, pod: LoggedPod, container: string, options: LogOptions = {}): string {
  const records = machine.containersOf(pod.metadata.uid ?? '').filter((record) => record.name === container);
  const record = options.previous === true ? records.at(-2) : records.at(-1);
  if (record === undefined) throw new ContainerRequestError(missingLogs(pod, container, options.previous === true));
  let lines = options.nowMs === undefined ? record.logs.lines : record.logs.linesAt(options.nowMs);
  const { sinceMs, tailLines } = options;
  if (sinceMs !== undefined) lines = lines.filter((line) => line.atMs >= sinceMs);
  if (tailLines !== undefined && tailLines >= 0) lines = tailLines === 0 ? [] : lines.slice(-tailLines);
  const text = lines
    .map(({ atMs, text: line }) => `${options.timestamps === true ? `${nanoTime(atMs)} ` : ''}${line}\n`)
    .join('');
  return options.limitBytes === undefined ? text : text.slice(0, options.limitBytes);
}

/** A pod as far as its logs need it. */
type LoggedPod = Pick<Pod, 'metadata'> & { readonly status?: Pod['status'] };

/** Why there are none, from the pod's own status (validateContainerLogStatus). */
function missingLogs({ metadata: { name }, status }: LoggedPod, container: string, isPrevious: boolean): string {
  const where = `container "${container}" in pod "${name}"`;
  const { containerStatuses, initContainerStatuses, ephemeralContainerStatuses } = status ?? {};
  const all = [containerStatuses, initContainerStatuses, ephemeralContainerStatuses].flatMap((each) => each ?? []);
  const found = all.find((each) => each.name === container);
  if (found === undefined) return `${where} is not available`;
  if (isPrevious) return `previous terminated ${where} not found`;
  const { waiting } = found.state ?? {};
  if (waiting === undefined) return `${where} is waiting to start - no logs yet`;
  return `${where} is waiting to start: ${UNPULLED[waiting.reason ?? ''] ?? waiting.reason ?? ''}`;
}

const UNPULLED: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

function nanoTime(atMs: number): string {
  return toTimestamp(atMs).replace('Z', `.${String(Math.floor(atMs % 1000)).padStart(3, '0')}000000Z`);
}

/** A command's result; `signals` go to the node's components when the command ended its container. */
export interface ExecOutcome extends ExecResult {
  readonly signals: readonly Signal[];
}

/** Runs a command in a running container (kubectl exec). */
export function execIn(
  machines: Machines,
  machine: Machine,
  podUid: string,
  container: string,
  command: readonly string[],
  stdin?: string,
): ExecOutcome {
  const record = running(machine, podUid, container);
  const world = machines.world(machine, record);
  const { nowMs } = world;
  const result = record.process?.exec(command, stdin, world);
  if (result === undefined) throw new ContainerRequestError(`container not found ("${container}")`);
  const hasEnded = stepContainer(machines, machine, record.id);
  const signals = hasEnded ? [podSignal(record)] : [{ component: 'container-shims', key: record.id }];
  return { ...result, signals: [...signals, ...stepInto(machine, podUid, container, nowMs)] };
}

/** Somebody did something in a container: what its server will answer is no longer known beforehand. The signals wake the kubelet. */
export function stepInto(machine: Machine, podUid: string, container: string, nowMs: number): readonly Signal[] {
  const record = machine.latest(podUid, container);
  return record?.logs.stopRepeating(nowMs) === true ? [podSignal(record)] : [];
}

/** A running container's files (kubectl cp). */
export function filesIn(machines: Machines, machine: Machine, podUid: string, container: string): FileSystem {
  return machines.filesOf(running(machine, podUid, container));
}

function running(machine: Machine, podUid: string, container: string): ContainerRecord {
  if (!machine.isRunning('containerd')) throw new ContainerRequestError('container runtime is down');
  const record = machine.latest(podUid, container);
  if (record === undefined || record.state !== 'running')
    throw new ContainerRequestError(`container not found ("${container}")`);
  return record;
}

/** Ends a container from outside (a scenario's crash or OOM kill). The signals wake the kubelet. */
export function killContainer(
  machines: Machines,
  machine: Machine,
  podUid: string,
  container: string,
  exitCode = 137,
  reason = 'Error',
): readonly Signal[] {
  const record = machine.latest(podUid, container);
  if (record === undefined || record.state !== 'running') return [];
  endContainer(machines, machine, record.id, exitCode, reason);
  return [podSignal(record)];
}

/** The news for the kubelet that a container of the pod has changed. */
export function podSignal(record: ContainerRecord): Signal {
  return { component: 'kubelet', key: `${record.pod.namespace}/${record.pod.name}` };
}
