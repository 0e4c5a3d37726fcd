import type { Process, ProcessState, ProcessWorld } from '../../component/workload.ts';
import { ended, type Machine } from '../machine/machine.ts';
import type { Machines } from '../machine/machines.ts';
import type { ContainerRecord } from '../machine/records.ts';

/** Stores what a step or a signal made of a running container; true when it has ended. */
function settle(machine: Machine, record: ContainerRecord, state: ProcessState, nowMs: number): boolean {
  const current = machine.container(record.id) ?? record;
  if (!state.running) {
    machine.put(
      ended(
        current,
        { exitCode: state.exitCode, ...(state.reason === undefined ? {} : { reason: state.reason }) },
        nowMs,
      ),
    );
    return true;
  }
  if (current.wakeAtMs !== state.wakeAtMs) machine.put({ ...current, wakeAtMs: state.wakeAtMs });
  return false;
}

function act(
  machines: Machines,
  machine: Machine,
  id: string,
  does: (process: Process, world: ProcessWorld) => ProcessState,
): boolean {
  const record = machine.container(id);
  if (record?.process === undefined) return record !== undefined;
  const world = machines.world(machine, record);
  return settle(machine, record, does(record.process, world), world.nowMs);
}

/** Lets a container's process run until it must wait. True: it has ended. */
export function stepContainer(machines: Machines, machine: Machine, id: string): boolean {
  return act(machines, machine, id, (process, world) => process.step(world));
}

/** Sends a signal. KILL always ends the process. True: it has ended. */
export function signalContainer(machines: Machines, machine: Machine, id: string, signal: string): boolean {
  const hasEnded = act(machines, machine, id, (process, world) => process.signal(signal, world));
  if (hasEnded || signal !== 'KILL') return hasEnded;
  return act(machines, machine, id, () => ({ running: false, exitCode: 137 }));
}

/** Types into a container's standard input, or ends that. True: it has ended. */
export function typeInto(machines: Machines, machine: Machine, id: string, text: string | undefined): boolean {
  return act(machines, machine, id, (process, world) => process.type?.(text, world) ?? process.step(world));
}

/** Ends a container from outside its own doing (out of memory). */
export function endContainer(machines: Machines, machine: Machine, id: string, exitCode: number, reason: string): void {
  act(machines, machine, id, () => ({ running: false, exitCode, reason }));
}
