import { PlainRefusal } from './errors.ts';

/**
 * How much one build may take before it is refused: far above any honest tree, and far below what would cost a grader seconds.
 * kustomize itself has no limits.
 */
const limits = {
  /** Kustomizations inside each other. */
  depth: 50,
  /** Files read, a file counted each time. */
  files: 1000,
  /** Characters read, likewise. */
  characters: 8 * 1024 * 1024,
  resources: 1000,
  /** Resources, and half-thousands of characters, times what is wanted of them: labels, images, patches and the values of their targets. */
  changes: 100_000,
} as const;

const sentences = {
  files: (limit: number) => `reads more than ${limit} files`,
  characters: (limit: number) => `reads more than ${limit} characters`,
  resources: (limit: number) => `makes more than ${limit} resources`,
  changes: (limit: number) => `makes more than ${limit} changes to resources`,
} as const;

/** What one build has taken so far. */
export class BuildBudget {
  readonly #spent = { files: 0, characters: 0, resources: 0, changes: 0 };

  /** @throws PlainRefusal when the build has taken more than it may */
  spend(what: keyof typeof sentences, amount: number): void {
    this.#spent[what] += amount;
    if (this.#spent[what] > limits[what]) throw new PlainRefusal(`the kustomization ${sentences[what](limits[what])}`);
  }

  /**
   * Before so many values (labels, patches) change so many resources: each may go through all that was read.
   * @throws PlainRefusal when the build has done more than it may
   */
  spendChanges(values: number, resources: number): void {
    this.spend('changes', Math.ceil(values * (resources + this.#spent.characters / 500)));
  }

  /** @throws PlainRefusal where kustomizations are nested too deep */
  checkDepth(depth: number, folder: string): void {
    if (depth > limits.depth)
      throw new PlainRefusal(`kustomizations are nested deeper than ${limits.depth} levels, at '${folder}'`);
  }
}
