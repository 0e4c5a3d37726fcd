import type { ApiAnswers } from './network/reach/api-over-http.ts';
import type { Client } from './api/client.ts';
import { type Kind, kindId } from './api/kind.ts';
import type { KubeObject } from './api/object.ts';
import { type ApiFault, ApiServer, type WrongAnswer } from './api/server.ts';
import { StatusError } from './api/status-error.ts';
import { ToldChange } from './api/told-change.ts';
import { parseTimestamp } from './api/time.ts';
import { clientFor } from './api/user-client.ts';
import type { Component } from './component/component.ts';
import { EventRecorder } from './component/recorder.ts';
import { Runner } from './component/runner.ts';
import { newStoredOnlyFields } from './coverage/coverage.ts';
import type { View } from './component/view.ts';
import type { ConnectOutcome, HttpOutcome, HttpTarget, Reach, Source } from './component/workload.ts';
import { assemble, type Parts } from './assembly.ts';
import type { LoopLimits } from './kernel/budget.ts';
import { Loop, type Order } from './kernel/loop.ts';
import { Random } from './kernel/random.ts';
import { Trace } from './kernel/trace.ts';
import type { Machines } from './kubelet/index.ts';
import { LeaderElection } from './leader-election.ts';
import type { Metrics } from './metrics.ts';
import { withPatience } from './api/patient-client.ts';
import { PodRuntime } from './pod-runtime.ts';
import { bootObjects } from './topology/boot.ts';
import type { Topology } from './topology/topology.ts';

export interface ClusterOptions {
  readonly seed: string;
  /** 'explore' lets the seed choose whose turn it is; default 'fair'. */
  readonly order?: Order;
  readonly limits?: Partial<LoopLimits>;
  /** What stands around each component: watch delays, observers, deliberate mistakes of tests. Absent: nothing. */
  readonly around?: (component: Component) => Component;
}

/** How long a cluster has been running when a scenario begins. */
const BOOT_MS = 120_000;

/** What asking a cluster for something costs of its budget, in turns: somebody who asks for ever is stopped too. */
const CALL_STEPS = 100;

/** Not a component: it has no queue, it only answers. */
const API_SERVER = 'kube-apiserver';

/** Started clusters by topology: every other cluster of the topology begins as a copy. */
const started = new WeakMap<Topology, Cluster>();

/**
 * A whole Kubernetes cluster in virtual time. All of its state is data, so that a scenario begins with a copy of a cluster that has been
 * started once; everything after that follows from the seed.
 */
export class Cluster {
  readonly topology: Topology;
  readonly seed: string;
  readonly trace: Trace;
  readonly api: ApiServer;
  readonly view: View;
  /** Logs, exec and files of pods. */
  readonly runtime: PodRuntime;
  /** What the API server does wrong while it runs (engine/faults/api-faults.ts); undefined: nothing. */
  apiFault: ApiFault | undefined;
  readonly #options: ClusterOptions;
  readonly #loop: Loop;
  readonly #runner: Runner;
  readonly #recorder: EventRecorder;
  readonly #parts: Parts;
  readonly #startMs: number;
  readonly #storedOnly = new Set<string>();
  /** Where the topology has leader election. */
  readonly #election: LeaderElection | undefined;
  #apiStopped = false;
  /** Who answers requests that reach an API server over the cluster's network; undefined: only its probes are answered. */
  apiAnswers: ApiAnswers | undefined;

