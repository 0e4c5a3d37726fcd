import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';

const RBAC = 'rbac.authorization.k8s.io';

const subjectFlags: readonly FlagSpec[] = [
  ...createFlags,
  { name: 'group', type: 'stringArray' },
  { name: 'serviceaccount', type: 'stringArray' },
  { name: 'user', type: 'stringArray' },
];

export const createRoleBindingVerb: Verb = {
  name: 'rolebinding',
  summary: 'Create a role binding for a particular role or cluster role',
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [flags]',
  flags: [...subjectFlags, { name: 'clusterrole', type: 'string' }, { name: 'role', type: 'string' }],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const role = invocation.string('role') ?? '';
    const clusterRole = invocation.string('clusterrole') ?? '';
    if ((role === '') === (clusterRole === ''))
      throw new KubectlError('exactly one of clusterrole or role must be specified');
    const roleRef =
      role === ''
        ? { apiGroup: RBAC, kind: 'ClusterRole', name: clusterRole }
        : { apiGroup: RBAC, kind: 'Role', name: role };
    const draft = { resource: `rolebindings.${RBAC}`, name, content: { roleRef, ...subjectsOf(invocation) } };
    createDraft(invocation, environment, draft, { failure: 'failed to create rolebinding: ' });
    return 0;
  },
};

export const createClusterRoleBindingVerb: Verb = {
  name: 'clusterrolebinding',
  summary: 'Create a cluster role binding for a particular cluster role',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [flags]',
  flags: [...subjectFlags, { name: 'clusterrole', type: 'string', required: true }],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: invocation.string('clusterrole') ?? '' };
    const draft = { resource: `clusterrolebindings.${RBAC}`, name, content: { roleRef, ...subjectsOf(invocation) } };
    createDraft(invocation, environment, draft, { failure: 'failed to create clusterrolebinding: ' });
    return 0;
  },
};

/** Users, then groups, then service accounts. */
function subjectsOf(invocation: Invocation) {
  const subjects = [
    ...invocation.list('user').map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
    ...invocation.list('group').map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...invocation.list('serviceaccount').map((text) => {
      const [namespace = '', name = '', more] = text.split(':');
      if (namespace === '' || name === '' || more !== undefined)
        throw new KubectlError('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
  return subjects.length === 0 ? {} : { subjects };
}
