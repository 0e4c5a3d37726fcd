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
 * The results of `pods`; `make` hears what it made of the pod before it changed. Stored pods are immutable: the same object, the same
 * result, unless `isStale` says otherwise. Where nothing changed at all, `known` itself comes back.
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
  const replaced = pods.length === known.pods.length ? inPlace(pods, known, make, isStale) : undefined;
  if (replaced !== undefined) return replaced === known.results ? known : { basis, pods, results: replaced };
  const results: R[] = [];
  let isSame = pods.length === known.pods.length;
  let at = 0;
  for (const pod of pods) {
    // Lists keep their order: one that went away leaves the others where they were, one place further on.
    if (known.pods[at] !== pod && known.pods[at + 1] === pod) at += 1;
    const before = known.results[at];
    if (known.pods[at] === pod && before !== undefined && isStale?.(before) !== true) {
      results.push(before);
    } else {
      isSame = false;
      const isOlder = known.pods[at]?.metadata.uid === pod.metadata.uid;
      results.push(make(pod, isOlder ? before : undefined));
    }
    at += 1;
  }
  return isSame ? known : { basis, pods, results };
}

/** The same pods at the same places, a few of them changed: only their results are made. Undefined: the places are others. */
function inPlace<R>(
  pods: readonly Pod[],
  known: Glances<R>,
  make: (pod: Pod, before: R | undefined) => R,
  isStale: ((result: R) => boolean) | undefined,
): readonly R[] | undefined {
  let results: R[] | undefined;
  for (let at = 0; at < pods.length; at++) {
    const pod = pods[at];
    const old = known.pods[at];
    const before = known.results[at];
    if (pod === undefined || old === undefined || before === undefined) return undefined;
    if (pod === old && isStale?.(before) !== true) continue;
    if (pod.metadata.uid !== old.metadata.uid) return undefined;
    results ??= [...known.results];
    results[at] = make(pod, before);
  }
  return results ?? known.results;
}
