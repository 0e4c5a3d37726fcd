import type { Pod } from '../../kinds/types.ts';

/** What a controller took from each pod of a list, kept until the next time: only pods that changed are looked at again. */
export interface Glances<R> {
  /** What the results depend on besides the pods: another one, and all are made anew. */
  readonly basis: unknown;
  readonly pods: readonly Pod[];
  /** At the same places. */
  readonly results: readonly R[];
}

/**
 * Whether the same pods (results) stand in the same places is asked with `Object.is`, not with `===`: for objects that are the same,
 * `===` looks into each of them (it could be a NaN), and of the thousands of a large cluster nearly none is in the processor's cache.
 */
export const isSame: (a: unknown, b: unknown) => boolean = Object.is;

/**
 * The results of `pods`; `make` hears what it made of the pod before it changed, and gives that back where nothing it cares for is
 * another. Stored pods are immutable: the same object, the same result, unless `isStale` says otherwise. Where no pod changed at all,
 * `known` itself comes back; where only pods did and no result, its list of results does.
 */
export function glanceAt<R>(
  pods: readonly Pod[],
  known: Glances<R> | undefined,
  basis: unknown,
  make: (pod: Pod, before: R | undefined) => R,
  isStale?: (result: R) => boolean,
): Glances<R> {
  if (known === undefined || known.basis !== basis) {
    return { basis, pods, results: pods.map((pod) => make(pod, undefined)) };
  }
  if (known.pods === pods && isStale === undefined) return known;
  const replaced = pods.length === known.pods.length ? inPlace(pods, known, make, isStale) : undefined;
  if (replaced !== undefined) return replaced.isUnchanged ? known : { basis, pods, results: replaced.results };
  const results: R[] = [];
  let isUnchanged = pods.length === known.pods.length;
  let at = 0;
  for (const pod of pods) {
    // Lists keep their order: one that went away leaves the others where they were, one place further on.
    if (!isSame(known.pods[at], pod) && isSame(known.pods[at + 1], pod)) at += 1;
    const before = known.results[at];
    if (isSame(known.pods[at], pod) && before !== undefined && isStale?.(before) !== true) {
      results.push(before);
    } else {
      isUnchanged = false;
      const isOlder = known.pods[at]?.metadata.uid === pod.metadata.uid;
      results.push(make(pod, isOlder ? before : undefined));
    }
    at += 1;
  }
  return isUnchanged ? known : { basis, pods, results };
}

/** The same pods at the same places, a few of them changed: only their results are made. Undefined: the places are others. */
function inPlace<R>(
  pods: readonly Pod[],
  known: Glances<R>,
  make: (pod: Pod, before: R | undefined) => R,
  isStale: ((result: R) => boolean) | undefined,
): { readonly results: readonly R[]; readonly isUnchanged: boolean } | undefined {
  let results: R[] | undefined;
  let isUnchanged = true;
  for (let at = 0; at < pods.length; at++) {
    const pod = pods[at];
    const old = known.pods[at];
    const before = known.results[at];
    if (pod === undefined || old === undefined || before === undefined) return undefined;
    if (isSame(pod, old) && isStale?.(before) !== true) continue;
    if (pod.metadata.uid !== old.metadata.uid) return undefined;
    isUnchanged = false;
    const made = make(pod, before);
    if (made === before) continue;
    results ??= known.results.slice();
    results[at] = made;
  }
  return { results: results ?? known.results, isUnchanged };
}

/** A place in a list of results that has another result than before. */
export interface Replaced<R> {
  readonly before: R;
  readonly now: R;
}

/** More than this many, and working everything out anew costs no more than going on from the last time. */
const FEW = 8;

/**
 * What differs between the results of two times, place by place: all `before` go and all `now` come. Undefined where it pays to begin
 * anew: there are more or fewer places, or many changed.
 */
export function fewReplaced<R>(before: readonly R[], now: readonly R[]): readonly Replaced<R>[] | undefined {
  if (before.length !== now.length) return undefined;
  const found: Replaced<R>[] = [];
  for (let at = 0; at < now.length; at++) {
    if (isSame(before[at], now[at])) continue;
    if (found.length === FEW) return undefined;
    found.push({ before: before[at] as R, now: now[at] as R });
  }
  return found;
}
