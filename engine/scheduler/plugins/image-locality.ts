import { type Cycle, MAX_NODE_SCORE, type Plugin, type Scoring } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';

const MIB = 1024 * 1024;
/** Below this nobody cares; above it, for each container, more does not count (image_locality.go, v1.25). */
const LEAST_BYTES = 23 * MIB;
const MOST_BYTES_PER_CONTAINER = 1000 * MIB;

/** Prefers nodes that have the pod's images, unless few nodes do. */
export const imageLocality: Plugin = { name: 'ImageLocality', events: [], score: { weight: 1, idle: 0, prepare } };

function prepare({ podClass: { images }, cache }: Cycle): Scoring | undefined {
  const held = images.flatMap((name) => cache.imageHolders(name) ?? []);
  if (held.length === 0) return undefined;
  const total = cache.nodes.length;
  const most = MOST_BYTES_PER_CONTAINER * images.length;
  return {
    raw(node: NodeInfo) {
      let bytes = 0;
      for (const holders of held) {
        const sizeBytes = holders.get(node);
        if (sizeBytes !== undefined) bytes += Math.trunc(sizeBytes * (holders.size / total));
      }
      const clamped = Math.min(Math.max(bytes, LEAST_BYTES), most);
      return Math.trunc((MAX_NODE_SCORE * (clamped - LEAST_BYTES)) / (most - LEAST_BYTES));
    },
  };
}
