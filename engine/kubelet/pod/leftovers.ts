import type { Context, Outcome, Signal } from '../../component/component.ts';
import { signalContainer } from '../runtime/containers.ts';
import type { Machine } from '../machine/machine.ts';
import type { KubeletParts } from './turn.ts';

/** What is left of a pod whose object is gone gets this long to end (kubelet, v1.25: the least grace). */
const LEFTOVER_GRACE_MS = 1000;
const RETRY_MS = 5000;

/** Uids under which the machine still has something of the pod `key`, other than `currentUid`. */
export function leftoverUids(machine: Machine, key: string, currentUid: string | undefined): readonly string[] {
  return machine.uidsOf(key).filter((uid) => uid !== currentUid);
}

/** Ends and clears away pods whose objects are gone (deleted by force, or replaced by another of the name). */
export function clearLeftovers(parts: KubeletParts, context: Context, uids: readonly string[]): Outcome {
  const machine = parts.machines.of(context.node);
  const signals: Signal[] = [];
  let wakeMs: number | undefined;
  for (const uid of uids) {
    const running = machine.containersOf(uid).filter((record) => record.state === 'running');
    if (running.length === 0) {
      machine.forget(uid);
      continue;
    }
    if (!machine.isRunning('containerd')) {
      wakeMs = context.nowMs + RETRY_MS;
      continue;
    }
    for (const record of running) {
      if (record.stopping === undefined) {
        machine.put({ ...record, stopping: { killAtMs: context.nowMs + LEFTOVER_GRACE_MS } });
        signalContainer(parts.machines, machine, record.id, 'TERM');
        signals.push({ component: 'container-shims', key: record.id });
      } else if (
        record.stopping.killAtMs <= context.nowMs ||
        record.stopping.killAtMs > context.nowMs + LEFTOVER_GRACE_MS
      ) {
        signalContainer(parts.machines, machine, record.id, 'KILL');
      }
    }
    const left = machine.containersOf(uid).flatMap((record) => record.stopping?.killAtMs ?? []);
    if (left.length === 0) machine.forget(uid);
    else wakeMs = Math.min(wakeMs ?? Number.POSITIVE_INFINITY, ...left);
  }
  const wake = wakeMs === undefined ? {} : { requeueAfterMs: Math.max(1, wakeMs - context.nowMs) };
  return { writes: [], memory: null, signals, ...wake };
}
