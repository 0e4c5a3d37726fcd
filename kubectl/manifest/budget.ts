import type { Mark } from './go-syntax/mark.ts';
import type { LimitName, ManifestLimits } from './limits.ts';

/** Thrown where a file goes over one of its limits; `mark` is within the text being read. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';
  readonly limit: LimitName;
  readonly mark: Mark;

  constructor(limit: LimitName, mark: Mark) {
    super(limit);
    this.limit = limit;
    this.mark = mark;
  }
}

/** What one file has used of its limits so far. */
export class Budget {
  readonly limits: ManifestLimits;
  #nodes = 0;
  #aliases = 0;
  #expandedCharacters = 0;

  constructor(limits: ManifestLimits) {
    this.limits = limits;
  }

  /** One written node at `depth` collections deep. */
  spendNode(type: 'scalar' | 'alias' | 'collection', depth: number, mark: Mark): void {
    this.#nodes += 1;
    if (type === 'alias') this.#aliases += 1;
    if (depth + (type === 'collection' ? 1 : 0) > this.limits.maxDepth) throw new LimitExceeded('maxDepth', mark);
    if (this.#nodes > this.limits.maxNodes) throw new LimitExceeded('maxNodes', mark);
    if (this.#aliases > this.limits.maxAliases) throw new LimitExceeded('maxAliases', mark);
  }

  /** What an alias stands for, as if it were written out. */
  spendExpansion(nodes: number, characters: number, mark: Mark): void {
    this.#nodes += nodes;
    this.#expandedCharacters += characters;
    if (this.#nodes > this.limits.maxNodes || this.#expandedCharacters > this.limits.maxBytes)
      throw new LimitExceeded('maxNodes', mark);
  }
}
