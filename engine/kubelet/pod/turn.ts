import type { Context, Signal } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { ImageCatalogue, Reach } from '../../component/workload.ts';
import type { Write } from '../../component/write.ts';
import type { Container, Node, Pod } from '../../kinds/types.ts';
import { latestOf, type Machine } from '../machine/machine.ts';
import type { Machines } from '../machine/machines.ts';
import type { ContainerRecord, Sandbox } from '../machine/records.ts';
import { drawSpan, type KubeletTimings, type Span } from '../timings.ts';
import type { PodMemory } from './memory.ts';
import type { Sources } from './settled.ts';

/** What every kubelet of a cluster shares. */
export interface KubeletParts {
  readonly machines: Machines;
  readonly images: ImageCatalogue;
  reach(): Reach;
  readonly timings: KubeletTimings;
}

const NO_RECORDS: readonly ContainerRecord[] = [];

function observationOf(sandbox: Sandbox | undefined, records: readonly ContainerRecord[]): string {
  let text = sandbox?.id.slice(0, 16) ?? '';
  for (const { id, state } of records) text += ` ${id.slice(0, 16)}:${state}`;
  return text;
}

/** One pod worker at one instant: what it sees, what it remembers, and what it wants to tell the cluster. Lives for one reconcile. */
export class Turn {
  readonly parts: KubeletParts;
  readonly view: View;
  readonly context: Context;
  readonly machine: Machine;
  readonly pod: Pod;
  readonly writes: Write[] = [];
  readonly signals: Signal[] = [];
  #memory: PodMemory;
  /** What the machine had of the pod after so many of its changes. */
  #lookedAt = -1;
  #records: readonly ContainerRecord[] = NO_RECORDS;
  #sandbox: Sandbox | undefined;
  #observation: string | undefined;
  /** What `sourcesOf` found, see settled.ts. */
  sources: Sources | undefined;
  /** The memory is this turn's own copy already. */
  #isOwn = false;

  constructor(parts: KubeletParts, view: View, context: Context, pod: Pod, memory: PodMemory) {
    this.parts = parts;
    this.view = view;
    this.context = context;
    this.machine = parts.machines.of(context.node);
    this.pod = pod;
    this.#memory = memory;
  }

  get nowMs(): number {
    return this.context.nowMs;
  }

  get timings(): KubeletTimings {
    return this.parts.timings;
  }

  get uid(): string {
    return this.memory.uid;
  }

  get key(): string {
    return `${this.pod.metadata.namespace ?? ''}/${this.pod.metadata.name}`;
  }

  get node(): Node | undefined {
    return this.view.get<Node>('Node', undefined, this.machine.name);
  }

  get records(): readonly ContainerRecord[] {
    this.#look();
    return this.#records;
  }

  /** The pod's sandbox, unless it is over. */
  get sandbox(): Sandbox | undefined {
    this.#look();
    return this.#sandbox;
  }

  #look(): void {
    const { machine, uid } = this;
    if (this.#lookedAt === machine.changes) return;
    this.#lookedAt = machine.changes;
    this.#records = machine.containersOf(uid);
    this.#observation = undefined;
    const sandbox = machine.sandboxes.get(uid);
    this.#sandbox = sandbox?.ready === true ? sandbox : undefined;
  }

  /** What the containers and the sandbox look like, as one text. */
  get observation(): string {
    this.#look();
    this.#observation ??= observationOf(this.#sandbox, this.#records);
    return this.#observation;
  }

  /** The latest instance of a container. */
  latest(name: string): ContainerRecord | undefined {
    return latestOf(this.records, name);
  }

  get podIP(): string {
    return this.sandbox?.address ?? '';
  }

  /** Is the node's container runtime there to be asked? */
  get hasRuntime(): boolean {
    return this.machine.isRunning('containerd');
  }

  get memory(): PodMemory {
    return this.#memory;
  }

  /** The first change of a turn copies the memory, the others change this copy: nobody else has it before the turn is over. */
  remember(changes: Partial<PodMemory>): void {
    if (!this.#isOwn) {
      this.#memory = { ...this.#memory };
      this.#isOwn = true;
    }
    Object.assign(this.#memory, changes);
  }

  draw(span: Span): number {
    return drawSpan(span, (bound) => this.context.random(bound));
  }

  container(name: string): Container | undefined {
    const { containers, initContainers, ephemeralContainers } = this.pod.spec;
    const isIt = (one: Container): boolean => one.name === name;
    return containers.find(isIt) ?? initContainers?.find(isIt) ?? ephemeralContainers?.find(isIt);
  }

  isInit(name: string): boolean {
    return (this.pod.spec.initContainers ?? []).some((one) => one.name === name);
  }

  #listOf(name: string): string {
    const { initContainers, ephemeralContainers } = this.pod.spec;
    if (initContainers?.some((one) => one.name === name) === true) return 'initContainers';
    return ephemeralContainers?.some((one) => one.name === name) === true ? 'ephemeralContainers' : 'containers';
  }

  /** An Event about the pod, or about one of its containers. */
  event(type: 'Normal' | 'Warning', reason: string, message: string, container?: string): void {
    if (!this.timings.events) return;
    const fieldPath = container === undefined ? {} : { fieldPath: `spec.${this.#listOf(container)}{${container}}` };
    this.writes.push({ verb: 'event', event: { about: this.pod, type, reason, message, ...fieldPath } });
  }

  /** Lets the container runtime say in the trace what it did for the kubelet, where events are told too. */
  hearRuntime(containerId: string): void {
    if (this.timings.events) this.signals.push({ component: 'container-runtime', key: containerId });
  }

  /** Lets the shims follow a container's process in time. */
  follow(containerId: string): void {
    this.signals.push({ component: 'container-shims', key: containerId });
  }
}
