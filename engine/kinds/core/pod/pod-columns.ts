import type { Column } from '../../../api/kind.ts';
import { AGE, NAME, humanDuration } from '../../columns.ts';
import type { Pod } from '../../types.ts';
import { podCondition } from '../pod-facts.ts';
import { podStatusText, podSummary } from '../pod-status-text.ts';

const orNone = (text: string | undefined): string => (text === undefined || text === '' ? '<none>' : text);

/** `3`, or `3 (25s ago)` once the end of a container that was restarted is known. */
function restartsText(pod: Pod, nowMs: number): string {
  const { restarts, lastRestartMs } = podSummary(pod);
  return lastRestartMs === undefined ? String(restarts) : `${restarts} (${humanDuration(nowMs - lastRestartMs)} ago)`;
}

function readinessGates({ spec, ...pod }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const whole = { ...pod, spec };
  const open = gates.filter(({ conditionType }) => podCondition(whole, conditionType)?.status === 'True');
  return `${open.length}/${gates.length}`;
}

function readyText(pod: Pod): string {
  const { ready, total } = podSummary(pod);
  return `${ready}/${total}`;
}

export const podColumns: readonly Column<Pod>[] = [
  NAME,
  { name: 'Ready', description: 'Ready containers of all containers.', cell: readyText },
  { name: 'Status', description: 'What the pod and its containers are at.', cell: podStatusText },
  { name: 'Restarts', description: 'Restarts of its containers, and the last one.', cell: restartsText },
  AGE,
  {
    name: 'IP',
    priority: 1,
    description: 'Address of the pod.',
    cell: (pod) => orNone(pod.status.podIPs?.[0]?.ip ?? pod.status.podIP),
  },
  { name: 'Node', priority: 1, description: 'Where it is scheduled.', cell: (pod) => orNone(pod.spec.nodeName) },
  {
    name: 'Nominated Node',
    priority: 1,
    description: 'Where it waits for a victim to go.',
    cell: (pod) => orNone(pod.status.nominatedNodeName),
  },
  { name: 'Readiness Gates', priority: 1, description: 'Gates that are True of all.', cell: readinessGates },
];
