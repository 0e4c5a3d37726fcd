import { deepEqual } from '../../api/equality.ts';
import type { Context, Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { givenTimestamp } from '../../api/time.ts';
import type { Node, NodeCondition } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';
import type { KubeletParts } from '../pod/turn.ts';
import { evictOne } from './eviction.ts';
import { conditionEvent, newNode, nodeConditions, nodeFacts } from './node-object.ts';

interface NodeMemory {
  readonly reportedMs: number;
  /** What was looked at last and needed no report: while it is the same, there is nothing new to tell. */
  readonly quiet?: Look;
}

/** The Node as it was, and all of its machine that a Node's status shows. */
interface Look {
  readonly node: Node;
  readonly bootId: string;
  readonly images: number;
}

/** Registers the node if need be, then reports its status when it changed or long ago was reported last (kubelet, v1.25). */
export function reportNode(parts: KubeletParts, view: View, context: Context): Outcome {
  const machine = parts.machines.of(context.node);
  const { statusMs } = parts.timings.heartbeat;
  const shared = (context.shared as object | undefined) ?? { startedMs: context.nowMs };
  const node = view.get<Node>('Node', undefined, machine.name);
  const isStart = context.memory === undefined;
  if (node === undefined) {
    // Only a starting kubelet registers: a deleted Node stays away until then.
    if (!isStart && context.failures.length === 0) return { writes: [], requeueAfterMs: statusMs, shared };
    const writes: Write[] = [{ verb: 'create', object: newNode(machine, context.nowMs), ignore: ['AlreadyExists'] }];
    return {
      writes: [...writes, ...events(parts, startEvents(newNode(machine, context.nowMs), machine))],
      requeueAfterMs: statusMs,
      memory: { reportedMs: context.nowMs },
      shared,
    };
  }
  if (isQuiet(parts, machine, node, context)) return { writes: NO_WRITES, requeueAfterMs: statusMs };
  const reported = report(parts, machine, node, context, isStart);
  const memory = remembered(context, reported, node, machine);
  const signals = machine.pressure.size === 0 ? [] : evictOne(machine, view);
  const evicting = machine.pressure.size === 0 ? [] : pressureEvents(machine, node);
  const writes = [
    ...(isStart ? events(parts, startEvents(node, machine)) : []),
    ...reported,
    ...events(parts, evicting),
  ];
  return { writes, requeueAfterMs: statusMs, memory, shared, signals };
}

const NO_WRITES: readonly Write[] = [];

/** The same Node and the same machine as at the last look, well and reported in time. */
function isQuiet(parts: KubeletParts, machine: Machine, node: Node, context: Context): boolean {
  const memory = context.memory as NodeMemory | undefined;
  if (memory?.quiet === undefined || context.nowMs - memory.reportedMs >= parts.timings.heartbeat.reportMs)
    return false;
  const { quiet } = memory;
  return (
    quiet.node === node &&
    quiet.bootId === machine.bootId &&
    quiet.images === machine.images.size &&
    !tellsTheTime(machine)
  );
}

/** What is then reported changes with every look. */
function tellsTheTime(machine: Machine): boolean {
  return machine.pressure.size > 0 || !machine.isRunning('containerd');
}

function remembered(context: Context, reported: readonly Write[], node: Node, machine: Machine): NodeMemory {
  if (reported.length > 0) return { reportedMs: context.nowMs };
  const { reportedMs } = (context.memory as NodeMemory | undefined) ?? { reportedMs: context.nowMs };
  if (tellsTheTime(machine)) return { reportedMs };
  return { reportedMs, quiet: { node, bootId: machine.bootId, images: machine.images.size } };
}

type NodeEvent = {
  readonly about: Node;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
};

function events(parts: KubeletParts, list: readonly NodeEvent[]): readonly Write[] {
  return parts.timings.events ? list.map((event): Write => ({ verb: 'event', event })) : [];
}

/** Events of nodes are about a Node whose uid is its name: that is how the kubelet refers to itself. */
function event(node: Node, type: 'Normal' | 'Warning', reason: string, message: string): NodeEvent {
  return { about: { ...node, metadata: { ...node.metadata, uid: node.metadata.name } }, type, reason, message };
}

function startEvents(node: Node, machine: Machine): readonly NodeEvent[] {
  const boot = node.status.nodeInfo?.bootID ?? '';
  const state = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];
  return [
    event(node, 'Normal', 'Starting', 'Starting kubelet.'),
    ...state.map((reason) => event(node, 'Normal', reason, `Node ${node.metadata.name} status is now: ${reason}`)),
    ...(boot === '' || boot === machine.bootId
      ? []
      : [
          event(
            node,
            'Warning',
            'Rebooted',
            `Node ${node.metadata.name} has been rebooted, boot id: ${machine.bootId}`,
          ),
        ]),
    event(node, 'Normal', 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods'),
  ];
}

const ATTEMPTS = { memory: 'memory', disk: 'ephemeral-storage', pid: 'pids' } as const;

function pressureEvents(machine: Machine, node: Node): readonly NodeEvent[] {
  const list = [...machine.pressure].sort();
  return list.map((one) => event(node, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${ATTEMPTS[one]}`));
}

function report(
  parts: KubeletParts,
  machine: Machine,
  node: Node,
  context: Context,
  isStart: boolean,
): readonly Write[] {
  const old = node.status.conditions ?? [];
  const conditions = nodeConditions(machine, old, context.nowMs);
  const facts = nodeFacts(machine) as Readonly<Record<string, unknown>>;
  const stored = node.status as Readonly<Record<string, unknown>>;
  const changed: Record<string, unknown> = {};
  for (const key of Object.keys(facts).sort()) if (!deepEqual(stored[key], facts[key])) changed[key] = facts[key];
  const reportedMs = (context.memory as NodeMemory | undefined)?.reportedMs ?? lastHeartbeat(old);
  const isLate = context.nowMs - reportedMs >= parts.timings.heartbeat.reportMs;
  const isNews = !deepEqual(withoutTimes(old), withoutTimes(conditions)) || Object.keys(changed).length > 0;
  if (!isNews && !isLate && !(isStart && context.nowMs > reportedMs)) return [];
  const patch = { status: { ...changed, conditions } };
  const write: Write = {
    verb: 'patch',
    kind: 'Node',
    namespace: undefined,
    name: machine.name,
    type: 'merge',
    patch,
    subresource: 'status',
  };
  const news = conditions.filter((condition) =>
    old.some((one) => one.type === condition.type && one.status !== condition.status),
  );
  const told = news.flatMap((condition) => {
    const reason = conditionEvent(condition.type, condition.status);
    return reason === undefined ? [] : [event(node, 'Normal', reason, `Node ${machine.name} status is now: ${reason}`)];
  });
  return [write, ...events(parts, told)];
}

function lastHeartbeat(conditions: readonly NodeCondition[]): number {
  return givenTimestamp(conditions.find((condition) => condition.type === 'Ready')?.lastHeartbeatTime) ?? 0;
}

function withoutTimes(conditions: readonly NodeCondition[]): readonly object[] {
  return conditions.map(({ type, status, reason, message }) => ({
    type,
    status,
    reason: reason ?? '',
    message: message ?? '',
  }));
}
