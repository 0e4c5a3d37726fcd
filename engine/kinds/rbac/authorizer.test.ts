import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterRoleBinding, Role, RoleBinding } from '../types.ts';
import { contextOf, errorsOf, updateErrorsOf } from '../testing.ts';
import { type AccessQuestion, authorizer } from './authorizer.ts';
import { bootstrapClusterRoleBindings, bootstrapClusterRoles } from './bootstrap.ts';
import { roleBinding } from './role-binding.ts';
import { role } from './role.ts';

const RBAC = 'rbac.authorization.k8s.io';

const reader: Role = {
  apiVersion: `${RBAC}/v1`,
  kind: 'Role',
  metadata: { name: 'reader', namespace: 'default' },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
};

const binding = (roleRef: object, subjects: readonly object[], name = 'b'): RoleBinding =>
  ({
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace: 'default' },
    roleRef,
    subjects,
  }) as unknown as RoleBinding;

const ROBOT = binding({ apiGroup: RBAC, kind: 'Role', name: 'reader' }, [
  { kind: 'ServiceAccount', name: 'robot', namespace: 'default' },
]);
const EDITOR = binding({ apiGroup: RBAC, kind: 'ClusterRole', name: 'edit' }, [{ kind: 'User', name: 'kim' }], 'e');
const BROKEN = binding({ apiGroup: RBAC, kind: 'Role', name: 'gone' }, [{ kind: 'Group', name: 'staff' }], 'x');

const ask = authorizer(
  contextOf([reader, ROBOT, EDITOR, BROKEN, ...bootstrapClusterRoles(), ...bootstrapClusterRoleBindings()]),
);

const question = (user: string, verb: string, changes: Partial<AccessQuestion> = {}): AccessQuestion => ({
  user,
  groups: ['system:authenticated'],
  verb,
  group: '',
  resource: 'pods',
  namespace: 'default',
  ...changes,
});

const ROBOT_USER = 'system:serviceaccount:default:robot';

test('rules allow, nothing denies, and a refusal says what was asked', () => {
  const rows: readonly [asked: AccessQuestion, refusal: string | undefined][] = [
    [question('anna', 'delete', { groups: ['system:masters'] }), undefined],
    [question(ROBOT_USER, 'list'), undefined],
    [
      question(ROBOT_USER, 'delete'),
      `User "${ROBOT_USER}" cannot delete resource "pods" in API group "" in the namespace "default"`,
    ],
    [
      question(ROBOT_USER, 'list', { namespace: 'other' }),
      `User "${ROBOT_USER}" cannot list resource "pods" in API group "" in the namespace "other"`,
    ],
    [question('kim', 'update', { group: 'apps', resource: 'deployments', subresource: 'scale' }), undefined],
    [
      question('kim', 'create', { group: RBAC, resource: 'roles' }),
      `User "kim" cannot create resource "roles" in API group "${RBAC}" in the namespace "default"`,
    ],
    [
      question('jane', 'list', { resource: 'nodes', namespace: undefined }),
      'User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
    [
      question('jane', 'create', {
        group: 'authorization.k8s.io',
        resource: 'selfsubjectaccessreviews',
        namespace: undefined,
      }),
      undefined,
    ],
    [
      question('lee', 'get', { groups: ['staff'] }),
      `User "lee" cannot get resource "pods" in API group "" in the namespace "default": RBAC: role.${RBAC} "gone" not found`,
    ],
  ];
  for (const [asked, refusal] of rows) assert.equal(ask(asked), refusal);
});

test('what is wrong with roles and bindings is said in the words of v1.25', () => {
  assert.equal(
    errorsOf(role, { ...reader, rules: [{ verbs: [], apiGroups: [''], resources: ['pods'] }] }),
    'rules[0].verbs: Required value: verbs must contain at least one value',
  );
  assert.equal(
    errorsOf(role, { ...reader, rules: [{ verbs: ['get'] }] }),
    '[rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]',
  );
  assert.equal(
    errorsOf(roleBinding, binding({ kind: 'Foo', name: 'x' }, [])),
    'roleRef.kind: Unsupported value: "Foo": supported values: "Role", "ClusterRole"',
  );
  assert.equal(
    errorsOf(roleBinding, binding({ kind: 'Role', name: 'x' }, [{ kind: 'User' }])),
    'subjects[0].name: Required value',
  );
  assert.equal(
    updateErrorsOf(roleBinding, binding({ kind: 'Role', name: 'zz' }, []), binding({ kind: 'Role', name: 'x' }, [])),
    `roleRef: Invalid value: rbac.RoleRef{APIGroup:"${RBAC}", Kind:"Role", Name:"zz"}: cannot change roleRef`,
  );
});

test('administrators are bound to everything', () => {
  const admins: ClusterRoleBinding | undefined = bootstrapClusterRoleBindings().find(
    ({ metadata }) => metadata.name === 'cluster-admin',
  );
  assert.deepEqual(admins?.subjects, [{ apiGroup: RBAC, kind: 'Group', name: 'system:masters' }]);
});
