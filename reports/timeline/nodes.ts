import type { TraceEntry } from '../../engine/index.ts';

export interface NodeSpan {
  readonly node: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** 'NotReady', 'cordoned' */
  readonly what: 'NotReady' | 'cordoned';
}

/** A process that was down: `kubelet` of `w1-k8s`, or `kube-scheduler` of '' (the control plane). */
export interface Outage {
  readonly process: string;
  readonly node: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isOver: boolean;
}

/** Nodes of the cluster, in the order in which the trace names them. */
export function nodeNames(trace: readonly TraceEntry[]): readonly string[] {
  return [...new Set(trace.flatMap((entry) => (isNodeChange(entry) ? [entry.about.slice('Node '.length)] : [])))];
}

/** When nodes were not ready, or not schedulable. */
export function nodeSpans(trace: readonly TraceEntry[], endMs: number): readonly NodeSpan[] {
  const spans: NodeSpan[] = [];
  const open = new Map<string, { node: string; what: NodeSpan['what']; fromMs: number }>();
  const note = (node: string, what: NodeSpan['what'], holds: boolean, atMs: number): void => {
    const key = `${what} ${node}`;
    const begun = open.get(key);
    if (holds && begun === undefined) open.set(key, { node, what, fromMs: atMs });
    if (holds || begun === undefined) return;
    open.delete(key);
    if (atMs > begun.fromMs) spans.push({ ...begun, toMs: atMs });
  };
  for (const entry of trace) {
    if (!isNodeChange(entry)) continue;
    const node = entry.about.slice('Node '.length);
    const isThere = entry.detail['change'] !== 'DELETED';
    note(node, 'NotReady', isThere && entry.detail['ready'] !== 'True', entry.atMs);
    note(node, 'cordoned', isThere && entry.detail['unschedulable'] === true, entry.atMs);
  }
  for (const begun of open.values()) spans.push({ ...begun, toMs: endMs });
  return spans;
}

/** From the scenario's own stops and starts. */
export function outages(trace: readonly TraceEntry[], endMs: number): readonly Outage[] {
  const found: Outage[] = [];
  const open = new Map<string, Omit<Outage, 'toMs' | 'isOver'>>();
  for (const { type, atMs, about, detail } of trace) {
    if (type !== 'fault') continue;
    const begun = open.get(about);
    if (detail['verb'] === 'stop' && begun === undefined)
      open.set(about, {
        process: String(detail['process'] ?? about),
        node: String(detail['node'] ?? ''),
        fromMs: atMs,
      });
    if (detail['verb'] !== 'start' || begun === undefined) continue;
    open.delete(about);
    found.push({ ...begun, toMs: atMs, isOver: true });
  }
  for (const begun of open.values()) found.push({ ...begun, toMs: endMs, isOver: false });
  return found.sort((a, b) => a.fromMs - b.fromMs);
}

function isNodeChange({ type, about }: TraceEntry): boolean {
  return type === 'change' && about.startsWith('Node ');
}
