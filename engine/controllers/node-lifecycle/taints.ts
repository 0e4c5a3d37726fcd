import { toTimestamp } from '../../api/time.ts';
import type { Write } from '../../component/write.ts';
import { nodeCondition } from '../../kinds/core/node-facts.ts';
import type { Node, Taint } from '../../kinds/types.ts';

export const NOT_READY: string = 'node.kubernetes.io/not-ready';
export const UNREACHABLE: string = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

type Effect = 'NoSchedule' | 'NoExecute';

/** Which condition, in which state, puts which taint on a node (nodeConditionToTaintKeyStatusMap, v1.25). */
const CONDITION_TAINTS: readonly (readonly [string, string, string])[] = [
  ['Ready', 'False', NOT_READY],
  ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
];

const MANAGED: ReadonlySet<string> = new Set([...CONDITION_TAINTS.map(([, , key]) => key), UNSCHEDULABLE]);

export function hasTaint(node: Node, key: string, effect: Effect): boolean {
  return node.spec.taints?.some((taint) => taint.key === key && taint.effect === effect) === true;
}

/** The NoSchedule taints that a node's conditions and spec ask for. */
function wantedKeys(node: Node): readonly string[] {
  const keys = CONDITION_TAINTS.filter(([type, status]) => nodeCondition(node, type)?.status === status).map(
    ([, , key]) => key,
  );
  return node.spec.unschedulable === true ? [...keys, UNSCHEDULABLE] : keys;
}

/** Brings the NoSchedule taints in line with conditions and spec; nothing if they are (doNoScheduleTaintingPass, v1.25). */
export function noScheduleWrites(node: Node, nowMs: number): readonly Write[] {
  const wanted = wantedKeys(node);
  const present = (node.spec.taints ?? []).filter(({ key, effect }) => effect === 'NoSchedule' && MANAGED.has(key));
  const add = wanted.filter((key) => present.every((taint) => taint.key !== key));
  const remove = present.map(({ key }) => key).filter((key) => !wanted.includes(key));
  return taintWrites(node, 'NoSchedule', add, remove, nowMs);
}

/**
 * Adds taints of one effect and takes others off: two writes where there is something of both, so that the node is never without one
 * (SwapNodeControllerTaint, v1.25).
 */
export function taintWrites(
  node: Node,
  effect: Effect,
  add: readonly string[],
  remove: readonly string[],
  nowMs: number,
): readonly Write[] {
  const old = node.spec.taints ?? [];
  const timeAdded = toTimestamp(nowMs);
  const missing = add.filter((key) => !hasTaint(node, key, effect));
  const more = [...old, ...missing.map((key): Taint => ({ effect, key, timeAdded }))];
  const fewer = more.filter((taint) => taint.effect !== effect || !remove.includes(taint.key));
  return [
    ...(missing.length === 0 ? [] : [taintWrite(node, more)]),
    ...(fewer.length === more.length ? [] : [taintWrite(node, fewer)]),
  ];
}

function taintWrite({ metadata }: Node, taints: readonly Taint[]): Write {
  const patch = { spec: { taints: taints.length === 0 ? null : taints } };
  const { name } = metadata;
  return { verb: 'patch', kind: 'Node', namespace: undefined, name, type: 'merge', patch, ignore: ['NotFound'] };
}
