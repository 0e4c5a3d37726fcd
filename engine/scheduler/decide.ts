import { goQuote } from '../api/go-format.ts';
import { keyOf } from '../api/object.ts';
import type { View } from '../component/view.ts';
import type { Pod } from '../kinds/types.ts';
import type { NodeInfo } from './cache/node-info.ts';
import { naiveJudge, prepare, type Preparation, rememberingJudge } from './evaluate.ts';
import { againstNode, findNodes, type Search } from './find-nodes.ts';
import type { Cycle } from './framework.ts';
import { selectBest, totalScores } from './score.ts';
import type { SchedulerState } from './state.ts';

/** Where a pod goes, or what was found instead. */
export interface Decision {
  readonly cycle: Cycle;
  readonly preparation: Preparation;
  readonly search: Search;
  /** Undefined: no node will do. */
  readonly node: NodeInfo | undefined;
  /** Of the feasible nodes, in their order; empty where there was nothing to choose. */
  readonly scores: readonly number[];
  /** Which of the feasible nodes it is. */
  readonly chosen: number;
  /** Why there was no search: the pod names a node that is not there. */
  readonly error?: string;
}

const NO_SEARCH: Search = { feasible: [], slots: [], rejected: new Map() };

export interface DecideOptions {
  readonly random: (bound: number) => number;
  /** Works everything out anew instead of remembering it by class: the same answer, slowly. */
  readonly naive?: boolean;
}

/** One scheduling cycle up to the choice of a node (schedulePod, v1.25). */
export function decide(
  state: SchedulerState,
  pod: Pod,
  view: View,
  { random, naive = false }: DecideOptions,
): Decision {
  const { cache } = state;
  const podClass = cache.classOf(pod);
  const cycle: Cycle = { pod, key: keyOf(pod), podClass, cache, view };
  const preparation = prepare(cycle);
  const judge = naive ? naiveJudge(podClass) : rememberingJudge(podClass, cache.memory.of(podClass), cache.generations);
  const promised = promisedNode(state, cycle, preparation);
  if (promised !== undefined) {
    const search: Search = { feasible: [promised], slots: [promised.slot], rejected: new Map() };
    return { cycle, preparation, search, node: promised, scores: [], chosen: 0 };
  }
  const unknown = [...(preparation.only ?? [])].find((name) => cache.node(name) === undefined);
  if (unknown !== undefined && preparation.rejection === undefined)
    return {
      cycle,
      preparation,
      search: NO_SEARCH,
      node: undefined,
      scores: [],
      chosen: 0,
      error: `nodeinfo not found for node name ${goQuote(unknown)}`,
    };
  const search = findNodes(cycle, judge, preparation, state);
  const [first, second] = search.feasible;
  if (first === undefined || second === undefined)
    return { cycle, preparation, search, node: first, scores: [], chosen: 0 };
  const scores = totalScores(cycle, search.feasible, search.slots, judge);
  const chosen = selectBest(scores, random);
  return { cycle, preparation, search, node: search.feasible[chosen], scores, chosen };
}

/** The nominated node, if the pod fits there by now: it is tried before all others (evaluateNominatedNode, v1.25). */
function promisedNode(state: SchedulerState, cycle: Cycle, preparation: Preparation): NodeInfo | undefined {
  const nominated = cycle.pod.status.nominatedNodeName ?? '';
  const node = nominated === '' ? undefined : state.cache.node(nominated);
  const { only, rejection } = preparation;
  if (node === undefined || rejection !== undefined || only?.has(nominated) === false) return undefined;
  return againstNode(node, cycle, naiveJudge(cycle.podClass), preparation, state).length === 0 ? node : undefined;
}

/** The three next best nodes, for the account of the decision. */
export function rivalsOf({
  search,
  scores,
  chosen,
}: Decision): readonly { readonly node: string; readonly score: number }[] {
  const best: { node: string; score: number }[] = [];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    const third = best[2];
    if (i === chosen || (third !== undefined && score <= third.score)) continue;
    const at = best.findIndex((other) => score > other.score);
    best.splice(at < 0 ? best.length : at, 0, { node: search.feasible[i]?.name ?? '', score });
    if (best.length > 3) best.pop();
  }
  return best;
}

/** The score of the chosen node; 0 where there was nothing to choose. */
export function scoreOf({ scores, chosen }: Decision): number {
  return scores[chosen] ?? 0;
}

/** `Pod ns/name`, as the trace calls it. */
export const aboutPod = (pod: Pod): string => `Pod ${keyOf(pod)}`;
