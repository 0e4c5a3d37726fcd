import { parseTimestamp, toTimestamp } from '../../api/time.ts';
import type { View } from '../../component/view.ts';
import { nodeCondition } from '../../kinds/core/node-facts.ts';
import type { Lease, Node, NodeCondition } from '../../kinds/types.ts';

/** How long a node may be silent (--node-monitor-grace-period), and one that never reported (--node-startup-grace-period). */
const GRACE_MS = 40_000;
const STARTUP_GRACE_MS = 60_000;

/** What was seen of a node at the last look that brought news, and when that was by the controller's own clock. */
export interface Health {
  readonly uid: string;
  readonly probeMs: number;
  readonly heartbeat: string | undefined;
  readonly renewTime: string | undefined;
}

export interface Examined {
  readonly health: Health;
  /** The Ready condition as it was found; Unknown where there was none. */
  readonly observed: string;
  /** The node with its conditions set to Unknown, if it is lost and does not show it yet. */
  readonly lost: Node | undefined;
}

const TYPES = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/**
 * Looks at one node (tryUpdateNodeHealth, v1.25). News is another Ready heartbeat or a renewed lease. A real controller's ticks drift by some
 * milliseconds, so that the eighth one after the last news finds the 40 s passed; here ticks are exact and the limit itself counts as passed.
 */
export function examine(node: Node, before: Health | undefined, view: View, nowMs: number): Examined {
  const ready = nodeCondition(node, 'Ready');
  const heartbeat = ready?.lastHeartbeatTime;
  const renewTime = view.get<Lease>('Lease', 'kube-node-lease', node.metadata.name)?.spec.renewTime;
  const isNews = before === undefined || heartbeat !== before.heartbeat || isLater(renewTime, before.renewTime);
  const firstMs =
    ready === undefined && before === undefined ? parseTimestamp(node.metadata.creationTimestamp ?? '') : nowMs;
  const probeMs = isNews ? firstMs : before.probeMs;
  const health = { uid: node.metadata.uid ?? '', probeMs, heartbeat, renewTime };
  const graceMs = ready === undefined ? STARTUP_GRACE_MS : GRACE_MS;
  const observed = ready?.status ?? 'Unknown';
  const isLost = nowMs - probeMs >= graceMs;
  if (!isLost || (ready !== undefined && ready.status === 'Unknown')) return { health, observed, lost: undefined };
  return { health, observed, lost: withUnknown(node, nowMs) };
}

const isLater = (time: string | undefined, than: string | undefined): boolean =>
  time !== undefined && (than === undefined || time > than);

function withUnknown(node: Node, nowMs: number): Node {
  const now = toTimestamp(nowMs);
  const old = node.status.conditions ?? [];
  const changed = old.map((condition): NodeCondition => {
    if (!TYPES.includes(condition.type) || condition.status === 'Unknown') return condition;
    const message = 'Kubelet stopped posting node status.';
    return { ...condition, status: 'Unknown', reason: 'NodeStatusUnknown', message, lastTransitionTime: now };
  });
  const created = node.metadata.creationTimestamp ?? now;
  const added = TYPES.filter((type) => old.every((condition) => condition.type !== type)).map((type): NodeCondition => {
    const message = 'Kubelet never posted node status.';
    const times = { lastHeartbeatTime: created, lastTransitionTime: now };
    return { type, status: 'Unknown', reason: 'NodeStatusNeverUpdated', message, ...times };
  });
  return { ...node, status: { ...node.status, conditions: [...changed, ...added] } };
}
