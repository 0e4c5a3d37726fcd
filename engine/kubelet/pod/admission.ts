import { isTolerated } from '../../kinds/core/node-facts.ts';
import { selectsNode } from '../../kinds/core/node-selector.ts';
import type { Container, Node, Pod, ResourceList } from '../../kinds/types.ts';
import { isCriticalPod } from './critical.ts';
import type { Verdict } from '../status/pod-status.ts';
import { amount, type Before, requestsOf } from './shares.ts';
import type { Turn } from './turn.ts';

/** May the pod run here? Otherwise why not (kubelet admission, v1.25). The pods that were let in before count against the room. */
export function refusalOf(turn: Turn, others: Before): Verdict | undefined {
  const { pod, node } = turn;
  return (
    (isCriticalPod(pod) ? undefined : pressureRefusal(turn)) ??
    (node === undefined ? undefined : (fit(pod, others, node) ?? place(pod, others, node)))
  );
}

function pressureRefusal(turn: Turn): Verdict | undefined {
  const { pressure } = turn.machine;
  if (pressure.size === 0) return undefined;
  const isOnlyMemory = pressure.size === 1 && pressure.has('memory');
  if (isOnlyMemory && turn.pod.status.qosClass !== 'BestEffort') return undefined;
  const names = [
    ...(pressure.has('memory') ? ['MemoryPressure'] : []),
    ...(pressure.has('disk') ? ['DiskPressure'] : []),
    ...(pressure.has('pid') ? ['PIDPressure'] : []),
  ];
  return { reason: 'Evicted', message: `The node had condition: [${names.join(' ')}]. ` };
}

function fit(pod: Pod, others: Before, node: Node): Verdict | undefined {
  const room = node.status.allocatable;
  const pods = Number(room?.['pods'] ?? '110');
  if (others.count + 1 > pods) return outOf('pods', 1, others.count, pods);
  const requests = requestsOf(pod);
  for (const name of resourceNames(pod)) {
    const asked = requests[name] ?? 0;
    const used = others.used(name);
    const capacity = amount(name, room?.[name] ?? '0');
    if (asked > 0 && asked + used > capacity) return outOf(name, asked, used, capacity);
  }
  return undefined;
}

function outOf(name: string, asked: number, used: number, capacity: number): Verdict {
  const message = `Node didn't have enough resource: ${name}, requested: ${asked}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${name}`, message };
}

const NO_REQUESTS: ResourceList = {};

/** The names in a list of requests, in order: the pods of one template share the list. */
const names = new WeakMap<ResourceList, readonly string[]>();

function namesOf({ resources }: Container): readonly string[] {
  const list = resources?.requests ?? NO_REQUESTS;
  let known = names.get(list);
  if (known === undefined) {
    known = Object.keys(list).sort();
    names.set(list, known);
  }
  return known;
}

function resourceNames(pod: Pod): readonly string[] {
  const { containers, initContainers = NONE } = pod.spec;
  const [only] = containers;
  if (only !== undefined && containers.length === 1 && initContainers.length === 0) return namesOf(only);
  return [...new Set([...containers, ...initContainers].flatMap(namesOf))].sort();
}

const NONE: readonly Container[] = [];
const NO_PORTS: NonNullable<Container['ports']> = [];

function place(pod: Pod, others: Before, node: Node): Verdict | undefined {
  const failed = (reason: string): Verdict => ({ reason, message: `Predicate ${reason} failed` });
  if (pod.spec.nodeName !== node.metadata.name) return failed('NodeName');
  if (!selectsNode(pod.spec, node)) return failed('NodeAffinity');
  const own = hostPorts(pod);
  const taken = own.length === 0 ? [] : others.pods().flatMap(hostPorts);
  if (own.some((port) => taken.includes(port))) return failed('NodePorts');
  const intolerable = (node.spec.taints ?? []).find(
    (taint) => taint.effect === 'NoExecute' && !isTolerated(taint, pod.spec.tolerations),
  );
  const isStatic = pod.metadata.annotations?.['kubernetes.io/config.source'] === 'file';
  return intolerable === undefined || isStatic ? undefined : failed('TaintToleration');
}

function hostPorts(pod: Pod): readonly string[] {
  const taken: string[] = [];
  for (const { ports = NO_PORTS } of pod.spec.containers)
    for (const { hostPort = 0, protocol = 'TCP' } of ports) if (hostPort !== 0) taken.push(`${protocol}/${hostPort}`);
  return taken;
}
