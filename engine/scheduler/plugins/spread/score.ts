import { type Cycle, MAX_NODE_SCORE, type Scoring } from '../../framework.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import { HOSTNAME, type SoftConstraint, softConstraints } from './constraints.ts';

/** Pods on a node (or in its zone), for one constraint, times the weight of the constraint. */
interface Weighed {
  readonly topologyKey: string;
  /** Every node carries the key. */
  readonly everywhere: boolean;
  readonly weight: number;
  readonly maxSkew: number;
  readonly count: (node: NodeInfo, slot: number) => number;
}

/** Fewer matching pods in the node's topology score higher (podtopologyspread/scoring.go, v1.25). */
export function prepareSpreadScore(cycle: Cycle, feasible: readonly NodeInfo[]): Scoring | undefined {
  const constraints = softConstraints(cycle.pod, cycle.view);
  if (constraints.length === 0) return undefined;
  const { cache } = cycle;
  // With the pod's own constraints a node must have all keys; the system's defaults forgive a missing zone.
  const needsAll = cycle.podClass.spread.length > 0;
  const ignored = new Set(
    needsAll && !constraints.every(({ topologyKey }) => cache.isEverywhere(topologyKey))
      ? feasible.filter((node) => !hasAll(node, constraints))
      : [],
  );
  const candidates = ignored.size === 0 ? feasible : feasible.filter((node) => !ignored.has(node));
  // A label that no node carries adds nothing to any score.
  const weighed = constraints
    .filter(({ topologyKey }) => cache.topologyValues(topologyKey).size > 0)
    .map((constraint) => weigh(cycle, constraint, candidates, needsAll ? constraints : []));
  const [only, another] = weighed;
  const isSimple = ignored.size === 0 && only?.everywhere === true && another === undefined;
  return {
    raw: isSimple
      ? (node, slot) => Math.round(pointsOf(only, node, slot))
      : (node, slot) => (ignored.size > 0 && ignored.has(node) ? 0 : rawScore(node, slot, weighed)),
    normalize: (scores, nodes) => normalize(scores, (i) => ignored.size > 0 && ignored.has(nodes[i] as NodeInfo)),
  };
}

const hasAll = (node: NodeInfo, constraints: readonly SoftConstraint[]): boolean =>
  constraints.every(({ topologyKey }) => node.label(topologyKey) !== undefined);

const pointsOf = ({ count, weight, maxSkew }: Weighed, node: NodeInfo, slot: number): number =>
  count(node, slot) * weight + (maxSkew - 1);

/** Rounded half away from zero since 1.24; raw scores are never negative. */
function rawScore(node: NodeInfo, slot: number, constraints: readonly Weighed[]): number {
  let score = 0;
  for (const constraint of constraints) {
    if (!constraint.everywhere && node.label(constraint.topologyKey) === undefined) continue;
    score += pointsOf(constraint, node, slot);
  }
  return Math.round(score);
}

function weigh(
  cycle: Cycle,
  { topologyKey, maxSkew, group }: SoftConstraint,
  candidates: readonly NodeInfo[],
  needed: readonly SoftConstraint[],
): Weighed {
  const tally = cycle.cache.podsIn(group, cycle.view);
  const everywhere = cycle.cache.isEverywhere(topologyKey);
  if (topologyKey === HOSTNAME) {
    return {
      topologyKey,
      everywhere,
      maxSkew,
      weight: Math.log(candidates.length + 2),
      count: (_node, slot) => tally.at(slot),
    };
  }
  const counts = new Map<string, number>();
  // Nodes without the key are one more value, '' (the topology pair of a missing label).
  for (const node of candidates) counts.set(node.label(topologyKey) ?? '', 0);
  const { requiredNodes } = cycle.podClass;
  for (const [info, pods] of tally.byNode) {
    if (info.node === undefined || !hasAll(info, needed) || requiredNodes?.(info.node) === false) continue;
    const value = info.label(topologyKey) ?? '';
    const count = counts.get(value);
    if (count !== undefined) counts.set(value, count + pods);
  }
  return {
    topologyKey,
    everywhere,
    maxSkew,
    weight: Math.log(counts.size + 2),
    count: (node) => counts.get(node.label(topologyKey) ?? '') ?? 0,
  };
}

function normalize(scores: number[], isIgnored: (index: number) => boolean): void {
  let min = Number.MAX_SAFE_INTEGER;
  let max = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isIgnored(i)) continue;
    const score = scores[i] ?? 0;
    if (score < min) min = score;
    if (score > max) max = score;
  }
  for (let i = 0; i < scores.length; i++) {
    if (isIgnored(i)) scores[i] = 0;
    else scores[i] = max === 0 ? MAX_NODE_SCORE : Math.trunc((MAX_NODE_SCORE * (max + min - (scores[i] ?? 0))) / max);
  }
}
