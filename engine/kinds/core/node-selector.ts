import type { Labels } from '../../api/labels.ts';
import type { Node, NodeSelectorTerm, PodSpec } from '../types.ts';

type Requirement = NonNullable<NodeSelectorTerm['matchExpressions']>[number];

export type NodeMatcher = (node: Node) => boolean;

const INTEGER = /^[+-]?\d+$/;

/** NotIn and DoesNotExist also match where the key is missing; Gt and Lt compare integers (labels.Requirement, v1.25). */
function matchesRequirement({ key, operator, values = [] }: Requirement, labels: Labels): boolean {
  const actual = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
    case 'Gt':
    case 'Lt': {
      const bound = values[0];
      if (actual === undefined || bound === undefined || !INTEGER.test(actual) || !INTEGER.test(bound)) return false;
      const [left, right] = [BigInt(actual.replace('+', '')), BigInt(bound.replace('+', ''))];
      return operator === 'Gt' ? left > right : left < right;
    }
    default:
      return false;
  }
}

/** A field is only ever the node's name. */
function matchesField({ key, operator, values = [] }: Requirement, node: Node): boolean {
  if (key !== 'metadata.name' || values.length !== 1) return false;
  const same = values[0] === node.metadata.name;
  return operator === 'In' ? same : operator === 'NotIn' ? !same : false;
}

/** A term without any requirement matches nothing. */
export function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  return (
    matchExpressions.every((requirement) => matchesRequirement(requirement, labels)) &&
    matchFields.every((requirement) => matchesField(requirement, node))
  );
}

/** Whether a node fulfils one of the terms. */
export function matchesAnyTerm(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some((term) => matchesTerm(term, node));
}

/** nodeSelector and required node affinity together; undefined: every node will do. */
export function requiredNodes(spec: PodSpec): NodeMatcher | undefined {
  const wanted = Object.entries(spec.nodeSelector ?? {});
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (wanted.length === 0 && required === undefined) return undefined;
  return (node) => {
    const labels = node.metadata.labels ?? {};
    const selected = wanted.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
    return selected && (required === undefined || matchesAnyTerm(required.nodeSelectorTerms, node));
  };
}

/** Whether a pod's nodeSelector and required node affinity allow the node (GetRequiredNodeAffinity, v1.25). */
export function selectsNode(spec: PodSpec, node: Node): boolean {
  return requiredNodes(spec)?.(node) ?? true;
}
