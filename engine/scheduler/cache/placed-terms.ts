import type { AffinityTerm } from '../affinity-term.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodEntry } from './pod-entry.ts';
import { Tally } from './tally.ts';

/** The (anti-)affinity terms of placed pods: each distinct term once, with where the pods that carry it are. */
export interface PlacedTerm {
  readonly term: AffinityTerm;
  readonly carriers: Tally;
}

export class PlacedTerms {
  readonly #byId = new Map<string, PlacedTerm>();

  add(entry: PodEntry, node: NodeInfo): void {
    for (const term of entry.podClass.affinity) {
      let placed = this.#byId.get(term.id);
      if (placed === undefined) this.#byId.set(term.id, (placed = { term, carriers: new Tally() }));
      placed.carriers.add(node, 1);
    }
  }

  remove(entry: PodEntry, node: NodeInfo): void {
    for (const term of entry.podClass.affinity) {
      const placed = this.#byId.get(term.id);
      placed?.carriers.add(node, -1);
      if (placed?.carriers.byNode.size === 0) this.#byId.delete(term.id);
    }
  }

  all(): Iterable<PlacedTerm> {
    return this.#byId.values();
  }

  get empty(): boolean {
    return this.#byId.size === 0;
  }

  forgetValues(): void {
    for (const { carriers } of this.#byId.values()) carriers.forgetValues();
  }
}
