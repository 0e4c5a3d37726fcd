import type { View } from '../component/view.ts';
import { keyOf } from '../api/object.ts';
import type { Pod } from '../kinds/types.ts';
import { naiveJudge, prepare, rejectionsOf } from './evaluate.ts';
import type { Cycle } from './framework.ts';
import type { NodeInfo } from './cache/node-info.ts';
import { PLUGINS } from './plugins/index.ts';
import { scoresOf } from './score.ts';
import { newState } from './state.ts';
import { syncAll } from './sync.ts';

/** What the scheduler would say of one node. */
export interface NodeExplanation {
  readonly node: string;
  /** Empty: the pod may go there. `plugin` says `reasons`. */
  readonly rejections: readonly { readonly plugin: string; readonly reasons: readonly string[] }[];
  /** Of feasible nodes: each score plugin's 0..100, times its weight. */
  readonly scores: readonly { readonly plugin: string; readonly weight: number; readonly score: number }[];
  /** The sum; the highest wins. 0 for nodes that were rejected. */
  readonly total: number;
}

/** Every node, every plugin: why a pod goes where it goes, worked out anew. A pod that has a node is looked at as if it had none. */
export function explain(view: View, pod: Pod): readonly NodeExplanation[] {
  const state = newState(0);
  syncAll(state, view, 0);
  const { cache } = state;
  const placed = cache.entry(keyOf(pod));
  if (placed !== undefined) cache.removePod(placed, view);
  const { nodeName: _node, ...spec } = pod.spec;
  const cycle: Cycle = { pod: { ...pod, spec }, key: keyOf(pod), podClass: cache.classOf(pod), cache, view };
  const judge = naiveJudge(cycle.podClass);
  const { filters, only, rejection } = prepare(cycle);
  const looked = cache.nodes.filter(({ name }) => only?.has(name) ?? true);
  const rejected = new Map(
    looked.map((node) => [node, rejection === undefined ? rejectionsOf(node, judge, filters) : [rejection]]),
  );
  const feasible = looked.filter((node) => rejected.get(node)?.length === 0);
  const scores = scoreTable(cycle, feasible);
  return looked.map((node): NodeExplanation => {
    const rejections = (rejected.get(node) ?? []).map(({ plugin, reasons }) => ({ plugin, reasons }));
    const rows = scores.get(node) ?? [];
    return {
      node: node.name,
      rejections,
      scores: rows,
      total: rows.reduce((sum, { weight, score }) => sum + weight * score, 0),
    };
  });
}

type Row = NodeExplanation['scores'][number];

function scoreTable(cycle: Cycle, feasible: readonly NodeInfo[]): ReadonlyMap<NodeInfo, readonly Row[]> {
  const table = new Map<NodeInfo, Row[]>(feasible.map((node) => [node, []]));
  const slots = feasible.map(({ slot }) => slot);
  for (const { name, score } of PLUGINS) {
    if (score === undefined) continue;
    const compared = scoresOf(score, cycle, feasible, slots);
    for (const [i, node] of feasible.entries()) {
      const points = score.rate?.(cycle.podClass, node) ?? compared?.[i] ?? score.idle;
      table.get(node)?.push({ plugin: name, weight: score.weight, score: points });
    }
  }
  return table;
}
