import { compileSelector } from '../../api/labels.ts';
import type { TopologySpreadConstraint } from '../../kinds/types.ts';
import { type Cycle, type NodeFilter, type Plugin, type Prepared, type Rejection, SKIP } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import { NAME, spreadGroup } from './spread/constraints.ts';
import { prepareSpreadScore } from './spread/score.ts';

const MISSING_LABEL: Rejection = {
  plugin: NAME,
  reasons: ["node(s) didn't match pod topology spread constraints (missing required label)"],
  resolvable: false,
};
const SKEWED: Rejection = {
  plugin: NAME,
  reasons: ["node(s) didn't match pod topology spread constraints"],
  resolvable: true,
};

/** Spreads pods over the values of a topology label: hard constraints filter, soft ones and the system's defaults score. */
export const podTopologySpread: Plugin = {
  name: NAME,
  events: ['pod-add', 'pod-update', 'pod-delete', 'node-add', 'node-delete', 'node-label'],
  prepare,
  score: { weight: 2, idle: 100, prepare: prepareSpreadScore },
};

function prepare(cycle: Cycle): Prepared {
  const hard = cycle.podClass.spread.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
  if (hard.length === 0) return SKIP;
  const filters = hard.map((constraint) => filterFor(cycle, constraint, hard));
  return {
    verdict: 'check',
    filter(node) {
      for (const filter of filters) {
        const rejection = filter(node);
        if (rejection !== undefined) return rejection;
      }
      return undefined;
    },
  };
}

/** One constraint: matching pods by value, compared with the value that has fewest. */
function filterFor(
  cycle: Cycle,
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
): NodeFilter {
  const { topologyKey, maxSkew, labelSelector } = constraint;
  const counts = countsByValue(cycle, constraint, all);
  let fewest = Number.MAX_SAFE_INTEGER;
  for (const count of counts.values()) fewest = Math.min(fewest, count);
  const self = compileSelector(labelSelector)(cycle.pod.metadata.labels) ? 1 : 0;
  return (node) => {
    const value = node.label(topologyKey);
    if (value === undefined) return MISSING_LABEL;
    return (counts.get(value) ?? 0) + self - fewest > maxSkew ? SKEWED : undefined;
  };
}

/** Only nodes that the pod may go to by labels, and that have all constraints' keys, count; taints do not matter. */
function countsByValue(
  { podClass, cache, view }: Cycle,
  { topologyKey, labelSelector }: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
): ReadonlyMap<string, number> {
  const tally = cache.podsIn(spreadGroup(podClass.namespace, labelSelector), view);
  const counts = new Map<string, number>();
  if (podClass.requiredNodes === undefined && all.length === 1) {
    const matching = tally.valuesOf(topologyKey);
    for (const value of cache.topologyValues(topologyKey).keys()) counts.set(value, matching.get(value) ?? 0);
    return counts;
  }
  const keys = all.map((constraint) => constraint.topologyKey);
  const isCandidate = (info: NodeInfo): boolean =>
    info.node !== undefined &&
    (podClass.requiredNodes?.(info.node) ?? true) &&
    keys.every((key) => info.label(key) !== undefined);
  for (const info of cache.nodes) {
    if (!isCandidate(info)) continue;
    const value = info.label(topologyKey) ?? '';
    counts.set(value, (counts.get(value) ?? 0) + tally.on(info));
  }
  return counts;
}
