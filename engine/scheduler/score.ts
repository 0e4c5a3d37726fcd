import type { NodeInfo } from './cache/node-info.ts';
import type { NodeJudge } from './evaluate.ts';
import type { Cycle, ScorePlugin } from './framework.ts';
import { PLUGINS } from './plugins/index.ts';

const COMPARING = PLUGINS.flatMap(({ name, score }) => (score?.prepare === undefined ? [] : [{ name, score }]));

/** A plugin's 0..100 for each node (`slots`: theirs); undefined: nothing to compare, everybody gets `idle`. */
export function scoresOf(
  score: ScorePlugin,
  cycle: Cycle,
  nodes: readonly NodeInfo[],
  slots: readonly number[],
): number[] | undefined {
  const scoring = score.prepare?.(cycle, nodes);
  if (scoring === undefined) return undefined;
  const scores = slots.slice();
  for (let i = 0; i < nodes.length; i++) scores[i] = scoring.raw(nodes[i] as NodeInfo, slots[i] as number);
  scoring.normalize?.(scores, nodes);
  return scores;
}

/**
 * The total score of each node. Plain loops, over slots where nodes need not be looked into, and into copies of lists of the same length, as
 * growing ones are copied again and again: this runs hundreds of nodes a decision.
 */
export function totalScores(
  cycle: Cycle,
  nodes: readonly NodeInfo[],
  slots: readonly number[],
  judge: NodeJudge,
): number[] {
  const compared: { readonly scores: readonly number[]; readonly weight: number }[] = [];
  let everybody = 0;
  for (const { score } of COMPARING) {
    const scores = scoresOf(score, cycle, nodes, slots);
    if (scores === undefined) everybody += score.weight * score.idle;
    else compared.push({ scores, weight: score.weight });
  }
  const totals = slots.slice();
  for (let i = 0; i < nodes.length; i++) totals[i] = everybody + judge.rating(nodes[i] as NodeInfo, slots[i] as number);
  for (const { scores, weight } of compared) {
    for (let i = 0; i < totals.length; i++) totals[i] = (totals[i] ?? 0) + weight * (scores[i] ?? 0);
  }
  return totals;
}

/** The highest score wins; the k-th of equals takes over with a chance of one in k (selectHost, v1.25). */
export function selectBest(scores: readonly number[], random: (bound: number) => number): number {
  let best = 0;
  let top = scores[0] ?? 0;
  let equals = 1;
  for (let i = 1; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (score > top) {
      best = i;
      top = score;
      equals = 1;
    } else if (score === top) {
      equals += 1;
      if (random(equals) === 0) best = i;
    }
  }
  return best;
}
