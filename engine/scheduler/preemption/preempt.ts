import type { PodDisruptionBudget } from '../../kinds/types.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import { priorityOf } from '../cache/pod-entry.ts';
import type { Preparation } from '../evaluate.ts';
import type { Search } from '../find-nodes.ts';
import type { Cycle } from '../framework.ts';
import { histogram, unavailable } from '../message.ts';
import { pickCandidate } from './pick.ts';
import { type Candidate, victimsOn } from './victims.ts';

/** A node to free, or why preemption does not help. */
export type Preemption = { readonly candidate: Candidate } | { readonly message: string };

const NOT_HELPFUL: readonly string[] = ['Preemption is not helpful for scheduling'];
const NO_VICTIMS: readonly string[] = ['No preemption victims found for incoming pod'];

/** At least this many nodes are tried, or a tenth of them (MinCandidateNodesAbsolute, MinCandidateNodesPercentage, v1.25). */
const LEAST_CANDIDATES = 100;
const CANDIDATES_PERCENT = 10;

const enoughCandidates = (nodes: number): number =>
  Math.min(nodes, Math.max(Math.trunc((nodes * CANDIDATES_PERCENT) / 100), LEAST_CANDIDATES));

/** Looks for a node on which the pod would fit without some pods of lower priority (DefaultPreemption, v1.25). */
export function preempt(
  cycle: Cycle,
  search: Search,
  preparation: Preparation,
  random: (bound: number) => number,
): Preemption {
  const barrier = barrierOf(cycle, search);
  if (barrier !== undefined) return { message: barrier };
  const nodes = cycle.cache.nodes;
  const reasons: (readonly string[])[] = [];
  const potential: NodeInfo[] = [];
  for (const node of nodes) {
    if (search.rejected.get(node)?.some(({ resolvable }) => !resolvable) === true) reasons.push(NOT_HELPFUL);
    else potential.push(node);
  }
  const candidates = potential.length === 0 ? [] : dryRun(cycle, potential, preparation, random, reasons);
  const candidate = pickCandidate(candidates);
  return candidate === undefined ? { message: unavailable(nodes.length, histogram(reasons)) } : { candidate };
}

/** Who may not preempt at all (PodEligibleToPreemptOthers, v1.25). */
function barrierOf({ pod, cache }: Cycle, search: Search): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = cache.node(pod.status.nominatedNodeName ?? '');
  if (nominated === undefined || search.rejected.get(nominated)?.some(({ resolvable }) => !resolvable) === true)
    return undefined;
  for (const { pod: other } of nominated.pods.values()) {
    const isLeaving = other.metadata.deletionTimestamp !== undefined;
    if (isLeaving && priorityOf(other) < priorityOf(pod))
      return 'not eligible due to a terminating pod on the nominated node.';
  }
  return undefined;
}

/** Tries node after node, from a random one on, until there are enough candidates. `reasons` gets why the others are none. */
function dryRun(
  cycle: Cycle,
  nodes: readonly NodeInfo[],
  preparation: Preparation,
  random: (bound: number) => number,
  reasons: (readonly string[])[],
): readonly Candidate[] {
  if (!cycle.cache.hasLowerThan(priorityOf(cycle.pod))) {
    for (let i = 0; i < nodes.length; i++) reasons.push(NO_VICTIMS);
    return [];
  }
  const budgets = cycle.view.list<PodDisruptionBudget>('PodDisruptionBudget');
  const enough = enoughCandidates(nodes.length);
  const offset = random(nodes.length);
  const candidates: Candidate[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const found = victimsOn(nodes[(offset + i) % nodes.length] as NodeInfo, cycle, preparation, budgets);
    if ('victims' in found) candidates.push(found);
    else reasons.push(found);
    if (candidates.length >= enough && candidates.some(({ violations }) => violations === 0)) break;
  }
  return candidates;
}
