import type { JsonArray, JsonValue } from '../json.ts';
import { identity, isDeletion } from './directives.ts';

/**
 * The order of a merged list (strategicpatch `normalizeElementOrder`, v1.25): what the patch names stands in the patch's order;
 * what only the server has stays in the server's order, and goes before the first patched element that it preceded there.
 */
export function orderMerged(
  merged: JsonArray,
  patchOrder: JsonArray,
  serverOrder: JsonArray,
  mergeKey: string | undefined,
): JsonArray {
  const patchRanks = ranks(patchOrder, mergeKey);
  const serverRanks = ranks(serverOrder, mergeKey);
  const rankOf = (item: JsonValue): number => serverRanks.get(identity(item, mergeKey)) ?? -1;
  const named = merged.filter((item) => patchRanks.has(identity(item, mergeKey)));
  const others = merged.filter((item) => !patchRanks.has(identity(item, mergeKey)));
  const left = sortedBy(others, serverRanks, mergeKey);
  const right = sortedBy(named, patchRanks, mergeKey);
  const ordered: JsonValue[] = [];
  let next = 0;
  for (const item of right) {
    const rank = rankOf(item);
    for (
      let other = left[next];
      other !== undefined && rankOf(other) >= 0 && rankOf(other) < rank;
      other = left[next]
    ) {
      ordered.push(other);
      next++;
    }
    ordered.push(item);
  }
  return [...ordered, ...left.slice(next)];
}

/** The list in the order that the other list gives its elements; what that list does not have goes last. */
export function sortedLike(list: JsonArray, order: JsonArray, mergeKey: string | undefined): JsonArray {
  return sortedBy(list, ranks(order, mergeKey), mergeKey);
}

function ranks(order: JsonArray, mergeKey: string | undefined): Map<string, number> {
  const found = new Map<string, number>();
  order.forEach((item, index) => {
    const key = identity(item, mergeKey);
    if (!found.has(key)) found.set(key, index);
  });
  return found;
}

/** Deletions, which stand in patches alone, come last. */
function sortedBy(list: JsonArray, order: ReadonlyMap<string, number>, mergeKey: string | undefined): JsonArray {
  const rankOf = (item: JsonValue): number =>
    isDeletion(item) ? order.size + 1 : (order.get(identity(item, mergeKey)) ?? order.size);
  return list.toSorted((a, b) => rankOf(a) - rankOf(b));
}
