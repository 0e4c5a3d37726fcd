import { Cluster, type KubeObject, type Node, type Pod, type ReplicaSet } from '../../engine/index.ts';
import { splitWords } from '../../kubectl/command-line/words.ts';
import { topology } from '../../scenarios/topologies.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import type { OracleCase, OracleStep } from './oracle-case.ts';
import { recordedState } from './oracle-state.ts';

/** What a replay writes: the shape of the golden files. */
export interface Replay {
  readonly case: string;
  readonly steps: readonly object[];
  readonly trace: readonly object[];
}

/** Settled: this long without a visible change; and the most it may take (oracle/README.md). */
const QUIET_MS = 2500;
const MAX_SETTLE_MS = 60_000;

/** The recordings were made with `true` for an editor. */
const UNCHANGED = (text: string): string => text;

const VISIBLE: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'Endpoints',
  'Service',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Namespace',
]);

/** Plays a case on a fresh cluster of its kind. */
export function replayCase(oracle: OracleCase, seed = '1'): Replay {
  const cluster = Cluster.start(topology(`oracle-${oracle.nodes}`), { seed: `${seed} ${oracle.name}` });
  const player = new CasePlayer(cluster);
  const steps = oracle.steps.map((step) => player.play(step));
  return { case: oracle.name, steps, trace: player.trace };
}

/** Plays the steps of one case on a cluster and keeps the trace. Whoever runs the commands by another kubectl asks `filled` for their words. */
export class CasePlayer {
  readonly trace: object[] = [];
  readonly #cluster: Cluster;
  readonly #session: Session;
  readonly #files = new MemoryFiles();
  readonly #startMs: number;
  /** What each node showed last: heartbeats that show nothing new are not traced. */
  readonly #shown = new Map<string, string>();
  #changedMs: number;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#session = new Session(cluster, this.#files);
    this.#startMs = cluster.nowMs;
    this.#changedMs = cluster.nowMs;
    for (const node of cluster.view.list<Node>('Node'))
      this.#shown.set(node.metadata.name, JSON.stringify(nodeFacts(node)));
    cluster.api.objects.watch((change) => {
      if (VISIBLE.has(change.bucket)) this.#changedMs = cluster.nowMs;
      this.#record(change.type, change.item);
    });
  }

  play(step: OracleStep): object {
    const done = this.#play(step);
    this.#cluster.settleNow();
    return done;
  }

  #play(step: OracleStep): object {
    if ('run' in step) return this.#run(step.run, step.stdin);
    if ('file' in step) {
      for (const [name, text] of Object.entries(step.file)) this.#files.write(name, text);
      return step;
    }
    if ('settle' in step) {
      this.#settle();
      return { settle: true, at: this.#at() };
    }
    if ('wait' in step) {
      this.#cluster.advance(step.wait * 1000);
      return { wait: step.wait, at: this.#at() };
    }
    if ('state' in step) return { state: recordedState(this.#cluster, step.state) };
    const { verb, process, node } = step.fault;
    if (verb === 'stop') this.#cluster.stop(process, node);
    else this.#cluster.start(process, node);
    return { fault: { [verb]: process, ...(node === '' ? {} : { node }) }, at: this.#at() };
  }

  #run(line: string, stdin: string | undefined): object {
    const words = splitWords(this.filled(line), { isPlain: true });
    if ('refused' in words) return { run: line, exit: 2, stdout: '', stderr: `seatrial: ${words.refused}\n` };
    const result = this.#session.kubectl(words.words, { editor: UNCHANGED, ...(stdin === undefined ? {} : { stdin }) });
    return { run: line, exit: result.exit, stdout: result.stdout, stderr: result.stderr };
  }

  #settle(): void {
    const deadlineMs = this.#cluster.nowMs + MAX_SETTLE_MS;
    this.#changedMs = this.#cluster.nowMs;
    this.#cluster.settleNow();
    while (this.#cluster.nowMs < deadlineMs) {
      const quietAtMs = Math.min(this.#changedMs + QUIET_MS, deadlineMs);
      if (quietAtMs <= this.#cluster.nowMs) return;
      const before = this.#changedMs;
      this.#cluster.advance(quietAtMs - this.#cluster.nowMs);
      if (this.#changedMs === before) return;
    }
  }

  /** `{{pod app=web 0}}`: the first pod by name, in any namespace; `{{rs app=web 0}}`: the oldest ReplicaSet. What is being deleted does not count. */
  filled(line: string): string {
    return line.replace(/\{\{(pod|rs) (\S+) (\d+)\}\}/g, (_all, what: string, selector: string, index: string) => {
      const kind = what === 'pod' ? 'Pod' : 'ReplicaSet';
      const { items } = this.#cluster.client('oracle').list(kind, { labelSelector: selector });
      const living = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      const sorted = what === 'pod' ? byName(living) : byAge(living);
      return sorted[Number(index)]?.metadata.name ?? 'NONE';
    });
  }

  #recordNode(base: object, node: Node): void {
    const facts = nodeFacts(node);
    const text = JSON.stringify(facts);
    if (this.#shown.get(node.metadata.name) === text) return;
    this.#shown.set(node.metadata.name, text);
    this.trace.push({ ...base, ...facts });
  }

  #at(): number {
    return Math.round((this.#cluster.nowMs - this.#startMs) / 100) / 10;
  }

  #record(ev: string, object: KubeObject): void {
    const { namespace: ns, name } = object.metadata;
    const base = { t: this.#at(), ev, kind: object.kind, ns, name };
    if (object.kind === 'ReplicaSet') this.trace.push({ ...base, want: (object as ReplicaSet).spec.replicas });
    else if (object.kind === 'Node') this.#recordNode(base, object as Node);
    else if (object.kind === 'Pod')
      this.trace.push({ ...base, phase: (object as Pod).status.phase, node: (object as Pod).spec.nodeName });
  }
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

function byName(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.toSorted((a, b) => compare(a.metadata.name, b.metadata.name));
}

/** Of one second: in the order in which the API lists them. */
function byAge(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.toSorted((a, b) => compare(a.metadata.creationTimestamp, b.metadata.creationTimestamp));
}

function nodeFacts(node: Node): object {
  const ready = node.status.conditions?.find((condition) => condition.type === 'Ready');
  return {
    ready: ready?.status,
    reason: ready?.reason,
    unsched: node.spec.unschedulable ?? false,
    taints: (node.spec.taints ?? []).map((taint) => `${taint.key}:${taint.effect}`).join(','),
  };
}
