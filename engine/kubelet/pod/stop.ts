import type { ContainerRecord } from '../machine/records.ts';
import { runHandler } from '../probes/run.ts';
import { signalContainer } from '../runtime/containers.ts';
import type { Turn } from './turn.ts';

/** preStop's time is taken off the grace; this much always stays for TERM (kubelet, v1.25: minimumGracePeriodInSeconds). */
const LEAST_AFTER_HOOK_MS = 2000;

/** Begins to stop a container: preStop, then TERM, and KILL when the grace is over. `why` is the event's text, absent: no event. */
export function beginStop(turn: Turn, record: ContainerRecord, graceMs: number, why: string | undefined): void {
  if (record.state !== 'running' || record.stopping !== undefined) return;
  record.logs.stopRepeating(turn.nowMs);
  if (why !== undefined) turn.event('Normal', 'Killing', why, record.name);
  const hookMs = graceMs > 0 ? preStop(turn, record, graceMs) : 0;
  const killAtMs = turn.nowMs + hookMs + (hookMs > 0 ? Math.max(graceMs - hookMs, LEAST_AFTER_HOOK_MS) : graceMs);
  turn.machine.put({ ...record, stopping: { killAtMs, termAtMs: turn.nowMs + hookMs } });
  advanceStop(turn, record.id);
}

/** Runs the preStop hook; gives how long it takes, the grace at most. */
function preStop(turn: Turn, record: ContainerRecord, graceMs: number): number {
  const container = turn.container(record.name);
  const handler = container?.lifecycle?.preStop;
  if (container === undefined || handler === undefined) return 0;
  if (handler.exec !== undefined && record.process !== undefined) {
    const command = handler.exec.command ?? [];
    const result = record.process.exec(command, undefined, turn.parts.machines.world(turn.machine, record));
    if (result.exitCode !== 0) hookFailed(turn, record.name, result.stdout + result.stderr, command, result.exitCode);
    return Math.min(result.tookMs, graceMs);
  }
  const { machines } = turn.parts;
  const target = { machines, machine: turn.machine, reach: turn.parts.reach(), record, container, podIP: turn.podIP };
  const outcome = runHandler(handler, graceMs, target);
  if ('error' in outcome) turn.event('Warning', 'FailedPreStopHook', outcome.error, record.name);
  return 0;
}

function hookFailed(turn: Turn, name: string, output: string, command: readonly string[], exitCode: number): void {
  const id = `Exec lifecycle hook (${goList(command)}) for Container "${name}" in Pod "${podTitle(turn)}" failed`;
  turn.event(
    'Warning',
    'FailedPreStopHook',
    `${id} - error: command '${command.join(' ')}' exited with ${exitCode}: ${output}, message: ${JSON.stringify(output)}`,
    name,
  );
}

export const goList = (list: readonly string[]): string => `[${list.join(' ')}]`;

/** `name_namespace(uid)`: how the kubelet prints a pod (format.Pod). */
export function podTitle(turn: Turn): string {
  return `${turn.pod.metadata.name}_${turn.pod.metadata.namespace ?? ''}(${turn.uid})`;
}

/** Sends what is due to a container that is being stopped. Nothing can be sent while containerd is down. */
export function advanceStop(turn: Turn, id: string): void {
  const record = turn.machine.container(id);
  const stopping = record?.stopping;
  if (record === undefined || stopping === undefined || !turn.hasRuntime) return;
  if (stopping.termAtMs !== undefined && stopping.termAtMs <= turn.nowMs) {
    turn.machine.put({ ...record, stopping: { killAtMs: stopping.killAtMs } });
    if (signalContainer(turn.parts.machines, turn.machine, id, 'TERM')) return;
    turn.follow(id);
  }
  if (stopping.killAtMs <= turn.nowMs) signalContainer(turn.parts.machines, turn.machine, id, 'KILL');
}

/** When the containers that are being stopped need the kubelet again. */
export function nextStopMs(turn: Turn): number | undefined {
  let nextMs = Number.POSITIVE_INFINITY;
  for (const { stopping } of turn.records)
    if (stopping !== undefined) nextMs = Math.min(nextMs, stopping.termAtMs ?? stopping.killAtMs);
  if (nextMs === Number.POSITIVE_INFINITY) return undefined;
  return turn.hasRuntime ? nextMs : Math.max(turn.nowMs + 5000, nextMs);
}
