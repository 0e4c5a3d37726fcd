import type { View } from '../../component/view.ts';
import type { Labels } from '../../api/labels.ts';
import { keyOf } from '../../api/object.ts';
import type { Node, Pod } from '../../kinds/types.ts';
import type { AffinityTerm, PodGroup } from '../affinity-term.ts';
import { asksTheSame, classIdOf, podClassOf, type PodClass } from '../pod-class.ts';
import { ClassMemory } from './class-memory.ts';
import { bump, NodeInfo } from './node-info.ts';
import { inZoneOrder, zoneKey } from './node-order.ts';
import { PlacedTerms } from './placed-terms.ts';
import { PodCounters } from './pod-counters.ts';
import { type PodEntry, priorityOf } from './pod-entry.ts';
import type { Tally } from './tally.ts';

/** Classes are worked out again beyond this number. */
const MOST_CLASSES = 4096;

/**
 * The scheduler's picture of the nodes and of the pods on them, bound or assumed, with every sum that a decision needs. It changes in
 * place, by small steps; `copy` gives a picture of its own.
 */
export class SchedulerCache {
  readonly #nodes = new Map<string, NodeInfo>();
  readonly #pods = new Map<string, PodEntry>();
  readonly #classes = new Map<string, PodClass>();
  /** A pod with these very labels, which the pods of one template share: the next one asks for the same, as a rule. */
  readonly #latest = new WeakMap<Labels, { readonly pod: Pod; readonly podClass: PodClass }>();
  readonly #counters = new PodCounters();
  readonly #freeSlots: number[] = [];
  readonly #imageHolders = new Map<string, Map<NodeInfo, number>>();
  readonly #topologyValues = new Map<string, ReadonlyMap<string, number>>();
  readonly #everywhere = new Map<string, boolean>();
  readonly #priorities = new Map<number, number>();
  readonly placedTerms: PlacedTerms = new PlacedTerms();
  readonly memory: ClassMemory = new ClassMemory();
  /** Nodes with a PreferNoSchedule taint: without any, nobody needs to compare taints. */
  softTaintedNodes = 0;
  /** Where the next search for feasible nodes begins. */
  nextStart = 0;
  readonly #generations: number[] = [];
  #order: readonly NodeInfo[] | undefined;
  #slots: readonly number[] | undefined;
  readonly #nodeOf = (name: string): NodeInfo => this.#infoOf(name);

  /** The nodes there are, in the order in which they are looked at. */
  get nodes(): readonly NodeInfo[] {
    this.#order ??= inZoneOrder([...this.#nodes.values()].filter(({ node }) => node !== undefined));
    return this.#order;
  }

  /** Their slots, in the same order. */
  get slots(): readonly number[] {
    this.#slots ??= this.nodes.map(({ slot }) => slot);
    return this.#slots;
  }

  /** How often each node changed, by slot; a slot that another node gets goes on from there. */
  get generations(): readonly number[] {
    return this.#generations;
  }

  node(name: string): NodeInfo | undefined {
    const info = this.#nodes.get(name);
    return info?.node === undefined ? undefined : info;
  }

  entry(podKey: string): PodEntry | undefined {
    return this.#pods.get(podKey);
  }

  entries(): Iterable<PodEntry> {
    return this.#pods.values();
  }

  classOf(pod: Pod): PodClass {
    const { labels } = pod.metadata;
    const like = labels && this.#latest.get(labels);
    if (like !== undefined && asksTheSame(pod, like.pod)) return like.podClass;
    const podClass = this.#classById(pod);
    if (labels !== undefined) this.#latest.set(labels, { pod, podClass });
    return podClass;
  }

  #classById(pod: Pod): PodClass {
    const id = classIdOf(pod);
    const known = this.#classes.get(id);
    if (known !== undefined) return known;
    if (this.#classes.size >= MOST_CLASSES) this.#classes.clear();
    const podClass = podClassOf(pod, id);
    this.#classes.set(id, podClass);
    return podClass;
  }

  setNode(node: Node): void {
    const { name } = node.metadata;
    const info = this.#infoOf(name);
    const isNew = info.node === undefined;
    const zone = isNew ? '' : zoneKey(info);
    const labels = info.node?.metadata.labels;
    this.#countNode(info, -1);
    if (isNew) {
      // A node that comes (back) stands behind the others.
      this.#nodes.delete(name);
      this.#nodes.set(name, info);
    }
    info.node = node;
    this.#countNode(info, 1);
    if (isNew || zone !== zoneKey(info)) this.#forgetOrder();
    if (isNew || !sameLabels(labels, node.metadata.labels)) this.#forgetValues();
  }

