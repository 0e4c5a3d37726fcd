import type { ApiServer } from '../api/server.ts';
import { kindId } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import type { Caller } from '../api/server/core.ts';
import { isStatusError, type StatusError } from '../api/status-error.ts';
import type { Lane } from '../kernel/lane.ts';
import type { Loop } from '../kernel/loop.ts';
import type { Random } from '../kernel/random.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Component, Context, Outcome, Watch } from './component.ts';
import type { EventRecorder } from './recorder.ts';
import type { ObjectChange, View } from './view.ts';
import type { EventSpec, Write } from './write.ts';
import { performWrite } from './perform.ts';

/** A failed key waits 5 ms, doubling, at most 1000 s (workqueue's default item limiter, v1.25). */
const BACKOFF_MS = 5;
const MAX_BACKOFF_MS = 1_000_000;

export interface RunnerOptions {
  readonly loop: Loop;
  readonly server: ApiServer;
  readonly view: View;
  readonly trace: Trace;
  readonly random: Random;
  readonly recorder: EventRecorder;
}

/** What is kept of one key between two reconciles. */
interface KeyRecord {
  readonly memory: unknown;
  readonly failures: readonly StatusError[];
  readonly attempts: number;
  /** How many reconciles of the key drew random numbers. One that draws nothing changes nobody's numbers, so that it may be left out. */
  readonly draws: number;
}

/** A component's watch of one kind, and the component's instances by node ('' for scope 'cluster'). */
interface Subscription {
  readonly watch: Watch;
  readonly instances: ReadonlyMap<string, Instance>;
}

const NO_SUBSCRIPTIONS: readonly Subscription[] = [];
const NO_NOTES: NonNullable<Outcome['notes']> = [];
const NO_SIGNALS: NonNullable<Outcome['signals']> = [];

const FRESH: KeyRecord = { memory: undefined, failures: [], attempts: 0, draws: 0 };
const NO_FAILURES: KeyRecord['failures'] = [];

/** One component, or one node's instance of it, as a worker of the loop. */
class Instance {
  readonly name: string;
  readonly component: Component;
  readonly node: string;
  readonly caller: Caller;
  /** Its queue in the loop: said instead of its name where it counts. */
  lane: Lane | undefined;
  records = new Map<string, KeyRecord>();
  shared: unknown;

  constructor(component: Component, node: string) {
    this.component = component;
    this.node = node;
    this.name = node === '' ? component.name : `${component.name}@${node}`;
    const user = node === '' ? `system:${component.process}` : `system:node:${node}`;
    this.caller = { user, groups: ['system:masters'], by: this.name, manager: component.process, component: true };
  }
}

/** What one reconcile may know besides the world. */
class Turn implements Context {
  readonly nowMs: number;
  readonly failures: readonly StatusError[];
  readonly memory: unknown;
  readonly shared: unknown;
  readonly node: string;
  readonly #instance: Instance;
  readonly #key: string;
  readonly #draws: number;
  readonly #source: Random;
  #random: Random | undefined;

  constructor(nowMs: number, instance: Instance, key: string, record: KeyRecord, source: Random) {
    this.nowMs = nowMs;
    this.failures = record.failures;
    this.memory = record.memory;
    this.shared = instance.shared;
    this.node = instance.node;
    this.#instance = instance;
    this.#key = key;
    this.#draws = record.draws;
    this.#source = source;
  }

  get hasDrawn(): boolean {
    return this.#random !== undefined;
  }

  random(bound: number): number {
    this.#random ??= this.#source.fork(`${this.#instance.name} ${this.#key} ${this.nowMs} ${this.#draws}`);
    return this.#random.below(bound);
  }
}

