import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';
import { listFlag } from '../../command-line/flags.ts';

const ADMIN_GROUP = 'system:masters';

/** What system:masters may do, and what everybody who is known may ask. */
const everything: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];
const selfReviews: PolicyRule = {
  apiGroups: ['authorization.k8s.io'],
  resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  verbs: ['create'],
};

/**
 * The rules of all roles that are bound to the user, here or everywhere (rbac's RulesFor). Roles are read as the cluster's
 * administrator, because the review is the server's answer and not the user's reading.
 */
export function rulesOf(invocation: Invocation, environment: KubectlEnvironment): readonly PolicyRule[] {
  const user = invocation.client.user;
  const isOther = (invocation.string('as') ?? '') !== '';
  const groups = isOther ? [...listFlag(invocation.flags, 'as-group'), 'system:authenticated'] : [ADMIN_GROUP];
  const isAdmin = groups.includes(ADMIN_GROUP);
  if (isAdmin) return [...everything, selfReviews];
  const { client } = environment;
  const meant = (binding: RoleBinding | ClusterRoleBinding, namespace: string): boolean =>
    (binding.subjects ?? []).some((subject) => {
      if (subject.kind === 'User') return subject.name === user;
      if (subject.kind === 'Group')
        return groups.includes(subject.name) || serviceAccountGroups(user).includes(subject.name);
      return user === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
    });
  const rules: PolicyRule[] = [];
  for (const binding of client.list('ClusterRoleBinding').items as readonly ClusterRoleBinding[])
    if (meant(binding, '')) rules.push(...rulesIn(environment, binding, undefined));
  const { namespace } = invocation;
  for (const binding of client.list('RoleBinding', { namespace }).items as readonly RoleBinding[])
    if (meant(binding, namespace)) rules.push(...rulesIn(environment, binding, namespace));
  return [...rules, selfReviews];
}

function serviceAccountGroups(user: string): readonly string[] {
  const [, , namespace] = user.startsWith('system:serviceaccount:') ? user.split(':') : [];
  return namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

function rulesIn(
  { client }: KubectlEnvironment,
  { roleRef }: RoleBinding | ClusterRoleBinding,
  namespace: string | undefined,
): readonly PolicyRule[] {
  const roles =
    roleRef.kind === 'Role'
      ? client.list('Role', namespace === undefined ? {} : { namespace })
      : client.list('ClusterRole');
  const role = (roles.items as readonly (Role | ClusterRole)[]).find(({ metadata }) => metadata.name === roleRef.name);
  return role?.rules ?? [];
}
