import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { PolicyRule } from '../types.ts';
import type { RoleSource } from './authorizer.ts';
import { escalation, mayGrant } from './escalation.ts';

const RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['pods', '*/status'], verbs: ['get', 'list'] },
  { apiGroups: [''], resources: ['configmaps'], resourceNames: ['a'], verbs: ['*'] },
  { nonResourceURLs: ['/healthz*'], verbs: ['get'] },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], resourceNames: ['view'], verbs: ['bind'] },
];

const OBJECTS = [
  { kind: 'ClusterRole', metadata: { name: 'own' }, rules: RULES },
  {
    kind: 'ClusterRoleBinding',
    metadata: { name: 'b' },
    roleRef: { kind: 'ClusterRole', name: 'own' },
    subjects: [{ kind: 'User', name: 'jane' }],
  },
] as unknown as KubeObject[];

const SOURCE: RoleSource = {
  get: <T extends KubeObject>(kind: T['kind'], _namespace: string | undefined, name: string) =>
    OBJECTS.find((object) => object.kind === kind && object.metadata.name === name) as T | undefined,
  list: <T extends KubeObject>(kind: T['kind']) => OBJECTS.filter((object) => object.kind === kind) as unknown as T[],
};

const JANE = { user: 'jane', groups: ['system:authenticated'], namespace: 'team' };
const PREFIX =
  'user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n';

test('nobody grants what they do not hold', () => {
  const rows: readonly [rule: PolicyRule, missing?: string][] = [
    [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    [{ apiGroups: [''], resources: ['deployments/status'], verbs: ['list'] }],
    [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['a'], verbs: ['delete'] }],
    [{ nonResourceURLs: ['/healthz/ping'], verbs: ['get'] }],
    [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['delete'] },
      '{APIGroups:[""], Resources:["configmaps"], Verbs:["delete"]}',
    ],
    [
      { apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'watch'] },
      '{APIGroups:[""], Resources:["nodes"], Verbs:["get" "watch"]}\n{APIGroups:[""], Resources:["pods"], Verbs:["watch"]}',
    ],
    [{ nonResourceURLs: ['*'], verbs: ['*'] }, '{NonResourceURLs:["*"], Verbs:["*"]}'],
  ];
  for (const [rule, missing] of rows)
    assert.equal(escalation(SOURCE, JANE, [rule]), missing === undefined ? undefined : PREFIX + missing);
  const everything = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  assert.equal(escalation(SOURCE, { ...JANE, groups: ['system:masters'] }, everything), undefined);
});

test('a role that may be bound by name asks for nothing else', () => {
  assert.equal(mayGrant(SOURCE, JANE, 'bind', 'clusterroles', 'view'), true);
  assert.equal(mayGrant(SOURCE, JANE, 'bind', 'clusterroles', 'edit'), false);
});
