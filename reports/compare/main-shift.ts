import { changeEffects } from './effects.ts';
import { shifted, type Difference } from './first-difference.ts';
import type { Happening } from './history.ts';
import { anySibling } from './names.ts';
import { slowerBy, type TimeChange } from './times.ts';

/**
 * The first thing that is late (or early) by at least half of what the scenario as a whole gained or lost. Where delays were drawn anew the
 * very first difference is some milliseconds of a pull; this one is what people look for.
 */
export function mainShift(
  base: readonly Happening[],
  current: readonly Happening[],
  times: readonly TimeChange[],
): Difference | undefined {
  const largestMs = Math.max(0, ...times.map((time) => Math.abs(slowerBy(time))));
  if (largestMs === 0) return undefined;
  const before = occurrences(base);
  for (const [key, is] of occurrences(current)) {
    const was = before.get(key);
    if (was !== undefined && Math.abs(is.atMs - was.atMs) * 2 >= largestMs) return { ...shifted(was, is), context: [] };
  }
  return undefined;
}

/** The n-th time that something happened to any of some siblings, in the order of happening; each new fact by itself. */
function occurrences(history: readonly Happening[]): ReadonlyMap<string, Happening> {
  const counts = new Map<string, number>();
  const found = new Map<string, Happening>();
  for (const happening of history) {
    // Counts of ready pods may pass over a number; the life of a pod or of a node passes over nothing.
    if (!/^(?:Pod|Node) /.test(happening.about)) continue;
    for (const effect of changeEffects(happening)) {
      const key = `${anySibling(happening.about)} ${effect}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      found.set(`${key} ${count}`, happening);
    }
  }
  return found;
}
