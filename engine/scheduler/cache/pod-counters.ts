import type { View } from '../../component/view.ts';
import { type AffinityTerm, groupId, inGroup, type PodGroup } from '../affinity-term.ts';
import { labelPlaces } from '../../kinds/label-places.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodEntry } from './pod-entry.ts';
import { Tally } from './tally.ts';

interface Counter {
  readonly tally: Tally;
  matches(entry: PodEntry, view: View): boolean;
}

/** Counters that nobody asked for lately are dropped beyond this number; they can always be counted anew. */
const MOST_COUNTERS = 2048;

/** A label `namespace/key=value` that every pod of the group must carry, if there is one: where to look for its pods. */
function anchorOf({ namespaces, namespaceSelector, selector }: PodGroup): string | undefined {
  const [namespace, second] = namespaces;
  if (namespace === undefined || second !== undefined || namespaceSelector !== undefined) return undefined;
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) return `${namespace}/${key}=${value}`;
  return undefined;
}

function anchorsOf({ pod }: PodEntry): readonly string[] {
  const { namespace = '', labels } = pod.metadata;
  return labelPlaces(namespace, labels);
}

/**
 * Counts of pods by selector, made when first asked for and then kept up to date pod by pod. A counter is found by a label that all of
 * its pods carry, so that a change of one pod touches only the counters it may belong to.
 */
export class PodCounters {
  readonly #byId = new Map<string, Counter>();
  readonly #byAnchor = new Map<string, Set<Counter>>();
  readonly #unanchored = new Set<Counter>();
  readonly #podsByLabel = new Map<string, Set<PodEntry>>();
  readonly #pods = new Set<PodEntry>();

  /** How many placed pods are in one group. */
  ofGroup(group: PodGroup, nodeOf: (name: string) => NodeInfo, view: View): Tally {
    const id = groupId(group);
    const known = this.#byId.get(id);
    if (known !== undefined) return known.tally;
    return this.#counter(id, anchorOf(group), (entry, world) => inGroup(group, entry.pod, world), nodeOf, view);
  }

  /** How many placed pods match all terms at once, as required affinity counts (podMatchesAllAffinityTerms, v1.25). */
  ofAllTerms(terms: readonly AffinityTerm[], nodeOf: (name: string) => NodeInfo, view: View): Tally {
    const first = terms[0];
    const id = `all ${terms.map((term) => groupId(term.group)).join(' ')}`;
    const matches = (entry: PodEntry, world: View): boolean =>
      terms.every(({ group }) => inGroup(group, entry.pod, world));
    return this.#counter(id, first && anchorOf(first.group), matches, nodeOf, view);
  }

  add(entry: PodEntry, node: NodeInfo, view: View): void {
    this.index(entry);
    this.#count(entry, node, view, 1);
  }

  /** Makes a pod known to the counters to come; only right while there are none. */
  index(entry: PodEntry): void {
    this.#pods.add(entry);
    for (const anchor of anchorsOf(entry)) {
      const pods = this.#podsByLabel.get(anchor);
      if (pods === undefined) this.#podsByLabel.set(anchor, new Set([entry]));
      else pods.add(entry);
    }
  }

  remove(entry: PodEntry, node: NodeInfo, view: View): void {
    this.#pods.delete(entry);
    for (const anchor of anchorsOf(entry)) {
      const pods = this.#podsByLabel.get(anchor);
      pods?.delete(entry);
      if (pods?.size === 0) this.#podsByLabel.delete(anchor);
    }
    this.#count(entry, node, view, -1);
  }

  /** Namespaces' labels changed: what was counted by them may be wrong. */
  forget(): void {
    this.#byId.clear();
    this.#byAnchor.clear();
    this.#unanchored.clear();
  }

  /** Nodes' labels changed. */
  forgetValues(): void {
    for (const { tally } of this.#byId.values()) tally.forgetValues();
  }

  #count(entry: PodEntry, node: NodeInfo, view: View, delta: 1 | -1): void {
    for (const anchor of anchorsOf(entry)) {
      for (const counter of this.#byAnchor.get(anchor) ?? [])
        if (counter.matches(entry, view)) counter.tally.add(node, delta);
    }
    for (const counter of this.#unanchored) if (counter.matches(entry, view)) counter.tally.add(node, delta);
  }

  #counter(
    id: string,
    anchor: string | undefined,
    matches: Counter['matches'],
    nodeOf: (name: string) => NodeInfo,
    view: View,
  ): Tally {
    const known = this.#byId.get(id);
    if (known !== undefined) return known.tally;
    if (this.#byId.size >= MOST_COUNTERS) this.forget();
    const counter: Counter = { tally: new Tally(), matches };
    const candidates = anchor === undefined ? this.#pods : (this.#podsByLabel.get(anchor) ?? []);
    for (const entry of candidates) if (matches(entry, view)) counter.tally.add(nodeOf(entry.node), 1);
    this.#byId.set(id, counter);
    if (anchor === undefined) this.#unanchored.add(counter);
    else this.#byAnchor.set(anchor, (this.#byAnchor.get(anchor) ?? new Set()).add(counter));
    return counter.tally;
  }
}
