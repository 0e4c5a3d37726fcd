import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrapClusterRoles } from '../../kinds/rbac/bootstrap.ts';
import type { ClusterRole, PolicyRule } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { clusterRoleAggregation } from './controller.ts';

const TO_VIEW = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };

const rule = (...resources: readonly string[]): PolicyRule => ({
  apiGroups: ['example.com'],
  resources,
  verbs: ['get'],
});

function role(name: string, rules: readonly PolicyRule[], labels: object = {}, members: object = {}): ClusterRole {
  return object<ClusterRole>('ClusterRole', name, { rules, ...members }, { namespace: undefined, labels });
}

const all = role('all', [], {}, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: TO_VIEW }] } });

const cases: readonly (readonly [string, readonly ClusterRole[], readonly PolicyRule[]])[] = [
  ['no role', [], []],
  ['roles by name', [role('b', [rule('bs')], TO_VIEW), role('a', [rule('as')], TO_VIEW)], [rule('as'), rule('bs')]],
  ['a rule once', [role('a', [rule('as')], TO_VIEW), role('b', [rule('as')], TO_VIEW)], [rule('as')]],
  ['only what is selected', [role('a', [rule('as')])], []],
];

for (const [what, roles, rules] of cases) {
  test(`an aggregated role holds ${what}`, () => {
    const world = new World([all, ...roles]);
    world.settle(clusterRoleAggregation, 'all');
    assert.deepEqual(world.get<ClusterRole>('ClusterRole', 'all').rules, rules);
  });
}

test('a new role for view reaches view, edit and admin', () => {
  const stored = bootstrapClusterRoles().map((one) => ({
    ...one,
    metadata: { ...one.metadata, uid: one.metadata.name },
  }));
  const world = new World([...stored, role('crds', [rule('widgets')], TO_VIEW)]);
  for (const name of ['view', 'edit', 'admin']) {
    world.settle(clusterRoleAggregation, name);
    const { rules = [] } = world.get<ClusterRole>('ClusterRole', name);
    assert.ok(
      rules.some(({ resources }) => resources?.includes('widgets') === true),
      name,
    );
  }
});
