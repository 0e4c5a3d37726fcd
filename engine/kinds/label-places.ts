import type { Labels } from '../api/labels.ts';

/** The places `namespace/key=value` of labels: where indexes keep what has, or selects, one of them. */
interface Places {
  readonly namespace: string;
  readonly places: readonly string[];
}

/** By the labels, which the pods of one template share: immutable, so that they always lead to the same places of a namespace. */
const known = new WeakMap<Labels, Places>();

const NONE: readonly string[] = [];

export function labelPlaces(namespace: string, labels: Labels | undefined): readonly string[] {
  if (labels === undefined) return NONE;
  const held = known.get(labels);
  if (held?.namespace === namespace) return held.places;
  const places = Object.entries(labels).map(([key, value]) => `${namespace}/${key}=${value}`);
  known.set(labels, { namespace, places });
  return places;
}
