import { type LabelOperator, type Labels, matchesRequirement } from '../../api/labels.ts';
import type { Node, NodeSelectorTerm, PodSpec } from '../../kinds/types.ts';

const OPERATORS: Readonly<Record<string, LabelOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

type Requirements = NodeSelectorTerm['matchExpressions'];

function matchesAll(requirements: Requirements, labels: Labels): boolean {
  return (requirements ?? []).every(({ key, operator, values = [] }) => {
    const known = OPERATORS[operator];
    return known !== undefined && matchesRequirement({ key, operator: known, values }, labels);
  });
}

/** A term without any requirement matches nothing. */
function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const fields = { 'metadata.name': node.metadata.name };
  return matchesAll(matchExpressions, node.metadata.labels ?? {}) && matchesAll(matchFields, fields);
}

/** Whether a pod's nodeSelector and required node affinity allow the node (GetRequiredNodeAffinity, v1.25). */
export function selectsNode(spec: PodSpec | undefined, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  if (!Object.entries(spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value)) return false;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}
