import type { Node } from '../../kinds/types.ts';

export type ZoneState = 'Initial' | 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Nodes tainted NoExecute a second (--node-eviction-rate). */
const RATE = 0.1;
/** The same in a partly disrupted zone of more than LARGE_ZONE nodes (--secondary-node-eviction-rate); in smaller ones it stops. */
const SECONDARY_RATE = 0.01;
const LARGE_ZONE = 50;
/** The share of nodes that must be down for a partial disruption (--unhealthy-zone-threshold), and how many at least. */
const UNHEALTHY_SHARE = 0.55;
const UNHEALTHY_COUNT = 2;

/** A zone's taint queue and its token bucket of size one. */
export interface Zone {
  readonly state: ZoneState;
  /** Nodes that wait for their NoExecute taint. */
  readonly queue: readonly string[];
  /** Taints a second; 0: none at all. */
  readonly rate: number;
  /** When the next token is there. */
  readonly tokenAtMs: number;
}

export const NEW_ZONE: Zone = { state: 'Initial', queue: [], rate: RATE, tokenAtMs: 0 };

export function zoneOf(node: Node): string {
  const labels = node.metadata.labels ?? {};
  return `${labels['topology.kubernetes.io/region'] ?? ''}:${labels['topology.kubernetes.io/zone'] ?? ''}`;
}

/** ComputeZoneState, v1.25. */
export function zoneState(ready: number, notReady: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  const isPartial = notReady > UNHEALTHY_COUNT && notReady / (ready + notReady) >= UNHEALTHY_SHARE;
  return isPartial ? 'PartialDisruption' : 'Normal';
}

export function rateIn(state: ZoneState, size: number): number {
  if (state !== 'PartialDisruption') return RATE;
  return size > LARGE_ZONE ? SECONDARY_RATE : 0;
}

/** Another rate starts with a full bucket, unless the old one was waited for (SwapLimiter, v1.25). */
export function withRate(zone: Zone, rate: number, nowMs: number): Zone {
  if (zone.rate === rate) return zone;
  const waited = zone.rate === 0 || nowMs < zone.tokenAtMs;
  return { ...zone, rate, tokenAtMs: waited && rate > 0 ? nowMs + 1000 / rate : nowMs };
}

export function enqueue(zone: Zone, node: string): Zone {
  return zone.queue.includes(node) ? zone : { ...zone, queue: [...zone.queue, node] };
}

export function dequeue(zone: Zone, node: string): Zone {
  return zone.queue.includes(node) ? { ...zone, queue: zone.queue.filter((name) => name !== node) } : zone;
}
