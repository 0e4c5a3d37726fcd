import { KubectlError } from './errors.ts';

/** The words of `label TYPE NAME key=value key-`: what comes before the changes, and the changes. */
export interface WordsAndPairs {
  readonly resources: readonly string[];
  readonly pairs: readonly string[];
}

/**
 * Parts words into resources and `key=value` or `key-` changes (cmdutil.GetResourcesAndPairs).
 * @throws KubectlError for a resource behind a change
 */
export function resourcesAndPairs(words: readonly string[], pairType: string): WordsAndPairs {
  const isPair = (word: string): boolean =>
    (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
  const at = words.findIndex(isPair);
  if (at === -1) return { resources: words, pairs: [] };
  const pairs = words.slice(at);
  const stray = pairs.find((word) => !isPair(word));
  if (stray !== undefined)
    throw new KubectlError(`all resources must be specified before ${pairType} changes: ${stray}`);
  return { resources: words.slice(0, at), pairs };
}

/** Keys with new values, and keys to remove. */
export interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** `key=value` and `key-` words; the first `=` parts them. */
export function parsePairs(words: readonly string[]): Changes {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) set.set(word.slice(0, equals), word.slice(equals + 1));
    else remove.push(word.slice(0, -1));
  }
  return { set, remove };
}
