import type { Rejection } from '../framework.ts';
import type { PodClass } from '../pod-class.ts';

/**
 * What the plugins that look at one node alone said of a class of pods: plain lists by the nodes' slots, so that going through hundreds of
 * nodes looks into none of them.
 */
export class Verdicts {
  /** The node's generation that was looked at; 0: none. */
  readonly generations: number[] = [];
  readonly rejections: (readonly Rejection[])[] = [];
  /** Sum of the weighted scores that depend on this node alone; undefined until somebody asks. */
  readonly ratings: (number | undefined)[] = [];

  /** Takes the place of what was said of the node. */
  write(slot: number, generation: number, rejections: readonly Rejection[]): void {
    while (this.generations.length <= slot) {
      this.generations.push(0);
      this.rejections.push(rejections);
      this.ratings.push(undefined);
    }
    this.generations[slot] = generation;
    this.rejections[slot] = rejections;
    this.ratings[slot] = undefined;
  }
}

/** Verdicts are kept for this many classes, the longest unused goes first. */
const MOST_CLASSES = 128;

/** Remembers verdicts by class and node, so that of many equal pods each looks only at the nodes that have changed since. */
export class ClassMemory {
  readonly #byClass = new Map<string, Verdicts>();

  /** The verdicts on nodes; the caller checks generations and writes new ones into it. */
  of(podClass: PodClass): Verdicts {
    const known = this.#byClass.get(podClass.id);
    if (known !== undefined) {
      this.#byClass.delete(podClass.id);
      this.#byClass.set(podClass.id, known);
      return known;
    }
    if (this.#byClass.size >= MOST_CLASSES)
      for (const oldest of this.#byClass.keys()) if (this.#byClass.delete(oldest)) break;
    const fresh = new Verdicts();
    this.#byClass.set(podClass.id, fresh);
    return fresh;
  }
}
