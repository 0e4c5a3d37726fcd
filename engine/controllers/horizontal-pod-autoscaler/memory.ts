/** What the autoscaler remembers of one object; lost when the controller manager stops. */
export interface Memory {
  readonly recommendations: readonly { readonly atMs: number; readonly replicas: number }[];
  /** Changes of the size made here, kept only for objects with `behavior`. */
  readonly ups: readonly Step[];
  readonly downs: readonly Step[];
  /** The size that the last sync asked for and that may have been refused. */
  readonly asked?: number;
}

export interface Step {
  readonly atMs: number;
  readonly change: number;
}

/** No policy may look back further (validation: half an hour); windows neither (an hour). */
const KEPT_MS = 3_600_000;

export function firstMemory(replicas: number, nowMs: number): Memory {
  return { recommendations: [{ atMs: nowMs, replicas }], ups: [], downs: [] };
}

/** Adds a recommendation and drops what no rule can ask for any more. */
export function recommended({ recommendations, ups, downs }: Memory, replicas: number, nowMs: number): Memory {
  const fresh = ({ atMs }: { readonly atMs: number }): boolean => atMs > nowMs - KEPT_MS;
  return {
    recommendations: [...recommendations.filter(fresh), { atMs: nowMs, replicas }],
    ups: ups.filter(fresh),
    downs: downs.filter(fresh),
  };
}

/** Adds a change of the size. */
export function stepped(memory: Memory, from: number, to: number, nowMs: number): Memory {
  const step = { atMs: nowMs, change: Math.abs(to - from) };
  return to > from ? { ...memory, ups: [...memory.ups, step] } : { ...memory, downs: [...memory.downs, step] };
}

/** How much the size changed in the last `periodSeconds`. */
export function changedWithin(steps: readonly Step[], periodSeconds: number, nowMs: number): number {
  const recent = steps.filter(({ atMs }) => atMs > nowMs - periodSeconds * 1000);
  return recent.reduce((sum, { change }) => sum + change, 0);
}