  private constructor(topology: Topology, options: ClusterOptions, startMs: number) {
    this.topology = topology;
    this.#options = options;
    this.seed = options.seed;
    this.#startMs = startMs;
    const random = new Random(`${options.seed}`);
    this.trace = new Trace(parseTimestamp(topology.startTime));
    this.#loop = new Loop(startMs, random.fork('order'), options.order, options.limits);
    const parts = assemble({
      topology,
      random,
      nowMs: () => this.#loop.nowMs,
      api: () => this.api,
      isRunning: (p, node) => this.isRunning(p, node),
      sharedOf: (name) => this.#runner.sharedOf(name),
      mark: (text, detail) => this.mark(text, detail),
      apiAnswers: () => this.apiAnswers,
    });
    this.#parts = parts;
    this.api = new ApiServer({
      kinds: parts.kinds,
      admission: parts.admission,
      authorize: (request) => parts.authorize(request),
      random: random.fork('names'),
      trace: this.trace,
      nowMs: () => this.#loop.nowMs,
      live: (kind) => parts.live(kind),
      onUserWrite: (kind, written, old) => this.#noteStoredOnly(kind, written, old),
    });
    this.view = this.api.objects;
    this.#recorder = new EventRecorder(this.api, () => this.#loop.nowMs);
    this.#runner = new Runner({
      loop: this.#loop,
      server: this.api,
      view: this.view,
      trace: this.trace,
      random: random.fork('components'),
      recorder: this.#recorder,
    });
    const { around = (component: Component) => component } = options;
    for (const component of parts.components) this.#runner.add(around(component));
    for (const node of topology.nodes) this.#runner.addNode(node.name);
    this.runtime = new PodRuntime({
      view: this.view,
      machines: parts.machines,
      nowMs: () => this.#loop.nowMs,
      reach: () => this.reach,
      advance: (ms) => this.advance(ms),
      signal: (node, signals) => {
        for (const { component, key } of signals) this.#runner.poke(component, key, node);
      },
    });
    this.#election = topology.leaderElection ? this.#elect(random) : undefined;
    this.api.objects.watch((change) => parts.onChange(change));
    this.api.gate = (...call) => this.#apiDown() ?? this.apiFault?.(...call);
  }

  /** A cluster of this topology at the moment a scenario begins. */
  static start(topology: Topology, options: ClusterOptions): Cluster {
    const template = started.get(topology) ?? Cluster.#boot(topology);
    const cluster = new Cluster(topology, options, template.nowMs);
    cluster.#adopt(template);
    cluster.#introduce();
    return cluster;
  }

  /**
   * A cluster of its own in the same state, with the same past: what happens in one of them no longer concerns the other. What was put around
   * it (`apiFault`) stays with the original.
   * @throws Error where a container's process is in the middle of something that cannot be copied
   */
  copy(): Cluster {
    const cluster = new Cluster(this.topology, this.#options, this.nowMs);
    cluster.#adopt(this);
    cluster.trace.adopt(this.trace);
    for (const field of this.#storedOnly) cluster.#storedOnly.add(field);
    return cluster;
  }

  /** Virtual time, milliseconds since the epoch. */
  get nowMs(): number {
    return this.#loop.nowMs;
  }

  /** Virtual milliseconds since the scenario began. */
  get elapsedMs(): number {
    return this.#loop.nowMs - parseTimestamp(this.topology.startTime);
  }

  /** Keys processed so far, a measure of work. */
  get steps(): number {
    return this.#loop.steps;
  }

  /** Fields that users wrote and nothing acts on, by kind and path: `Pod spec.hostIPC`. Sorted. */
  get storedOnly(): readonly string[] {
    return [...this.#storedOnly].sort();
  }

  get machines(): Machines {
    return this.#parts.machines;
  }

  /** The simulated load of pods, and what a metrics server says of it. */
  get metrics(): Metrics {
    return this.#parts.metrics;
  }

  get reach(): Reach {
    return this.#parts.reach;
  }

  /** The API as the cluster's administrator, or as somebody else. `by` names the caller in the trace. */
  client(
    by = 'kubectl',
    user = 'kubernetes-admin',
    groups: readonly string[] = ['system:masters', 'system:authenticated'],
  ): Client {
    return withPatience(clientFor(this.api, user, groups, by), this.api.objects, () => this.settleNow());
  }

  /** Lets everything happen that is due at this instant. */
  settleNow(): void {
    this.#loop.spend(CALL_STEPS);
    this.#loop.runUntilIdle();
  }

  /**
   * Limits the work from here on, until the next grant: something that waits for ever ends in a HotLoopError that names the last keys. Two
   * million turns are about a week of a small cluster, or some twenty seconds of a machine; the course's longest scenario takes 2000.
   */
  grantBudget(steps = 2_000_000): void {
    this.#loop.grant(steps);
  }

  /** Turns that the latest grant still gives; Infinity without one. */
  get budgetLeft(): number {
    return this.#loop.budgetLeft;
  }

  /** Passes virtual time. */
  advance(ms: number): void {
    this.#loop.spend(CALL_STEPS);
    this.#loop.runUntil(this.#loop.nowMs + ms);
  }

  /** Passes time until `done` holds, asked after every instant; false when `timeoutMs` have passed without it. */
  waitUntil(done: () => boolean, timeoutMs: number): boolean {
    const deadlineMs = this.#loop.nowMs + timeoutMs;
    this.#loop.spend(CALL_STEPS);
    for (;;) {
      this.#loop.runUntilIdle();
      if (done()) return true;
      const next = this.#loop.nextTimerMs();
      if (next === undefined || next > deadlineMs) break;
      this.#loop.stepTo(next);
    }
    this.#loop.runUntil(deadlineMs);
    return done();
  }

  isRunning(process: string, node = ''): boolean {
    if (process === API_SERVER && node === '') return !this.#apiStopped;
    return this.#isWaiting(process, node) || this.#runner.isRunning(process, node);
  }

  /** Stops a process ('kube-scheduler', or 'kubelet' on a node). */
  stop(process: string, node = ''): void {
    this.#fault('stop', process, node);
    if (process === API_SERVER) this.#stopApi();
    else {
      if (this.#elects(process, node)) this.#election?.stop(process);
      this.#runner.stop(process, node);
    }
    this.#parts.onStop(process, node);
  }

  /** Starts it again. With leader election the scheduler and the controller manager work when their old lease has run out. */
  start(process: string, node = ''): void {
    this.#fault('start', process, node);
    this.#parts.onStart(process, node);
    if (process === API_SERVER) this.#startApi();
    else if (!this.isRunning(process, node)) this.#launch(process, node);
  }

  /** Names of the processes that can be stopped, of the control plane ('') or a node. */
  processes(node = ''): readonly string[] {
    return node === '' ? [...new Set([API_SERVER, ...this.#runner.processes()])] : this.#runner.processes(node);
  }

  /** Makes a component look at a key of its own now: how a fault at a machine gets noticed. */
  poke(component: string, key: string, node = ''): void {
    this.#runner.poke(component, key, node);
  }

  /** Every running component looks at all it watches once more, as an informer's resync makes it; a settled cluster writes nothing. */
  resync(): void {
    this.#runner.resync();
  }

  /** What a component keeps for all its keys. */
  sharedOf(component: string, node = ''): unknown {
    return this.#runner.sharedOf(component, node);
  }

  /** One HTTP request; time-outs pass as virtual time. */
  http(source: Source, target: HttpTarget, timeoutMs = 30_000): HttpOutcome {
    const outcome = this.reach.http(source, target);
    if (outcome.outcome === 'timeout') this.advance(timeoutMs);
    return outcome;
  }

  /** Opens and closes one TCP connection; time-outs pass as virtual time. */
  connect(source: Source, host: string, port: number, timeoutMs = 30_000): ConnectOutcome {
    const outcome = this.reach.tcp(source, host, port);
    if (outcome.outcome === 'timeout') this.advance(timeoutMs);
    return outcome;
  }

  /** Writes a line of the scenario itself into the trace: a step, a remark. */
  mark(text: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.trace.add(this.#loop.nowMs, 'scenario', 'marker', text, detail);
  }

  #stopApi(): void {
    if (!this.#apiStopped) this.#election?.apiStopped();
    this.#apiStopped = true;
  }

  #startApi(): void {
    this.#apiStopped = false;
    this.#election?.apiStarted();
  }

  #launch(process: string, node: string): void {
    if (this.#elects(process, node)) this.#election?.start(process);
    else this.#runner.start(process, node);
  }

  #elects(process: string, node: string): boolean {
    return node === '' && this.#election?.holds(process) === true && this.#runner.processes().includes(process);
  }

  #isWaiting(process: string, node: string): boolean {
    return node === '' && this.#election?.isWaiting(process) === true;
  }

  #elect(random: Random): LeaderElection {
    const host = this.topology.nodes.find(({ controlPlane }) => controlPlane)?.name ?? this.topology.name;
    return new LeaderElection({
      loop: this.#loop,
      server: this.api,
      recorder: this.#recorder,
      random: random.fork('leader election'),
      host,
      isServing: () => !this.#apiStopped,
      lead: (process) => this.#runner.start(process),
      quit: (process) => this.#runner.stop(process),
      isLeading: (process) => this.#runner.processes().includes(process) && this.#runner.isRunning(process),
    });
  }

  #fault(verb: 'stop' | 'start', process: string, node: string): void {
    if (!this.processes(node).includes(process)) {
      const known = this.processes(node).join(', ');
      throw new Error(`no process is named ${process}${node === '' ? '' : ` on ${node}`}; there are: ${known}`);
    }
    this.trace.add(this.#loop.nowMs, 'scenario', 'fault', node === '' ? process : `${process}@${node}`, {
      verb,
      process,
      node,
    });
  }

  #noteStoredOnly(kind: Kind, written: KubeObject, old: KubeObject | undefined): void {
    const id = kindId(kind);
    for (const path of newStoredOnlyFields(id, written, old)) this.#storedOnly.add(`${id} ${path}`);
  }

  #apiDown(): WrongAnswer | undefined {
    if (!this.#apiStopped) return undefined;
    return { error: new StatusError(503, 'ServiceUnavailable', 'the API server is down'), isStored: false };
  }

  static #boot(topology: Topology): Cluster {
    const startMs = parseTimestamp(topology.startTime);
    const cluster = new Cluster(topology, { seed: `boot ${topology.name}` }, startMs - BOOT_MS);
    bootObjects(cluster.api, topology);
    for (const process of cluster.#runner.processes()) cluster.#launch(process, '');
    for (const node of topology.nodes)
      for (const process of cluster.#runner.processes(node.name)) cluster.#runner.start(process, node.name);
    cluster.#loop.runUntil(startMs);
    started.set(topology, cluster);
    return cluster;
  }

  #adopt(template: Cluster): void {
    this.api.adopt(template.api);
    this.#loop.adopt(template.#loop);
    this.#runner.adopt(template.#runner);
    this.#recorder.adopt(template.#recorder);
    if (template.#election !== undefined) this.#election?.adopt(template.#election);
    this.#parts.adopt(template.#parts);
  }

  /** The trace begins with what is there. */
  #introduce(): void {
    for (const id of ['Node', 'Pod']) {
      const kind = this.api.registry.get(id);
      for (const object of this.view.list(id))
        this.trace.tell(this.#startMs, 'topology', 'change', new ToldChange('ADDED', kind, object));
    }
  }
}

export type { Component };
