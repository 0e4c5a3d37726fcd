import { matchesTerm } from '../kinds/core/node-selector.ts';
import type { Node, NodeSelectorTerm, PodSpec } from '../kinds/types.ts';

/** A preference without requirements wants every node (nodeaffinity.PreferredSchedulingTerms, v1.25). */
export function matchesPreference(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  return (matchExpressions.length === 0 && matchFields.length === 0) || matchesTerm(term, node);
}

/**
 * The nodes that every required term names by `metadata.name In [...]`; undefined: some term does not name any; none at all: a term names
 * different nodes at once, and no pod can be there (NodeAffinity PreFilter, v1.25).
 */
export function namedNodes(spec: PodSpec): ReadonlySet<string> | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const names = new Set<string>();
  for (const term of terms) {
    const fields = (term.matchFields ?? []).filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    const first = fields[0];
    if (first === undefined) return undefined;
    const own = (first.values ?? []).filter((name) => fields.every(({ values }) => values?.includes(name) === true));
    if (own.length === 0) return new Set();
    for (const name of own) names.add(name);
  }
  return terms.length === 0 ? undefined : names;
}
