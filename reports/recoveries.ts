import type { TraceEntry } from '../engine/index.ts';

/** A workload or a node that was whole, lost something, and came back (or did not). */
export interface Recovery {
  /** `Deployment default/web`, `Node w1-k8s` */
  readonly about: string;
  readonly fromMs: number;
  readonly tookMs: number;
  readonly isOver: boolean;
}

interface Watch {
  isWhole: boolean;
  want: number;
  sinceMs: number | undefined;
}

/** In the order in which they began. A change of what is wanted begins anew: scaling up is no recovery. */
export function recoveriesOf(trace: readonly TraceEntry[], endMs: number): readonly Recovery[] {
  const watches = new Map<string, Watch>();
  const found: Recovery[] = [];
  for (const { type, about, atMs, detail } of trace) {
    const seen = type === 'change' ? stateOf(about, detail) : undefined;
    if (seen === undefined || detail['change'] === 'DELETED') {
      if (type === 'change') watches.delete(about);
      continue;
    }
    const { isWhole, want } = seen;
    const watch = watches.get(about);
    if (watch === undefined || watch.want !== want) {
      watches.set(about, { isWhole, want, sinceMs: undefined });
      continue;
    }
    if (watch.isWhole && !isWhole && watch.sinceMs === undefined) watch.sinceMs = atMs;
    if (isWhole && watch.sinceMs !== undefined) {
      found.push({ about, fromMs: watch.sinceMs, tookMs: atMs - watch.sinceMs, isOver: true });
      watch.sinceMs = undefined;
    }
    watch.isWhole = isWhole;
  }
  for (const [about, { sinceMs }] of watches)
    if (sinceMs !== undefined) found.push({ about, fromMs: sinceMs, tookMs: endMs - sinceMs, isOver: false });
  return found.sort((a, b) => a.fromMs - b.fromMs || (a.about < b.about ? -1 : 1));
}

function stateOf(
  about: string,
  detail: TraceEntry['detail'],
): { readonly isWhole: boolean; readonly want: number } | undefined {
  if (about.startsWith('Node ')) return { isWhole: detail['ready'] === 'True', want: 1 };
  if (!/^(?:Deployment|StatefulSet|DaemonSet) /.test(about) || about.includes(' kube-system/')) return undefined;
  const { want, ready } = detail;
  if (typeof want !== 'number' || typeof ready !== 'number') return undefined;
  return { isWhole: ready >= want, want };
}
