import type { Rejection } from '../framework.ts';
import type { PodClass } from '../pod-class.ts';

/** What the plugins that look at one node alone said of a class of pods. */
export interface NodeVerdict {
  /** The node's generation that was looked at. */
  readonly generation: number;
  readonly rejections: readonly Rejection[];
  /** Sum of the weighted scores that depend on this node alone; undefined until somebody asks. */
  rating: number | undefined;
}

/** Verdicts are kept for this many classes, the longest unused goes first. */
const MOST_CLASSES = 128;

/** Remembers verdicts by class and node, so that of many equal pods each looks only at the nodes that have changed since. */
export class ClassMemory {
  readonly #byClass = new Map<string, (NodeVerdict | undefined)[]>();

  /** The verdicts on nodes, by slot; the caller checks generations and writes new ones into it. */
  of(podClass: PodClass): (NodeVerdict | undefined)[] {
    const known = this.#byClass.get(podClass.id);
    if (known !== undefined) {
      this.#byClass.delete(podClass.id);
      this.#byClass.set(podClass.id, known);
      return known;
    }
    if (this.#byClass.size >= MOST_CLASSES)
      for (const oldest of this.#byClass.keys()) if (this.#byClass.delete(oldest)) break;
    const fresh: (NodeVerdict | undefined)[] = [];
    this.#byClass.set(podClass.id, fresh);
    return fresh;
  }

  /** The slot will belong to another node. */
  forgetNode(slot: number): void {
    for (const verdicts of this.#byClass.values()) verdicts[slot] = undefined;
  }
}
