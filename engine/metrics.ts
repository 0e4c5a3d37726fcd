import { controllerOf, type KubeObject } from './api/object.ts';
import { milliValue } from './api/quantity.ts';
import { parseTimestamp } from './api/time.ts';
import type { MetricSample, MetricsReader } from './component/metrics.ts';
import type { View } from './component/view.ts';
import { isPodReady } from './kinds/core/pod-facts.ts';
import type { Usage } from './kinds/metrics/metrics.ts';
import { strainOfContainer } from './kubelet/images/index.ts';
import type { Container, Deployment, Pod } from './kinds/types.ts';

/** Metrics are taken at whole quarters of a minute, of containers that have run through the one before (metrics-server's resolution). */
const RESOLUTION_MS = 15_000;
/** What a sample says of itself. */
const WINDOW_MS = 30_000;
const MEBI = 2 ** 20;

/** Where everybody installs it. */
export const METRICS_SERVER = { namespace: 'kube-system', name: 'metrics-server' };

/** In thousandths, as all of these: what a container takes by itself that was made to take something. */
function strainOn(container: Container, metric: string): number {
  const strain = strainOfContainer(container);
  if (strain === undefined) return 0;
  if (metric === 'memory') return strain.memoryBytes * 1000;
  return metric === 'cpu' ? strain.cpuMilli : 0;
}

/** What a container takes that has nothing to do, and a machine's own processes. */
const IDLE: Readonly<Record<string, number>> = { cpu: 1, memory: 8 * MEBI * 1000 };
const MACHINE: Readonly<Record<string, number>> = { cpu: 100, memory: 400 * MEBI * 1000 };

/** Whose load it is. What is set on a workload is divided over its ready pods; on a pod it is the pod's. */
export interface LoadTarget {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Which container of the pods takes it; default: the first. */
  readonly container?: string;
}

/** A quantity, or one that moves: straight lines between points, the last one stays. */
export type LoadCurve = string | readonly { readonly afterMs: number; readonly value: string }[];

/** By metric: `cpu`, `memory`, or a metric of the application's own. */
export type Load = Readonly<Record<string, LoadCurve>>;

interface Point {
  readonly atMs: number;
  readonly milli: number;
}

interface Entry {
  readonly target: LoadTarget;
  readonly metrics: Readonly<Record<string, readonly Point[]>>;
}

/** What was measured when, over how long. */
interface Measured {
  readonly atMs: number;
  readonly windowMs: number;
}

export interface NodeUsage extends Usage, Measured {}

export interface PodUsage extends Measured {
  readonly containers: readonly (Usage & { readonly container: string })[];
}

export interface MetricsParts {
  readonly view: View;
  nowMs(): number;
  /** Tells the trace what a scenario set. */
  told(about: string, load: Load): void;
}

/** Reserved as the target of metrics from outside the cluster. */
const EXTERNAL = 'external';

/**
 * The simulated load and what a metrics server would measure of it. Nothing is stored but what scenarios set: a sample is computed from the
 * load at its time and the pods that are ready now. A cpu limit throttles; a memory limit does nothing here.
 */
export class Metrics implements MetricsReader {
  readonly #parts: MetricsParts;
  #entries: readonly Entry[] = [];

  constructor(parts: MetricsParts) {
    this.#parts = parts;
  }

  /** From now on. Replaces what was set for the same target and container. */
  setLoad(target: LoadTarget, load: Load): void {
    const nowMs = this.#parts.nowMs();
    const metrics = Object.fromEntries(Object.entries(load).map(([metric, curve]) => [metric, pointsOf(curve, nowMs)]));
    const name = nameOf(target);
    this.#entries = [...this.#entries.filter((entry) => nameOf(entry.target) !== name), { target, metrics }];
    this.#parts.told(name, load);
  }

