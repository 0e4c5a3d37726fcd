import type { Component, Context, Outcome } from '../component/component.ts';
import type { KubeObject } from '../api/object.ts';
import type { Kind } from '../api/kind.ts';
import { toTimestamp } from '../api/time.ts';
import { contextAt, viewOf } from '../component/testing.ts';
import type { View } from '../component/view.ts';
import {
  StartError,
  type GrpcHealth,
  type HttpOutcome,
  type Image,
  type ImageCatalogue,
  type Process,
  type ProcessState,
  type Reach,
} from '../component/workload.ts';
import type { EventSpec, Write } from '../component/write.ts';
import type { Node, Pod } from '../kinds/types.ts';
import { createKubeletComponents, Machine, Machines, type KubeletTimings, type MachineFacts } from './index.ts';
import { DEFAULT_TIMINGS } from './timings.ts';

const START_MS = 1664755200000;

/** The one index the kubelet asks for. */
const INDEXES = {
  Pod: { node: (pod: Pod) => [pod.spec.nodeName ?? ''] },
  Service: {},
};

/** A worker with 1 CPU and 1 GiB, as the tests use it. */
export function testFacts(changes: Partial<MachineFacts> = {}): MachineFacts {
  return {
    name: 'w1',
    address: '192.168.1.101',
    labels: { 'kubernetes.io/hostname': 'w1' },
    capacity: { cpu: '1', memory: '1Gi', pods: '110' },
    allocatable: { cpu: '1', memory: '900Mi', pods: '110' },
    podAddresses: { blocks: ['172.16.1.0/26'], reserved: 1 },
    system: {
      architecture: 'amd64',
      containerRuntimeVersion: 'containerd://1.6.7',
      kernelVersion: '3.10',
      kubeProxyVersion: 'v1.25.0',
      kubeletVersion: 'v1.25.0',
      machineID: 'm',
      operatingSystem: 'linux',
      osImage: 'CentOS Linux 7 (Core)',
      systemUUID: 's',
    },
    ...changes,
  };
}

/** Plain servers and small programs: `sleep N`, `exit M`, `trap` (ends 0 on TERM), `missing` (no such command), anything else runs on. */
export const testImages: ImageCatalogue = {
  find: (name) => (name.startsWith('absent') ? undefined : testImage(name)),
};

function testImage(name: string): Image {
  const reference = `docker.io/library/${name.includes(':') ? name : `${name}:latest`}`;
  return {
    reference,
    id: 'sha256:1234',
    sizeBytes: 60_000_000,
    start: ({ command, args, nowMs }) => {
      const [word = '', value = '0'] = [...command, ...args];
      if (word === 'missing') throw new StartError('exec: "missing": executable file not found in $PATH: unknown');
      return new TestProcess(word, Number(value), nowMs);
    },
  };
}

class TestProcess implements Process {
  readonly #word: string;
  readonly #value: number;
  readonly #startMs: number;

  constructor(word: string, value: number, startMs: number) {
    this.#word = word;
    this.#value = value;
    this.#startMs = startMs;
  }

