import type { Verdicts } from './cache/class-memory.ts';
import type { NodeInfo } from './cache/node-info.ts';
import type { Cycle, NodeFilter, Plugin, Rejection } from './framework.ts';
import type { PodClass } from './pod-class.ts';
import { PLUGINS } from './plugins/index.ts';

const CHECKS = PLUGINS.flatMap((plugin) => (plugin.check === undefined ? [] : [plugin.check.bind(plugin)]));
const RATINGS = PLUGINS.flatMap(({ score }) =>
  score?.rate === undefined ? [] : [{ weight: score.weight, rate: score.rate.bind(score) }],
);

/** Every check that looks at one node alone; in 1.25 all plugins speak, not only the first that rejects. */
export function checkNode(podClass: PodClass, node: NodeInfo): readonly Rejection[] {
  let rejections: Rejection[] | undefined;
  for (const check of CHECKS) {
    const rejection = check(podClass, node);
    if (rejection !== undefined) (rejections ??= []).push(rejection);
  }
  return rejections ?? NONE;
}

const NONE: readonly Rejection[] = [];

/** The weighted sum of the scores that depend on one node alone. */
export function rateNode(podClass: PodClass, node: NodeInfo): number {
  let sum = 0;
  for (const { weight, rate } of RATINGS) sum += weight * rate(podClass, node);
  return sum;
}

/** Checks and ratings of single nodes (and their slots), remembered by class and generation or (naive) worked out each time. */
export interface NodeJudge {
  rejections(node: NodeInfo, slot: number): readonly Rejection[];
  rating(node: NodeInfo, slot: number): number;
}

export function naiveJudge(podClass: PodClass): NodeJudge {
  return { rejections: (node) => checkNode(podClass, node), rating: (node) => rateNode(podClass, node) };
}

/** `generations`: how often each node changed until now, by slot. */
export function rememberingJudge(podClass: PodClass, known: Verdicts, generations: readonly number[]): NodeJudge {
  const look = (node: NodeInfo, slot: number): void => {
    if (known.generations[slot] !== generations[slot])
      known.write(slot, generations[slot] ?? 0, checkNode(podClass, node));
  };
  return {
    rejections(node, slot) {
      look(node, slot);
      return known.rejections[slot] ?? NONE;
    },
    rating(node, slot) {
      look(node, slot);
      return (known.ratings[slot] ??= rateNode(podClass, node));
    },
  };
}

/** What the plugins with a wider view say before any node is looked at (PreFilter, v1.25). */
export interface Preparation {
  readonly filters: readonly NodeFilter[];
  /** Only these nodes are looked at. */
  readonly only: ReadonlySet<string> | undefined;
  /** No node will do. */
  readonly rejection: Rejection | undefined;
}

const PREPARING = PLUGINS.filter(
  (plugin): plugin is Plugin & Required<Pick<Plugin, 'prepare'>> => plugin.prepare !== undefined,
);

export function prepare(cycle: Cycle): Preparation {
  const filters: NodeFilter[] = [];
  let only: ReadonlySet<string> | undefined;
  for (const plugin of PREPARING) {
    const prepared = plugin.prepare(cycle);
    if (prepared.verdict === 'reject') return { filters, only, rejection: prepared.rejection };
    if (prepared.verdict === 'check') filters.push(prepared.filter);
    if (prepared.verdict === 'only') only = prepared.nodes;
  }
  return { filters, only, rejection: undefined };
}

/** All that speaks against a node. */
export function rejectionsOf(node: NodeInfo, judge: NodeJudge, filters: readonly NodeFilter[]): readonly Rejection[] {
  const own = judge.rejections(node, node.slot);
  if (filters.length === 0) return own;
  let all: Rejection[] | undefined;
  for (const filter of filters) {
    const rejection = filter(node);
    if (rejection !== undefined) (all ??= [...own]).push(rejection);
  }
  return all ?? own;
}