/** Drives components: wakes their keys, makes their writes as API calls, records their events, and keeps their memory. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #components: Component[] = [];
  readonly #instances = new Map<string, Instance>();
  /** The instances of each component, likewise. */
  readonly #byNode = new Map<Component, Map<string, Instance>>();
  /** The instances of each process on each node (`PROCESS@NODE`), in order of their coming. */
  readonly #processes = new Map<string, Instance[]>();
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #nodes: string[] = [];

  constructor(options: RunnerOptions) {
    this.#options = options;
    options.server.objects.watch((change) => {
      const { item, old, type } = change;
      this.#wake(
        change.bucket,
        type === 'MODIFIED' && old !== undefined ? { type, object: item, old } : { type, object: item },
      );
    });
  }

  /** Adds a component on every node there is (scope 'node') or once, without starting it. */
  add(component: Component): void {
    this.#components.push(component);
    const instances = new Map<string, Instance>();
    this.#byNode.set(component, instances);
    for (const watch of component.watches) {
      const subscriptions = this.#subscriptions.get(watch.kind);
      if (subscriptions === undefined) this.#subscriptions.set(watch.kind, [{ watch, instances }]);
      else subscriptions.push({ watch, instances });
    }
    const nodes = component.scope === 'node' ? this.#nodes : [''];
    for (const node of nodes) this.#install(component, node);
  }

  /** A machine joins: every node component gets an instance there. */
  addNode(node: string): void {
    this.#nodes.push(node);
    for (const component of this.#components) if (component.scope === 'node') this.#install(component, node);
  }

  /** The processes that can be stopped, on this node ('' for the control plane's). */
  processes(node = ''): string[] {
    const scope = node === '' ? 'cluster' : 'node';
    return [...new Set(this.#components.filter((c) => c.scope === scope).map((c) => c.process))];
  }

  isRunning(process: string, node = ''): boolean {
    return this.#of(process, node).some((instance) => !this.#options.loop.isStopped(instance.name));
  }

  /** Stops all components of a process: queues, timers and memory are lost. */
  stop(process: string, node = ''): void {
    for (const instance of this.#of(process, node)) {
      this.#options.loop.stop(instance.name);
      instance.records = new Map();
      instance.shared = undefined;
      this.#options.recorder.forget(instance.component.name, instance.node);
    }
  }

  /** Starts them: each lists what it watches and looks at all of it once. */
  start(process: string, node = ''): void {
    for (const instance of this.#of(process, node)) {
      if (!this.#options.loop.isStopped(instance.name)) continue;
      this.#options.loop.start(instance.name);
      this.#list(instance);
    }
  }

  /** Every running instance looks at all it watches once more. */
  resync(): void {
    for (const instance of this.#instances.values()) {
      if (!this.#options.loop.isStopped(instance.name)) this.#list(instance);
    }
  }

  /** The memory that a component keeps for all its keys (`Outcome.shared`), for those who may look into the process. */
  sharedOf(component: string, node = ''): unknown {
    return this.#instances.get(node === '' ? component : `${component}@${node}`)?.shared;
  }

  /** Makes a key of a component due now. */
  poke(component: string, key: string, node = ''): void {
    this.#options.loop.enqueue(node === '' ? component : `${component}@${node}`, key);
  }

  /** Takes over another runner's memories; components and nodes must be the same. */
  adopt(other: Runner): void {
    for (const [name, theirs] of other.#instances) {
      const instance = this.#instances.get(name);
      if (instance === undefined) throw new Error(`no instance is named ${name}`);
      instance.records = new Map(theirs.records);
      instance.shared = copyOf(theirs.shared);
    }
  }

  #install(component: Component, node: string): void {
    const instance = new Instance(component, node);
    this.#instances.set(instance.name, instance);
    this.#byNode.get(component)?.set(node, instance);
    const process = `${component.process}@${node}`;
    const others = this.#processes.get(process);
    if (others === undefined) this.#processes.set(process, [instance]);
    else others.push(instance);
    instance.lane = this.#options.loop.register({
      name: instance.name,
      ownQueue: instance.component.ownQueue === true,
      process: (key) => this.#process(instance, key),
    });
    this.#options.loop.stop(instance.name);
  }

  #of(process: string, node: string): readonly Instance[] {
    const found = this.#processes.get(`${process}@${node}`);
    if (found === undefined) throw new Error(`no process is named ${process}${node === '' ? '' : ` on ${node}`}`);
    return found;
  }

  #list(instance: Instance): void {
    const { view } = this.#options;
    for (const watch of instance.component.watches) {
      for (const object of this.#kindsOf(watch.kind).flatMap((kind) => view.list(kind))) {
        if ((watch.nodeOf?.(object) ?? '') !== instance.node) continue;
        for (const key of watch.keys({ type: 'ADDED', object }, view)) this.#due(instance, key, watch.delayMs);
      }
    }
    for (const key of instance.component.startKeys?.(view, instance.node) ?? [])
      this.#options.loop.enqueue(instance.name, key);
  }

  #kindsOf(kind: string): readonly string[] {
    if (kind !== '*') return [kind];
    return this.#options.server.registry.all().map(kindId).filter(isCustom);
  }

  #wake(kind: string, change: ObjectChange): void {
    this.#tell(kind, change);
    if (isCustom(kind)) this.#tell('*', change);
  }

  #tell(kind: string, change: ObjectChange): void {
    for (const { watch, instances } of this.#subscriptions.get(kind) ?? NO_SUBSCRIPTIONS) {
      const keys = watch.keys(change, this.#options.view);
      if (keys.length === 0) continue;
      const instance = instances.get(watch.nodeOf?.(change.object) ?? '');
      if (instance === undefined) continue;
      for (const key of keys) this.#due(instance, key, watch.delayMs);
    }
  }

  #due(instance: Instance, key: string, delayMs: number | undefined): void {
    if (delayMs === undefined) this.#options.loop.enqueue(laneOf(instance), key);
    else this.#options.loop.enqueueAfter(laneOf(instance), key, delayMs);
  }

  #process(instance: Instance, key: string): void {
    const { loop, view } = this.#options;
    const lane = laneOf(instance);
    const record = instance.records.get(key) ?? FRESH;
    // Before the writes: a watch that tells of them later (Watch.delayMs) sets the timer anew.
    loop.setTimer(lane, key, undefined);
    const context = new Turn(loop.nowMs, instance, key, record, this.#options.random);
    const outcome = instance.component.reconcile(key, view, context);
    if (outcome.shared !== undefined) instance.shared = outcome.shared === null ? undefined : outcome.shared;
    for (const note of outcome.notes ?? NO_NOTES) {
      this.#options.trace.add(loop.nowMs, instance.name, 'note', note.about ?? '', {
        topic: note.topic,
        ...note.detail,
      });
    }
    const failure = this.#write(instance, outcome);
    this.#remember(instance, key, record, outcome, failure, record.draws + (context.hasDrawn ? 1 : 0));
    for (const signal of outcome.signals ?? NO_SIGNALS) {
      loop.enqueue(instance.node === '' ? signal.component : `${signal.component}@${instance.node}`, signal.key);
    }
    const delayMs = failure === undefined ? outcome.requeueAfterMs : retryDelayMs(instance, record, outcome);
    if (delayMs === undefined) return;
    if (delayMs > 0) loop.enqueueAfter(lane, key, delayMs);
    else loop.setTimer(lane, key, delayMs);
  }

  #remember(
    instance: Instance,
    key: string,
    record: KeyRecord,
    outcome: Outcome,
    failure: StatusError | undefined,
    draws: number,
  ): void {
    const memory = outcome.memory === undefined ? record.memory : outcome.memory === null ? undefined : outcome.memory;
    if (memory === undefined && failure === undefined) {
      if (record !== FRESH) instance.records.delete(key);
      return;
    }
    if (failure === undefined && memory === record.memory && draws === record.draws && record.attempts === 0) return;
    instance.records.set(key, {
      memory,
      failures: failure === undefined ? NO_FAILURES : [failure],
      attempts: failure === undefined ? 0 : record.attempts + 1,
      draws,
    });
  }

  /** Makes the writes in order; the first refusal ends them and is returned. */
  #write(instance: Instance, outcome: Outcome): StatusError | undefined {
    for (const write of outcome.writes) {
      try {
        const result = write.verb === 'event' ? this.#event(instance, write.event) : this.#perform(instance, write);
        const event = result === undefined ? undefined : write.onSuccess?.(result);
        if (event !== undefined) this.#event(instance, event);
      } catch (error) {
        if (!isStatusError(error)) throw error;
        if (write.ignore?.includes(error.reason) === true) continue;
        this.#refused(instance, write, error);
        return error;
      }
    }
    return undefined;
  }

  #perform(instance: Instance, write: Exclude<Write, { verb: 'event' }>): KubeObject | undefined {
    return performWrite(this.#options.server, instance.caller, write);
  }

  #event(instance: Instance, event: EventSpec): undefined {
    this.#options.recorder.record(instance.caller, instance.component.name, instance.node, event);
    return undefined;
  }

  #refused(instance: Instance, write: Write, error: StatusError): void {
    const about =
      write.verb === 'event'
        ? write.event.about.kind
        : 'object' in write
          ? write.object.kind
          : 'kind' in write
            ? write.kind
            : 'Pod';
    const detail = { verb: write.verb, code: error.code, reason: error.reason, message: error.message };
    this.#options.trace.add(this.#options.loop.nowMs, instance.name, 'refusal', about, detail);
    const event = write.onFailure?.(error);
    if (event !== undefined) this.#event(instance, event);
  }
}

/** A failed write is tried again no later than the key wanted to be woken anyway. */
function retryDelayMs({ component }: Instance, { attempts }: KeyRecord, { requeueAfterMs = 0 }: Outcome): number {
  const backoffMs = Math.min(
    (component.minRetryMs ?? BACKOFF_MS) * 2 ** Math.min(attempts, 40),
    component.maxRetryMs ?? MAX_BACKOFF_MS,
  );
  return requeueAfterMs > 0 ? Math.min(backoffMs, requeueAfterMs) : backoffMs;
}

function laneOf({ lane, name }: Instance): string | Lane {
  return lane ?? name;
}

/** Ids of custom kinds carry their group. */
function isCustom(kind: string): boolean {
  return kind.includes('.');
}

/** Shared memory is immutable, or knows how to copy itself. */
function copyOf(shared: unknown): unknown {
  if (typeof shared !== 'object' || shared === null || !('copy' in shared) || typeof shared.copy !== 'function')
    return shared;
  return (shared as { copy(): unknown }).copy();
}
