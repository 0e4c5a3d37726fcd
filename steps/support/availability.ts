import type { TraceEntry } from '../../engine/index.ts';

export interface Moment {
  readonly atMs: number;
  readonly ready: number;
}

/**
 * The moment with the fewest Ready pods of a deployment, from the first one with at least `once` of them. Ready pods are counted from the
 * pods' own changes, because a deployment's status follows them. Undefined: there were never that many.
 */
export function fewestReady(
  trace: readonly TraceEntry[],
  namespace: string,
  name: string,
  once: number,
): Moment | undefined {
  const prefix = `Pod ${namespace}/${name}-`;
  const ready = new Set<string>();
  let fewest: Moment | undefined;
  for (const { type, about, detail, atMs } of trace) {
    if (type !== 'change' || !about.startsWith(prefix)) continue;
    if (detail['ready'] === true && detail['change'] !== 'DELETED') ready.add(about);
    else ready.delete(about);
    const hasBegun = fewest !== undefined || ready.size >= once;
    if (hasBegun && (fewest === undefined || ready.size < fewest.ready)) fewest = { atMs, ready: ready.size };
  }
  return fewest;
}
