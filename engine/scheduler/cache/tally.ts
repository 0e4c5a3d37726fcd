import type { NodeInfo } from './node-info.ts';
import { bump } from './node-info.ts';

/** How many pods of some group there are, by node, and by the values of topology labels that somebody asked for. */
export class Tally {
  readonly byNode: Map<NodeInfo, number> = new Map();
  /** The same by slot: scores ask for hundreds of nodes a decision. */
  readonly #bySlot: number[] = [];
  readonly #byKey = new Map<string, Map<string, number>>();

  add(node: NodeInfo, delta: number): void {
    bump(this.byNode, node, delta);
    const { slot } = node;
    while (this.#bySlot.length <= slot) this.#bySlot.push(0);
    this.#bySlot[slot] = (this.#bySlot[slot] ?? 0) + delta;
    for (const [key, values] of this.#byKey) {
      const value = node.label(key);
      if (value !== undefined) bump(values, value, delta);
    }
  }

  on(node: NodeInfo): number {
    return this.at(node.slot);
  }

  /** On the node of a slot. */
  at(slot: number): number {
    return this.#bySlot[slot] ?? 0;
  }

  /** Pods by value of a topology label; nodes without the label do not count. */
  valuesOf(topologyKey: string): ReadonlyMap<string, number> {
    const known = this.#byKey.get(topologyKey);
    if (known !== undefined) return known;
    const values = new Map<string, number>();
    for (const [node, count] of this.byNode) {
      const value = node.label(topologyKey);
      if (value !== undefined) bump(values, value, count);
    }
    this.#byKey.set(topologyKey, values);
    return values;
  }

  /** Labels of nodes changed: sums by value are worked out again when asked for. */
  forgetValues(): void {
    this.#byKey.clear();
  }
}
