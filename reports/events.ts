import type { TraceEntry } from '../engine/index.ts';

/** A Kubernetes Event as `kubectl get events` would list it, at its last state. */
export interface EventRow {
  readonly atMs: number;
  readonly type: string;
  readonly reason: string;
  /** `pod/web-1` */
  readonly about: string;
  readonly message: string;
  readonly count: number;
  readonly by: string;
}

/** Events in the order in which they first happened; repeats only raise the count. */
export function eventRows(trace: readonly TraceEntry[]): readonly EventRow[] {
  const rows = new Map<string, EventRow>();
  for (const { type, about, atMs, by, detail } of trace) {
    if (type !== 'change' || !about.startsWith('Event ') || detail['change'] === 'DELETED' || by === 'topology')
      continue;
    const first = rows.get(about);
    rows.set(about, {
      atMs: first?.atMs ?? atMs,
      type: String(detail['type'] ?? ''),
      reason: String(detail['reason'] ?? ''),
      about: String(detail['about'] ?? ''),
      message: String(detail['message'] ?? ''),
      count: typeof detail['count'] === 'number' ? detail['count'] : 1,
      by,
    });
  }
  return [...rows.values()];
}
