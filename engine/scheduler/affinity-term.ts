import { compileSelector, type LabelMatcher, type LabelSelector } from '../api/labels.ts';
import type { View } from '../component/view.ts';
import type { Namespace, Pod, PodAffinityTerm } from '../kinds/types.ts';

export type TermKind = 'requiredAffinity' | 'requiredAnti' | 'preferredAffinity' | 'preferredAnti';

/** One pod (anti-)affinity term, with its namespaces made explicit. */
export interface AffinityTerm {
  readonly kind: TermKind;
  /** 1 to 100 for preferences; 1 otherwise. */
  readonly weight: number;
  readonly topologyKey: string;
  readonly group: PodGroup;
  /** Equal text: the same term. */
  readonly id: string;
}

/** The pods that a selector means: by namespace and labels. */
export interface PodGroup {
  readonly namespaces: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly selector: LabelSelector | undefined;
  /** False: pods that are being deleted do not count (topology spread). */
  readonly terminating: boolean;
}

/** No namespaces and no namespace selector mean the pod's own namespace (framework.newAffinityTerm, v1.25). */
function termOf(kind: TermKind, weight: number, term: PodAffinityTerm, namespace: string): AffinityTerm {
  const { topologyKey, namespaces = [], namespaceSelector, labelSelector } = term;
  const group: PodGroup = {
    namespaces: namespaces.length === 0 && namespaceSelector === undefined ? [namespace] : namespaces,
    ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
    selector: labelSelector,
    terminating: true,
  };
  return { kind, weight, topologyKey, group, id: `${kind} ${weight} ${topologyKey} ${groupId(group)}` };
}

/** Every (anti-)affinity term of a pod. */
export function affinityTermsOf(pod: Pod): readonly AffinityTerm[] {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const namespace = pod.metadata.namespace ?? '';
  const required = (kind: TermKind, terms: readonly PodAffinityTerm[] = []): readonly AffinityTerm[] =>
    terms.map((term) => termOf(kind, 1, term, namespace));
  return [
    ...required('requiredAffinity', podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    ...required('requiredAnti', podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    ...(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) =>
      termOf('preferredAffinity', weight, podAffinityTerm, namespace),
    ),
    ...(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm }) =>
      termOf('preferredAnti', weight, podAffinityTerm, namespace),
    ),
  ];
}

/** By the group, which is immutable. */
const ids = new WeakMap<PodGroup, string>();

/** Equal text: the same pods. */
export function groupId(group: PodGroup): string {
  const known = ids.get(group);
  if (known !== undefined) return known;
  const { namespaces, namespaceSelector, selector, terminating } = group;
  const id = JSON.stringify([namespaces, namespaceSelector ?? null, selector ?? null, terminating]);
  ids.set(group, id);
  return id;
}

/** The label rule of a group, compiled. */
export const labelsOfGroup = (group: PodGroup): LabelMatcher => compileSelector(group.selector);

/** Whether a namespace is one of the group's. */
export function hasNamespace(group: PodGroup, namespace: string, view: View): boolean {
  if (group.namespaces.includes(namespace)) return true;
  if (group.namespaceSelector === undefined) return false;
  const object = view.get<Namespace>('Namespace', undefined, namespace);
  return compileSelector(group.namespaceSelector)(object?.metadata.labels ?? {});
}

/** Whether a pod belongs to a group. */
export function inGroup(group: PodGroup, pod: Pod, view: View): boolean {
  if (!group.terminating && pod.metadata.deletionTimestamp !== undefined) return false;
  return hasNamespace(group, pod.metadata.namespace ?? '', view) && labelsOfGroup(group)(pod.metadata.labels);
}