  step({ nowMs, log }: { nowMs: number; log: (line: string) => void }): ProcessState {
    if (this.#word === 'exit') {
      log(`exiting ${this.#value}`);
      return { running: false, exitCode: this.#value };
    }
    if (this.#word !== 'sleep') return { running: true };
    const endMs = this.#startMs + this.#value * 1000;
    return nowMs >= endMs ? { running: false, exitCode: 0 } : { running: true, wakeAtMs: endMs };
  }

  signal(signal: string): ProcessState {
    if (signal === 'KILL') return { running: false, exitCode: 137 };
    if (this.#word === '' || this.#word === 'trap') return { running: false, exitCode: 0 };
    return { running: true };
  }

  exec(command: readonly string[], stdin: string | undefined) {
    const [word = '', value = '0'] = command;
    const tookMs = word === 'sleep' ? Number(value) * 1000 : 0;
    return { exitCode: word === 'false' ? 1 : 0, stdout: `${word}${stdin ?? ''}`, stderr: '', tookMs };
  }

  serve() {
    return { status: 200, headers: {}, body: 'hello' };
  }

  listens(port: number): boolean {
    return port === 80;
  }

  copy(): Process {
    return this;
  }
}

/** One node's components over a handful of objects: an API without rules and a clock, enough to see what a kubelet says and does. */
export class TestNode {
  readonly machines: Machines;
  readonly events: (EventSpec & { readonly atMs: number })[] = [];
  readonly writes: (Write & { readonly atMs: number })[] = [];
  readonly #objects = new Map<string, KubeObject>();
  readonly #components: readonly Component[];
  readonly #memories = new Map<string, unknown>();
  readonly #shared = new Map<string, unknown>();
  readonly #dueMs = new Map<string, number>();
  readonly #down = new Set<string>();
  /** Keys reconciled so far. */
  turns = 0;
  /** What HTTP probes get. */
  httpStatus = 200;
  /** What gRPC probes get. */
  grpcHealth: GrpcHealth | undefined;
  nowMs: number = START_MS;
  random: Context['random'] = () => 0;

  constructor(
    timings: Partial<KubeletTimings> = {},
    facts: MachineFacts = testFacts(),
    images: ImageCatalogue = testImages,
  ) {
    this.machines = new Machines({ nowMs: () => this.nowMs, reach: () => this.#reach });
    this.machines.add(new Machine(facts));
    this.#components = createKubeletComponents({
      machines: this.machines,
      images,
      reach: () => this.#reach,
      timings: { ...DEFAULT_TIMINGS, ...timings },
    });
    for (const component of this.#components) this.start(component.process);
  }

  get machine(): Machine {
    return this.machines.of('w1');
  }

  get view(): View {
    const kinds = Object.entries(INDEXES).map(
      ([kind, indexes]) => ({ kind, group: '', schema: kind, indexes }) as unknown as Kind,
    );
    return viewOf([...this.#objects.values()], kinds);
  }

  /** Stores an object as the API server would and lets the node hear of it. */
  put(object: KubeObject): void {
    const key = keyFor(object);
    const old = this.#objects.get(key);
    const creationTimestamp = object.metadata.creationTimestamp ?? toTimestamp(this.nowMs);
    const stored = {
      ...object,
      metadata: { ...object.metadata, uid: object.metadata.uid ?? `uid-${object.metadata.name}`, creationTimestamp },
    };
    this.#objects.set(key, stored);
    this.#tell({
      type: old === undefined ? 'ADDED' : 'MODIFIED',
      object: stored,
      ...(old === undefined ? {} : { old }),
    });
  }

  remove(object: KubeObject): void {
    this.#objects.delete(keyFor(object));
    this.#tell({ type: 'DELETED', object });
  }

  pod(name = 'p'): Pod | undefined {
    return this.#objects.get(`Pod default/${name}`) as Pod | undefined;
  }

  node(): Node | undefined {
    return this.#objects.get('Node /w1') as Node | undefined;
  }

  delete(name = 'p', graceSeconds = 30): void {
    const pod = this.pod(name);
    if (pod === undefined) return;
    const deletionTimestamp = toTimestamp(this.nowMs + graceSeconds * 1000);
    this.put({ ...pod, metadata: { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: graceSeconds } });
  }

  stop(process: string): void {
    this.#down.add(process);
    this.machine.stopProcess(process, this.nowMs);
    for (const component of this.#components.filter((one) => one.process === process)) {
      for (const key of this.#dueMs.keys()) if (key.startsWith(`${component.name}|`)) this.#dueMs.delete(key);
      for (const key of this.#memories.keys()) if (key.startsWith(`${component.name}|`)) this.#memories.delete(key);
      this.#shared.delete(component.name);
    }
  }

  start(process: string): void {
    this.#down.delete(process);
    this.machine.startProcess(process);
    for (const component of this.#components.filter((one) => one.process === process)) {
      for (const key of component.startKeys?.(this.view, 'w1') ?? []) this.wake(component.name, key);
    }
  }

  wake(component: string, key: string, atMs: number = this.nowMs): void {
    const found = this.#components.find((one) => one.name === component);
    if (found !== undefined && !this.#down.has(found.process)) this.#dueMs.set(`${component}|${key}`, atMs);
  }

  /** Passes time; everything due happens in order. */
  run(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let steps = 0; ; steps++) {
      if (steps > 200_000) throw new Error('the node does not settle');
      const next = [...this.#dueMs].reduce<readonly [string, number] | undefined>(
        (a, b) => (a === undefined || b[1] < a[1] ? b : a),
        undefined,
      );
      if (next === undefined || next[1] > untilMs) break;
      this.nowMs = Math.max(this.nowMs, next[1]);
      this.#dueMs.delete(next[0]);
      this.#turn(next[0]);
    }
    this.nowMs = untilMs;
  }

  /** Reconciles one key again at once. */
  again(component: string, key: string): Outcome {
    const found = this.#components.find((one) => one.name === component);
    if (found === undefined) throw new Error(`no component ${component}`);
    return found.reconcile(key, this.view, this.#context(component, key));
  }

  #context(component: string, key: string): Context {
    const memory = this.#memories.get(`${component}|${key}`);
    return contextAt({
      nowMs: this.nowMs,
      memory,
      shared: this.#shared.get(component),
      node: 'w1',
      random: (bound) => this.random(bound),
    });
  }

  #turn(due: string): void {
    const [component = '', key = ''] = due.split('|');
    this.turns += 1;
    const outcome = this.again(component, key);
    if (outcome.memory === null) this.#memories.delete(due);
    else if (outcome.memory !== undefined) this.#memories.set(due, outcome.memory);
    if (outcome.shared !== undefined) this.#shared.set(component, outcome.shared);
    if (outcome.requeueAfterMs !== undefined) this.wake(component, key, this.nowMs + outcome.requeueAfterMs);
    for (const write of outcome.writes) this.#perform(write);
    for (const signal of outcome.signals ?? []) this.wake(signal.component, signal.key);
  }

  #perform(write: Write): void {
    if (write.verb === 'event') {
      this.events.push({ ...write.event, atMs: this.nowMs });
      return;
    }
    this.writes.push({ ...write, atMs: this.nowMs });
    if (write.verb === 'create') this.put({ status: {}, ...write.object } as KubeObject);
    else if (write.verb === 'update') this.put(write.object);
    else if (write.verb === 'patch') this.#patch(write);
    else if (write.verb === 'delete') {
      const object = this.#objects.get(`${write.kind} ${write.namespace ?? ''}/${write.name}`);
      if (object !== undefined) this.remove(object);
    }
  }

  #patch({ kind, namespace, name, patch }: Extract<Write, { verb: 'patch' }>): void {
    const object = this.#objects.get(`${kind} ${namespace ?? ''}/${name}`) as Pod | undefined;
    if (object === undefined) return;
    const { status } = patch as { readonly status: Readonly<Record<string, unknown>> };
    const merged = Object.entries({ ...object.status, ...status }).filter(([, value]) => value !== null);
    this.put({ ...object, status: Object.fromEntries(merged) } as KubeObject);
  }

  #tell(change: { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject; old?: KubeObject }): void {
    for (const component of this.#components) {
      for (const watch of component.watches.filter((one) => one.kind === change.object.kind)) {
        if (watch.nodeOf?.(change.object) !== 'w1') continue;
        for (const key of watch.keys(change, this.view)) this.wake(component.name, key);
      }
    }
  }

  readonly #reach: Reach = {
    http: (_source, { host, port }): HttpOutcome => {
      if (this.machines.at(host, port) === undefined) return { outcome: 'refused', why: 'closed', address: host };
      return {
        outcome: 'answered',
        response: { status: this.httpStatus, headers: {}, body: 'ok' },
        by: 'p',
        address: host,
      };
    },
    tcp: (_source, host, port) => {
      if (this.machines.at(host, port) === undefined) return { outcome: 'refused', why: 'closed', address: host };
      return { outcome: 'connected', by: 'p', address: host };
    },
    health: (_source, host, port) => (this.machines.at(host, port) === undefined ? undefined : this.grpcHealth),
    resolve: (_source, name) => ({ outcome: 'nxdomain', name, server: '10.96.0.10' }),
    records: (_source, _type, name) => ({ outcome: 'nxdomain', name, server: '10.96.0.10' }),
    ping: (_source, host) => ({ outcome: 'connected', by: 'p', address: host }),
  };
}

function keyFor({ kind, metadata: { namespace = '', name } }: KubeObject): string {
  return `${kind} ${namespace}/${name}`;
}

/** A pod bound to w1, as the API server would have stored it. */
export function testPod(spec: Partial<Pod['spec']> = {}, name = 'p'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: `uid-${name}` },
    spec: {
      containers: [{ name: 'c', image: 'nginx', imagePullPolicy: 'Always' }],
      nodeName: 'w1',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      ...spec,
    },
    status: {
      phase: 'Pending',
      qosClass: 'BestEffort',
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2022-10-03T00:00:00Z' }],
    },
  };
}