  removeNode(name: string): void {
    const info = this.node(name);
    if (info === undefined) return;
    this.#countNode(info, -1);
    info.node = undefined;
    if (info.pods.size === 0) this.#drop(info);
    this.#forgetOrder();
    this.#forgetValues();
  }

  /** A pod takes its place on a node. */
  addPod(pod: Pod, nodeName: string, view: View, podClass: PodClass = this.classOf(pod)): PodEntry {
    const entry: PodEntry = { key: keyOf(pod), pod, node: nodeName, podClass };
    this.place(entry, view);
    return entry;
  }

  place(entry: PodEntry, view: View): void {
    this.#counters.add(entry, this.#settle(entry), view);
  }

  /** All but the counters, which begin empty and are filled when asked for. */
  #settle(entry: PodEntry): NodeInfo {
    const info = this.#infoOf(entry.node);
    info.add(entry);
    this.#pods.set(entry.key, entry);
    this.placedTerms.add(entry, info);
    bump(this.#priorities, priorityOf(entry.pod), 1);
    return info;
  }

  removePod(entry: PodEntry, view: View): void {
    const info = this.#infoOf(entry.node);
    info.remove(entry);
    this.#pods.delete(entry.key);
    this.#counters.remove(entry, info, view);
    this.placedTerms.remove(entry, info);
    bump(this.#priorities, priorityOf(entry.pod), -1);
    if (info.node === undefined && info.pods.size === 0) this.#drop(info);
  }

  /** Whether any placed pod has a lower priority. */
  hasLowerThan(priority: number): boolean {
    for (const other of this.#priorities.keys()) if (other < priority) return true;
    return false;
  }

  podsIn(group: PodGroup, view: View): Tally {
    return this.#counters.ofGroup(group, this.#nodeOf, view);
  }

  podsOfAllTerms(terms: readonly AffinityTerm[], view: View): Tally {
    return this.#counters.ofAllTerms(terms, this.#nodeOf, view);
  }

  /** Sizes of an image on the nodes that have it. */
  imageHolders(name: string): ReadonlyMap<NodeInfo, number> | undefined {
    return this.#imageHolders.get(name);
  }

  /** The values of a topology label, with the number of nodes that carry each. */
  topologyValues(key: string): ReadonlyMap<string, number> {
    const known = this.#topologyValues.get(key);
    if (known !== undefined) return known;
    const values = new Map<string, number>();
    for (const node of this.nodes) {
      const value = node.label(key);
      if (value !== undefined) bump(values, value, 1);
    }
    this.#topologyValues.set(key, values);
    return values;
  }

  /** Whether every node carries a topology label: nobody needs to ask one by one. */
  isEverywhere(key: string): boolean {
    const known = this.#everywhere.get(key);
    if (known !== undefined) return known;
    const everywhere = this.nodes.every((node) => node.label(key) !== undefined);
    this.#everywhere.set(key, everywhere);
    return everywhere;
  }

  /** Namespaces' labels changed. */
  forgetNamespaces(): void {
    this.#counters.forget();
  }

  copy(): SchedulerCache {
    const copy = new SchedulerCache();
    for (const info of this.#nodes.values()) if (info.node !== undefined) copy.setNode(info.node);
    for (const entry of this.#pods.values()) {
      copy.#settle(entry);
      copy.#counters.index(entry);
    }
    copy.nextStart = this.nextStart;
    return copy;
  }

  #infoOf(name: string): NodeInfo {
    let info = this.#nodes.get(name);
    if (info === undefined) {
      info = new NodeInfo(name, this.#freeSlots.pop() ?? this.#nodes.size, this.#generations);
      this.#nodes.set(name, info);
    }
    return info;
  }

  #drop(info: NodeInfo): void {
    this.#nodes.delete(info.name);
    this.#freeSlots.push(info.slot);
  }

  #countNode(info: NodeInfo, sign: 1 | -1): void {
    if (info.taints.some(({ effect }) => effect === 'PreferNoSchedule')) this.softTaintedNodes += sign;
    for (const [name, sizeBytes] of info.images) {
      const holders = this.#imageHolders.get(name);
      if (sign > 0) {
        if (holders === undefined) this.#imageHolders.set(name, new Map([[info, sizeBytes]]));
        else holders.set(info, sizeBytes);
      } else {
        holders?.delete(info);
        if (holders?.size === 0) this.#imageHolders.delete(name);
      }
    }
  }

  #forgetOrder(): void {
    this.#order = undefined;
    this.#slots = undefined;
  }

  #forgetValues(): void {
    this.#topologyValues.clear();
    this.#everywhere.clear();
    this.#counters.forgetValues();
    this.placedTerms.forgetValues();
  }
}

function sameLabels(a: Readonly<Record<string, string>> = {}, b: Readonly<Record<string, string>> = {}): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}
