import { type FieldError, invalid, required } from '../../api/validation/field-error.ts';
import { each } from '../field-checks.ts';
import type { PolicyRule } from '../types.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** ValidatePolicyRule (v1.25). Namespaced roles cannot speak of paths. */
export function validateRules(
  rules: readonly PolicyRule[] | null | undefined,
  namespaced: boolean,
): readonly FieldError[] {
  return each('rules', rules ?? [], (rule, path) => validateRule(rule, path, namespaced));
}

function validateRule(rule: PolicyRule, path: string, namespaced: boolean): readonly FieldError[] {
  const {
    verbs = [],
    nonResourceURLs = [],
    apiGroups = [],
    resources = [],
    resourceNames = [],
  } = rule as Partial<PolicyRule>;
  const noVerbs = verbs.length === 0 ? [required(`${path}.verbs`, 'verbs must contain at least one value')] : [];
  if (nonResourceURLs.length > 0) {
    const inNamespace = 'namespaced rules cannot apply to non-resource URLs';
    const both = 'rules cannot apply to both regular resources and non-resource URLs';
    const mixed = apiGroups.length + resources.length + resourceNames.length > 0;
    return [
      ...noVerbs,
      ...(namespaced ? [invalid(`${path}.nonResourceURLs`, nonResourceURLs, inNamespace)] : []),
      ...(mixed ? [invalid(`${path}.nonResourceURLs`, nonResourceURLs, both)] : []),
    ];
  }
  return [
    ...noVerbs,
    ...(apiGroups.length === 0
      ? [required(`${path}.apiGroups`, 'resource rules must supply at least one api group')]
      : []),
    ...(resources.length === 0
      ? [required(`${path}.resources`, 'resource rules must supply at least one resource')]
      : []),
  ];
}

/** Go always writes the list of rules: `null` where there are none. */
export function withRules<T extends { readonly rules?: readonly PolicyRule[] | null }>(role: T): T {
  return (role.rules ?? []).length === 0 ? { ...role, rules: null } : role;
}