  /** A metric that comes from outside the cluster, for autoscalers of this namespace. */
  setExternal(namespace: string, metric: string, curve: LoadCurve): void {
    this.setLoad({ kind: EXTERNAL, namespace, name: metric }, { [metric]: curve });
  }

  adopt(other: Metrics): void {
    this.#entries = other.#entries;
  }

  serves(api: 'resource' | 'custom' | 'external'): boolean {
    if (api === 'external') return this.#entries.some(({ target }) => target.kind === EXTERNAL);
    const inside = this.#entries.filter(({ target }) => target.kind !== EXTERNAL);
    if (api === 'resource') return inside.length > 0 || this.#hasServer();
    return inside.some(({ metrics }) => Object.keys(metrics).some((metric) => !(metric in IDLE)));
  }

  ofPod(namespace: string, name: string, metric: string): MetricSample | undefined {
    const pod = this.#parts.view.get<Pod>('Pod', namespace, name);
    const atMs = this.#tick();
    if (pod === undefined || !wasRunning(pod, atMs - RESOLUTION_MS)) return undefined;
    if (!(metric in IDLE) && !this.#loadsOn(pod).some(({ metrics }) => metric in metrics)) return undefined;
    const milli = pod.spec.containers.reduce((sum, one) => sum + this.#ofContainer(pod, one, metric, atMs), 0);
    return { milli, atMs, windowMs: WINDOW_MS };
  }

  ofObject(kind: string, namespace: string, name: string, metric: string): MetricSample | undefined {
    const entry = this.#entries.find(({ target }) => nameOf(target) === nameOf({ kind, namespace, name }));
    const points = entry?.metrics[metric];
    const atMs = this.#tick();
    return points === undefined ? undefined : { milli: valueAt(points, atMs), atMs, windowMs: WINDOW_MS };
  }

  external(namespace: string, metric: string): MetricSample | undefined {
    return this.ofObject(EXTERNAL, namespace, metric, metric);
  }

  /** The sample of a pod; undefined without a metrics server and before the first one. */
  podUsage(namespace: string, name: string): PodUsage | undefined {
    const pod = this.#parts.view.get<Pod>('Pod', namespace, name);
    const atMs = this.#tick();
    if (!this.serves('resource') || pod === undefined || !wasRunning(pod, atMs - RESOLUTION_MS)) return undefined;
    const containers = pod.spec.containers.map((one) => ({
      container: one.name,
      cpuMilli: Math.ceil(this.#ofContainer(pod, one, 'cpu', atMs)),
      memoryBytes: Math.ceil(this.#ofContainer(pod, one, 'memory', atMs) / 1000),
    }));
    return { containers, atMs, windowMs: WINDOW_MS };
  }

  nodeUsage(node: string): NodeUsage | undefined {
    if (!this.serves('resource')) return undefined;
    let cpuMilli = MACHINE['cpu'] ?? 0;
    let memoryMilli = MACHINE['memory'] ?? 0;
    for (const { metadata } of this.#parts.view.by<Pod>('Pod', 'node', node)) {
      cpuMilli += this.ofPod(metadata.namespace ?? '', metadata.name, 'cpu')?.milli ?? 0;
      memoryMilli += this.ofPod(metadata.namespace ?? '', metadata.name, 'memory')?.milli ?? 0;
    }
    const usage = { cpuMilli: Math.ceil(cpuMilli), memoryBytes: Math.ceil(memoryMilli / 1000) };
    return { ...usage, atMs: this.#tick(), windowMs: WINDOW_MS };
  }

  #tick(): number {
    return Math.floor(this.#parts.nowMs() / RESOLUTION_MS) * RESOLUTION_MS;
  }

  #hasServer(): boolean {
    const { namespace, name } = METRICS_SERVER;
    const server = this.#parts.view.get<Deployment>('Deployment', namespace, name);
    return (server?.status.availableReplicas ?? 0) > 0;
  }

  #ofContainer(pod: Pod, container: Container, metric: string, atMs: number): number {
    const isFirst = pod.spec.containers[0]?.name === container.name;
    let milli = (IDLE[metric] ?? 0) + strainOn(container, metric);
    for (const { target, metrics } of this.#loadsOn(pod)) {
      const points = metrics[metric];
      const isTaken = target.container === undefined ? isFirst : target.container === container.name;
      if (points !== undefined && isTaken) milli += valueAt(points, atMs) * this.#share(target, pod);
    }
    const limit = container.resources?.limits?.['cpu'];
    return metric === 'cpu' && limit !== undefined ? Math.min(milli, milliValue(limit)) : milli;
  }

  /** The loads of a pod and of everything that it is part of. */
  #loadsOn(pod: Pod): readonly Entry[] {
    if (this.#entries.length === 0) return [];
    const names = new Set<string>();
    const { namespace = '' } = pod.metadata;
    for (let object: KubeObject | undefined = pod; object !== undefined; object = this.#above(object)) {
      const name = nameOf({ kind: object.kind, namespace, name: object.metadata.name });
      if (names.has(name)) break; // Somebody wrote owners that go round in a ring.
      names.add(name);
    }
    return this.#entries.filter(({ target: { kind, name, namespace: home } }) =>
      names.has(nameOf({ kind, namespace: home, name })),
    );
  }

  #above(object: KubeObject): KubeObject | undefined {
    const owner = controllerOf(object);
    return owner === undefined ? undefined : this.#parts.view.withUid(owner.uid);
  }

  /** How much of a workload's load comes to this pod. */
  #share({ kind, namespace, name }: LoadTarget, pod: Pod): number {
    if (kind === 'Pod') return 1;
    if (!takesRequests(pod)) return 0;
    const owner = this.#parts.view.get(kind, namespace, name);
    return owner === undefined ? 0 : 1 / this.#readyUnder(owner);
  }

