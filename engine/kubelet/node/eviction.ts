import type { Signal } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { value } from '../../api/quantity.ts';
import type { Container, Pod } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';
import { CRITICAL_PRIORITY } from '../pod/critical.ts';
import { requestsOf } from '../pod/shares.ts';

/**
 * Chooses one pod to go while the node runs short (eviction manager, v1.25): those above their request first, then lower priority, then the
 * one furthest above its request. Critical pods stay.
 */
export function evictOne(machine: Machine, view: View): readonly Signal[] {
  const candidates = view
    .by<Pod>('Pod', 'node', machine.name)
    .filter(
      (pod) =>
        pod.status.phase !== 'Succeeded' &&
        pod.status.phase !== 'Failed' &&
        pod.metadata.deletionTimestamp === undefined,
    )
    .filter((pod) => (pod.spec.priority ?? 0) < CRITICAL_PRIORITY && !machine.evictions.has(pod.metadata.uid ?? ''))
    .map((pod) => ({ pod, over: useOf(machine, pod) - (requestsOf(pod)['memory'] ?? 0) }))
    .sort(
      (a, b) =>
        Number(b.over > 0) - Number(a.over > 0) ||
        (a.pod.spec.priority ?? 0) - (b.pod.spec.priority ?? 0) ||
        b.over - a.over,
    );
  const victim = candidates[0]?.pod;
  if (victim === undefined) return [];
  machine.evictions.set(victim.metadata.uid ?? '', { reason: 'Evicted', message: messageOf(machine, victim) });
  return [{ component: 'kubelet', key: `${victim.metadata.namespace ?? ''}/${victim.metadata.name}` }];
}

function useOf(machine: Machine, pod: Pod): number {
  return pod.spec.containers.reduce((sum, container) => sum + containerUse(machine, pod, container), 0);
}

function containerUse(machine: Machine, pod: Pod, container: Container): number {
  return machine.memoryInUse.get(`${pod.metadata.uid ?? ''}/${container.name}`) ?? 0;
}

function messageOf(machine: Machine, pod: Pod): string {
  const resource = machine.pressure.has('memory')
    ? 'memory'
    : machine.pressure.has('disk')
      ? 'ephemeral-storage'
      : 'pids';
  const shares = pod.spec.containers.map((container) => {
    if (resource !== 'memory') return '';
    const request = container.resources?.requests?.['memory'] ?? '0';
    const used = containerUse(machine, pod, container);
    if (used <= value(request)) return '';
    return `Container ${container.name} was using ${Math.ceil(used / 1024)}Ki, which exceeds its request of ${request}. `;
  });
  return `The node was low on resource: ${resource}. ${shares.join('')}`;
}
