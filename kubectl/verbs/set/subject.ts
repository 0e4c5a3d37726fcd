import { deepEqual, type KubeObject, type RoleBinding } from '../../../engine/index.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';
import { changeTargets, setFlags, setTargets } from './pod-template-change.ts';

export const setSubjectVerb: Verb = {
  name: 'subject',
  summary: 'Update the user, group, or service account in a role binding or cluster role binding',
  usage: '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:name]',
  flags: [
    ...setFlags.filter(({ name }) => name !== 'record'),
    { name: 'group', type: 'stringArray' },
    { name: 'serviceaccount', type: 'stringArray' },
    { name: 'user', type: 'stringArray' },
  ],
  run,
};

type Subject = NonNullable<RoleBinding['subjects']>[number];

const RBAC = 'rbac.authorization.k8s.io';

function run(invocation: Invocation, environment: KubectlEnvironment): number {
  const targets = setTargets(invocation, environment, invocation.args);
  if (invocation.errors.length > 0) return 1;
  const added = subjects(invocation);
  if (added.length === 0)
    throw new KubectlError('you must specify at least one value of user, group or serviceaccount');
  return changeTargets(invocation, environment, targets, {
    operation: 'subjects updated',
    failure: 'failed to patch subjects to rolebinding: ',
    change: (object) => withSubjects(object, added),
  });
}

function subjects(invocation: Invocation): readonly Subject[] {
  return [
    ...invocation.list('user').map((name): Subject => ({ apiGroup: RBAC, kind: 'User', name })),
    ...invocation.list('group').map((name): Subject => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...invocation.list('serviceaccount').map((text): Subject => {
      const [namespace = '', name = '', more] = text.split(':');
      if (namespace === '' || name === '' || more !== undefined)
        throw new KubectlError('serviceaccount must be <namespace>:<name>');
      return { kind: 'ServiceAccount', namespace, name };
    }),
  ];
}

function withSubjects(object: KubeObject, added: readonly Subject[]): KubeObject {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding')
    throw new KubectlError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
  const binding = object as RoleBinding;
  const all: Subject[] = [...(binding.subjects ?? [])];
  for (const subject of added) if (!all.some((each) => same(each, subject))) all.push(subject);
  const changed: RoleBinding = { ...binding, subjects: all };
  return changed;
}

function same(a: Subject, b: Subject): boolean {
  return deepEqual(a, b);
}