  /** Each object counts once, wherever its owners meet again. */
  #readyUnder(owner: KubeObject, seen: Set<KubeObject> = new Set([owner])): number {
    return this.#parts.view.ownedBy(owner.metadata.uid ?? '').reduce((sum, one) => {
      if (seen.has(one)) return sum;
      seen.add(one);
      return sum + (one.kind === 'Pod' ? Number(takesRequests(one as Pod)) : this.#readyUnder(one, seen));
    }, 0);
  }
}

const nameOf = ({ kind, namespace, name, container }: LoadTarget): string =>
  `${kind} ${namespace}/${name}${container === undefined ? '' : ` ${container}`}`;

const takesRequests = (pod: Pod): boolean => isPodReady(pod) && pod.metadata.deletionTimestamp === undefined;

function pointsOf(curve: LoadCurve, nowMs: number): readonly Point[] {
  if (typeof curve === 'string') return [{ atMs: nowMs, milli: milliValue(curve) }];
  return curve
    .map(({ afterMs, value }) => ({ atMs: nowMs + afterMs, milli: milliValue(value) }))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Nothing before the first point. */
function valueAt(points: readonly Point[], atMs: number): number {
  const next = points.findIndex((point) => point.atMs > atMs);
  if (next < 0) return points.at(-1)?.milli ?? 0;
  const [before, after] = [points[next - 1], points[next]];
  if (before === undefined || after === undefined) return 0;
  return before.milli + ((after.milli - before.milli) * (atMs - before.atMs)) / (after.atMs - before.atMs);
}

/** Whether all containers have been running since then: otherwise the metrics server leaves the pod out. */
function wasRunning(pod: Pod, sinceMs: number): boolean {
  const statuses = pod.status.containerStatuses ?? [];
  if (statuses.length === 0) return false;
  return statuses.every(({ state }) => {
    const startedAt = state?.running?.startedAt;
    return startedAt !== undefined && startedAt !== null && parseTimestamp(startedAt) <= sinceMs;
  });
}
