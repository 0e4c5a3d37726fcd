import type { Signal } from '../component/component.ts';
import type { Pod } from '../kinds/types.ts';
import { killContainer, type Machine, type Pressure } from '../kubelet/index.ts';
import type { Cluster } from '../cluster.ts';

/** How a container ends when a scenario breaks it. */
export interface Crash {
  readonly exitCode: number;
  /** 'OOMKilled', or 'Error'. */
  readonly reason: string;
}

export const CRASH: Crash = { exitCode: 1, reason: 'Error' };
export const OOM_KILL: Crash = { exitCode: 137, reason: 'OOMKilled' };

/** Node processes that a machine's power takes with it. */
const NODE_PROCESSES = ['kubelet', 'containerd', 'kube-proxy'];

/** Ends a container as if its process had died. False: it is not running. */
export function crashContainer(cluster: Cluster, pod: Pod, container: string, crash: Crash = CRASH): boolean {
  const machine = machineOf(cluster, pod.spec.nodeName ?? '');
  const about = `${pod.metadata.namespace ?? ''}/${pod.metadata.name} ${container}`;
  const signals = killContainer(
    cluster.machines,
    machine,
    pod.metadata.uid ?? '',
    container,
    crash.exitCode,
    crash.reason,
  );
  tell(cluster, 'crash', about, { ...crash });
  wake(cluster, machine, signals);
  return signals.length > 0;
}

/** Puts a node under memory, disk or pid pressure, or takes it off. The kubelet sees it at its next look. */
export function setPressure(cluster: Cluster, node: string, pressure: Pressure, isOn: boolean): void {
  const machine = machineOf(cluster, node);
  if (isOn) machine.pressure.add(pressure);
  else machine.pressure.delete(pressure);
  tell(cluster, isOn ? 'pressure' : 'relief', node, { pressure });
}

/** Restarts a machine: every container starts anew, pods keep their names. */
export function rebootNode(cluster: Cluster, node: string): void {
  const machine = machineOf(cluster, node);
  cluster.stop('kubelet', node);
  machine.reboot(cluster.nowMs);
  cluster.start('kubelet', node);
}

/** Cuts a machine's power: nothing of it runs, and nobody reaches it. */
export function powerOff(cluster: Cluster, node: string): void {
  for (const process of NODE_PROCESSES) cluster.stop(process, node);
  machineOf(cluster, node).stopProcess('machine', cluster.nowMs);
}

/** Gives the power back: the machine boots and its kubelet joins again. */
export function powerOn(cluster: Cluster, node: string): void {
  const machine = machineOf(cluster, node);
  machine.startProcess('machine');
  machine.reboot(cluster.nowMs);
  for (const process of NODE_PROCESSES) cluster.start(process, node);
}

function machineOf(cluster: Cluster, node: string): Machine {
  const machine = cluster.machines.get(node);
  if (machine !== undefined) return machine;
  const known = cluster.machines.list().map(({ name }) => name);
  throw new Error(
    `no node is named ${node === '' ? '(none: the pod is not bound)' : node}; there are: ${known.join(', ')}`,
  );
}

function wake(cluster: Cluster, machine: Machine, signals: readonly Signal[]): void {
  for (const { component, key } of signals) cluster.poke(component, key, machine.name);
}

function tell(cluster: Cluster, verb: string, about: string, detail: object): void {
  cluster.trace.add(cluster.nowMs, 'scenario', 'fault', about, { verb, ...detail });
}
