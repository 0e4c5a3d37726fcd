import { type AffinityTerm, hasNamespace, inGroup, labelsOfGroup, type TermKind } from '../affinity-term.ts';
import {
  type Cycle,
  MAX_NODE_SCORE,
  type NodeFilter,
  type Plugin,
  type Prepared,
  type Scoring,
  SKIP,
} from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import type { PlacedTerm } from '../cache/placed-terms.ts';

const NAME = 'InterPodAffinity';
const reject = (
  reason: string,
  resolvable: boolean,
): { plugin: string; reasons: readonly string[]; resolvable: boolean } => ({
  plugin: NAME,
  reasons: [reason],
  resolvable,
});
const NO_AFFINITY = reject("node(s) didn't match pod affinity rules", false);
const ANTI_AFFINITY = reject("node(s) didn't match pod anti-affinity rules", true);
const EXISTING_ANTI_AFFINITY = reject("node(s) didn't satisfy existing pods anti-affinity rules", true);

/** Pods that want to be near others, or far from them. */
export const interPodAffinity: Plugin = {
  name: NAME,
  events: ['pod-add', 'pod-update', 'pod-delete', 'node-add', 'node-label'],
  prepare,
  score: { weight: 2, idle: 0, prepare: prepareScore },
};

type Values = ReadonlyMap<string, number>;

/** Pods by value of one topology label. */
interface Presence {
  readonly key: string;
  readonly values: Values;
}

const termsOf = (cycle: Cycle, kind: TermKind): readonly AffinityTerm[] =>
  cycle.podClass.affinity.length === 0 ? [] : cycle.podClass.affinity.filter((term) => term.kind === kind);

function prepare(cycle: Cycle): Prepared {
  const { cache, view } = cycle;
  const affinity = termsOf(cycle, 'requiredAffinity');
  const existing = placedTerms(cycle, ['requiredAnti']).map(presenceOf);
  const anti = termsOf(cycle, 'requiredAnti').map(({ topologyKey, group }): Presence => ({
    key: topologyKey,
    values: cache.podsIn(group, view).valuesOf(topologyKey),
  }));
  if (affinity.length === 0 && anti.length === 0 && existing.length === 0) return SKIP;
  const isNear = nearFilter(cycle, affinity);
  const filter: NodeFilter = (node) => {
    if (!isNear(node)) return NO_AFFINITY;
    if (anti.some((presence) => isPresent(presence, node))) return ANTI_AFFINITY;
    return existing.some((presence) => isPresent(presence, node)) ? EXISTING_ANTI_AFFINITY : undefined;
  };
  return { verdict: 'check', filter };
}

const presenceOf = ({ term, carriers }: PlacedTerm): Presence => ({
  key: term.topologyKey,
  values: carriers.valuesOf(term.topologyKey),
});

function isPresent({ key, values }: Presence, node: NodeInfo): boolean {
  const value = node.label(key);
  return value !== undefined && values.has(value);
}

/**
 * All terms must be satisfied by pods that match all of them. The first pod of its kind, which matches its own terms while nobody else
 * does, may go to any node with the labels.
 */
function nearFilter({ pod, cache, view }: Cycle, terms: readonly AffinityTerm[]): (node: NodeInfo) => boolean {
  if (terms.length === 0) return () => true;
  const tally = cache.podsOfAllTerms(terms, view);
  const presences = terms.map(({ topologyKey }): Presence => ({
    key: topologyKey,
    values: tally.valuesOf(topologyKey),
  }));
  const isFirst =
    presences.every(({ values }) => values.size === 0) && terms.every(({ group }) => inGroup(group, pod, view));
  return (node) =>
    isFirst
      ? presences.every(({ key }) => node.label(key) !== undefined)
      : presences.every((presence) => isPresent(presence, node));
}

/** Terms of placed pods, of these kinds, that mean this pod. */
function placedTerms({ pod, cache, view }: Cycle, kinds: readonly TermKind[]): readonly PlacedTerm[] {
  if (cache.placedTerms.empty) return [];
  const namespace = pod.metadata.namespace ?? '';
  const found: PlacedTerm[] = [];
  for (const placed of cache.placedTerms.all()) {
    const { kind, group } = placed.term;
    if (!kinds.includes(kind) || !labelsOfGroup(group)(pod.metadata.labels)) continue;
    if (hasNamespace(group, namespace, view)) found.push(placed);
  }
  return found;
}

/** A required affinity term of a placed pod draws with this weight (HardPodAffinityWeight, v1.25's default). */
const HARD_WEIGHT = 1;

function weightOf({ kind, weight }: AffinityTerm): number {
  if (kind === 'requiredAffinity') return HARD_WEIGHT;
  return kind === 'preferredAnti' ? -weight : weight;
}

/** Pods by value of a topology label, and how much each of them draws. */
interface Pull extends Presence {
  readonly weight: number;
}

function prepareScore(cycle: Cycle): Scoring | undefined {
  const { cache, view } = cycle;
  const own = [...termsOf(cycle, 'preferredAffinity'), ...termsOf(cycle, 'preferredAnti')];
  const placed = placedTerms(cycle, ['requiredAffinity', 'preferredAffinity', 'preferredAnti']);
  const pullOf = (term: AffinityTerm, values: Values): Pull => ({
    key: term.topologyKey,
    values,
    weight: weightOf(term),
  });
  const pulls = [
    ...own.map((term) => pullOf(term, cache.podsIn(term.group, view).valuesOf(term.topologyKey))),
    ...placed.map(({ term, carriers }) => pullOf(term, carriers.valuesOf(term.topologyKey))),
  ];
  if (pulls.length === 0) return undefined;
  return {
    raw(node) {
      let score = 0;
      for (const { key, values, weight } of pulls) {
        const value = node.label(key);
        if (value !== undefined) score += weight * (values.get(value) ?? 0);
      }
      return score;
    },
    normalize,
  };
}

/** From the least to the most drawn to: 0 to 100; all 0 where there is no difference. */
function normalize(scores: number[]): void {
  let min = Number.MAX_SAFE_INTEGER;
  let max = Number.MIN_SAFE_INTEGER;
  for (const score of scores) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  for (let i = 0; i < scores.length; i++) {
    scores[i] = max > min ? Math.trunc(MAX_NODE_SCORE * (((scores[i] ?? 0) - min) / (max - min))) : 0;
  }
}
