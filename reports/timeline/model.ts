import type { TraceEntry } from '../../engine/index.ts';
import { nodeNames, nodeSpans, type NodeSpan, type Outage, outages } from './nodes.ts';
import { type PodBar, podBars } from './pods.ts';

/** One node (or '' for pods that no node took), its pods in rows that do not overlap. */
export interface Lane {
  readonly node: string;
  readonly rows: readonly (readonly PodBar[])[];
  readonly spans: readonly NodeSpan[];
  readonly outages: readonly Outage[];
}

export interface StepMark {
  readonly number: number;
  readonly atMs: number;
  readonly hasFailed: boolean;
}

/** Everything a timeline shows, before anything has a place on a page. */
export interface Timeline {
  readonly endMs: number;
  readonly lanes: readonly Lane[];
  /** Of the control plane's processes, which belong to no lane. */
  readonly outages: readonly Outage[];
  readonly steps: readonly StepMark[];
  /** When what happened and what was wanted parted, in a failed scenario. */
  readonly divergedAtMs?: number;
  /** Pods left out because there are too many. */
  readonly hiddenPods: number;
  /** Pods of the system to which nothing happened. */
  readonly quietPods: number;
}

export interface TimelineOptions {
  readonly steps: readonly StepMark[];
  readonly mostPods: number;
  readonly divergedAtMs?: number | undefined;
}

/** What happened to pods and nodes in a scenario. Pods that were there before and never changed are not drawn. */
export function timelineOf(
  trace: readonly TraceEntry[],
  endMs: number,
  { steps, mostPods, divergedAtMs }: TimelineOptions,
): Timeline {
  const all = podBars(trace, endMs);
  const eventful = all.filter((bar) => !bar.isOld || bar.segments.length > 1 || bar.isGone);
  const shown = eventful.slice(0, mostPods);
  const spans = nodeSpans(trace, endMs);
  const down = outages(trace, endMs);
  const nodes = [...nodeNames(trace), ''];
  const lanes = nodes.map((node) => ({
    node,
    rows: rowsOf(shown.filter((bar) => bar.node === node)),
    spans: spans.filter((span) => span.node === node),
    outages: down.filter((outage) => node !== '' && outage.node === node),
  }));
  return {
    endMs,
    lanes: lanes.filter((lane) => !isControlPlane(lane, trace) && (lane.node !== '' || lane.rows.length > 0)),
    outages: down.filter((outage) => outage.node === ''),
    steps,
    ...(divergedAtMs === undefined ? {} : { divergedAtMs }),
    hiddenPods: eventful.length - shown.length,
    quietPods: all.length - eventful.length,
  };
}

/** A node that takes no ordinary pods gets a lane only when something happens on it. */
function isControlPlane(lane: Lane, trace: readonly TraceEntry[]): boolean {
  if (lane.rows.length + lane.spans.length + lane.outages.length > 0) return false;
  return trace.some(
    ({ about, detail }) => about === `Node ${lane.node}` && String(detail['taints'] ?? '').includes('control-plane'),
  );
}

/** A pod takes the first row whose last pod has gone. */
function rowsOf(bars: readonly PodBar[]): readonly (readonly PodBar[])[] {
  const rows: PodBar[][] = [];
  for (const bar of bars) {
    const free = rows.find((row) => (row.at(-1)?.toMs ?? 0) < bar.fromMs);
    if (free === undefined) rows.push([bar]);
    else free.push(bar);
  }
  return rows;
}
