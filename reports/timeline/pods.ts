import type { TraceEntry } from '../../engine/index.ts';

/** What a pod looks like on the timeline; each has its own colour and its own word. */
export type PodState = 'pending' | 'starting' | 'running' | 'ready' | 'failing' | 'done' | 'stopping' | 'lost';

export interface Segment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: PodState;
  /** kubectl's STATUS column in that time: `ContainerCreating`, `CrashLoopBackOff`. */
  readonly status: string;
}

export interface PodBar {
  /** `namespace/name` */
  readonly pod: string;
  /** The last node it was bound to; '' if none ever. */
  readonly node: string;
  readonly segments: readonly Segment[];
  readonly fromMs: number;
  readonly toMs: number;
  /** It was there before the scenario began. */
  readonly isOld: boolean;
  /** It was deleted before the scenario ended. */
  readonly isGone: boolean;
}

interface Draft {
  node: string;
  segments: Segment[];
  state: PodState;
  status: string;
  sinceMs: number;
  isOld: boolean;
}

/** The lives of all pods, from the changes of Pod objects in the trace; in the order in which they were created. */
export function podBars(trace: readonly TraceEntry[], endMs: number): readonly PodBar[] {
  const living = new Map<string, Draft>();
  const bars: PodBar[] = [];
  for (const entry of trace) {
    if (entry.type !== 'change' || !entry.about.startsWith('Pod ')) continue;
    const pod = entry.about.slice('Pod '.length);
    const draft = living.get(pod);
    if (entry.detail['change'] === 'DELETED') {
      if (draft !== undefined) bars.push(finish(pod, draft, entry.atMs, true));
      living.delete(pod);
    } else if (draft === undefined) living.set(pod, begin(entry));
    else advance(draft, entry);
  }
  for (const [pod, draft] of living) bars.push(finish(pod, draft, endMs, false));
  return bars.sort((a, b) => a.fromMs - b.fromMs || (a.pod < b.pod ? -1 : 1));
}

function begin(entry: TraceEntry): Draft {
  return { node: nodeOf(entry), segments: [], ...look(entry), sinceMs: entry.atMs, isOld: entry.by === 'topology' };
}

function advance(draft: Draft, entry: TraceEntry): void {
  const { state, status } = look(entry);
  if (nodeOf(entry) !== '') draft.node = nodeOf(entry);
  if (state === draft.state && status === draft.status) return;
  close(draft, entry.atMs);
  draft.state = state;
  draft.status = status;
  draft.sinceMs = entry.atMs;
}

function close(draft: Draft, toMs: number): void {
  const { state, status, sinceMs } = draft;
  if (toMs > sinceMs) draft.segments.push({ fromMs: sinceMs, toMs, state, status });
}

function finish(pod: string, draft: Draft, toMs: number, isGone: boolean): PodBar {
  close(draft, toMs);
  const fromMs = draft.segments[0]?.fromMs ?? draft.sinceMs;
  return { pod, node: draft.node, segments: draft.segments, fromMs, toMs, isOld: draft.isOld, isGone };
}

function nodeOf({ detail }: TraceEntry): string {
  return typeof detail['node'] === 'string' ? detail['node'] : '';
}

function look(entry: TraceEntry): { readonly state: PodState; readonly status: string } {
  const { phase, ready, status } = entry.detail;
  const shown = typeof status === 'string' && status !== '' ? status : String(phase ?? '');
  return { state: stateOf(shown, String(phase ?? ''), ready === true, nodeOf(entry) !== ''), status: shown };
}

const FAILING =
  /BackOff|Err|Error|Failed|Evicted|OOMKilled|Unexpected|Invalid|Deadline|Shutdown|OutOf|Affinity|DiskPressure/;

function stateOf(status: string, phase: string, isReady: boolean, isBound: boolean): PodState {
  if (status === 'Terminating') return 'stopping';
  if (status === 'Unknown' || status === 'NodeLost' || phase === 'Unknown') return 'lost';
  if (phase === 'Failed' || FAILING.test(status)) return 'failing';
  if (phase === 'Succeeded') return 'done';
  if (phase === 'Running') return isReady ? 'ready' : 'running';
  return isBound ? 'starting' : 'pending';
}
