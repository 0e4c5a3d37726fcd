import { deepEqual, semanticEqual } from '../../api/equality.ts';
import { compileSelector } from '../../api/labels.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { ClusterRole, PolicyRule } from '../../kinds/types.ts';

const KIND = 'ClusterRole';

/** Fills cluster roles that have an aggregation rule with the rules of those they select (clusterroleaggregation_controller.go, v1.25). */
export const clusterRoleAggregation: Component = {
  name: 'clusterrole-aggregation-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    {
      kind: KIND,
      keys: (_change, view) =>
        view
          .list<ClusterRole>(KIND)
          .filter(({ aggregationRule }) => aggregationRule !== undefined)
          .map(({ metadata }) => metadata.name),
    },
  ],
  reconcile,
};

function reconcile(name: string, view: View): Outcome {
  const role = view.get<ClusterRole>(KIND, undefined, name);
  if (role?.aggregationRule === undefined) return NOTHING;
  const rules = aggregated(role, view);
  if (semanticEqual(rules, role.rules)) return NOTHING;
  const filled: ClusterRole = { ...role, rules };
  return { writes: [{ verb: 'update', object: filled }] };
}

/** Each different rule once: selector by selector, the roles by name. */
function aggregated({ metadata, aggregationRule }: ClusterRole, view: View): readonly PolicyRule[] {
  const roles = view.list<ClusterRole>(KIND).filter((role) => role.metadata.name !== metadata.name);
  const rules: PolicyRule[] = [];
  for (const selector of aggregationRule?.clusterRoleSelectors ?? []) {
    const matches = compileSelector(selector);
    const found = roles.filter((role) => matches(role.metadata.labels)).flatMap((role) => role.rules ?? []);
    for (const rule of found) if (!rules.some((known) => deepEqual(known, rule))) rules.push(rule);
  }
  return rules;
}
