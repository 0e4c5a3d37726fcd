/** How much a manifest may hold before it is refused; every limit has its own message. */
export interface ManifestLimits {
  /** UTF-8 size of one file. */
  readonly maxBytes: number;
  /** Nesting of maps and lists in one document. */
  readonly maxDepth: number;
  /** Scalars, maps and lists of one file, each alias counted with what it stands for. */
  readonly maxNodes: number;
  /** `*alias` uses in one file. */
  readonly maxAliases: number;
  /** Keys of one map. */
  readonly maxKeys: number;
  /** Documents of one file. */
  readonly maxDocuments: number;
}

/**
 * Far above any honest manifest (a cluster's whole configuration has a few thousand nodes) and far below
 * what would make one file cost a grader seconds.
 */
export const defaultManifestLimits: ManifestLimits = {
  maxBytes: 1024 * 1024,
  maxDepth: 64,
  maxNodes: 50_000,
  maxAliases: 100,
  maxKeys: 10_000,
  maxDocuments: 200,
};

/** For data files of our own (topologies, oracle cases), which may be longer than a student's manifest. */
export const dataFileLimits: ManifestLimits = {
  ...defaultManifestLimits,
  maxBytes: 5 * 1024 * 1024,
  maxNodes: 200_000,
};

export type LimitName = keyof ManifestLimits;

const sentences: Readonly<Record<LimitName, (limit: number) => string>> = {
  maxBytes: (limit) => `the file is larger than ${limit} bytes`,
  maxDepth: (limit) => `nested deeper than ${limit} levels`,
  maxNodes: (limit) => `aliases expand too far or the file is too long: more than ${limit} values`,
  maxAliases: (limit) => `more than ${limit} aliases`,
  maxKeys: (limit) => `a map with more than ${limit} keys`,
  maxDocuments: (limit) => `more than ${limit} documents`,
};

/** One sentence that names the limit and its size. */
export function limitMessage(name: LimitName, limits: ManifestLimits): string {
  return sentences[name](limits[name]);
}
