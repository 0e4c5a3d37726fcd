import { semanticEqual } from '../../api/equality.ts';
/** What RoleBinding and ClusterRoleBinding share. */
import { goQuote } from '../../api/go-format.ts';
import type { Column } from '../../api/kind.ts';
import { type FieldError, goValue, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain, pathSegmentName } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import { each } from '../field-checks.ts';
import type { ClusterRoleBinding, RoleBinding } from '../types.ts';
import { RBAC_GROUP } from './rules.ts';

export type Binding = RoleBinding | ClusterRoleBinding;
type Subject = NonNullable<Binding['subjects']>[number];
type RoleRef = Binding['roleRef'];

/** SetDefaults_RoleBinding and SetDefaults_Subject (rbac/v1, v1.25). */
export function bindingDefaults<B extends Binding>(object: B): B {
  const roleRef: Partial<RoleRef> = object.roleRef ?? {};
  const { subjects } = object;
  return {
    ...object,
    roleRef: { ...roleRef, apiGroup: (roleRef.apiGroup ?? '') === '' ? RBAC_GROUP : roleRef.apiGroup },
    ...(subjects === undefined || subjects === null ? {} : { subjects: subjects.map(subjectDefaults) }),
  };
}

function subjectDefaults(subject: Subject): Subject {
  const wantsGroup = subject.kind === 'User' || subject.kind === 'Group';
  return wantsGroup && (subject.apiGroup ?? '') === '' ? { ...subject, apiGroup: RBAC_GROUP } : subject;
}

/** ValidateRoleBinding and ValidateClusterRoleBinding (v1.25). `roleKinds`: what roleRef may name. */
export function validateBinding(object: Binding, roleKinds: readonly string[]): readonly FieldError[] {
  const { apiGroup, kind = '', name = '' } = object.roleRef as Partial<RoleRef>;
  const namespaced = object.kind === 'RoleBinding';
  return [
    ...(apiGroup === RBAC_GROUP ? [] : [notSupported('roleRef.apiGroup', apiGroup ?? '', [RBAC_GROUP])]),
    ...(roleKinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, roleKinds)]),
    ...(name === ''
      ? [required('roleRef.name')]
      : pathSegmentName(name).map((why) => invalid('roleRef.name', name, why))),
    ...each('subjects', object.subjects, (subject, path) => validateSubject(subject, path, namespaced)),
  ];
}

/** roleRef never changes: who may bind decided about this role, not about another. */
export function validateBindingUpdate(object: Binding, old: Binding): readonly FieldError[] {
  if (semanticEqual(object.roleRef, old.roleRef)) return [];
  const { apiGroup, kind, name }: Partial<Binding['roleRef']> = object.roleRef ?? {};
  const shown = `rbac.RoleRef{APIGroup:${goQuote(apiGroup ?? '')}, Kind:${goQuote(kind ?? '')}, Name:${goQuote(name ?? '')}}`;
  return [invalid('roleRef', goValue(shown), 'cannot change roleRef')];
}

function validateSubject(
  { kind = '', name = '', apiGroup = '', namespace = '' }: Partial<Subject>,
  path: string,
  namespaced: boolean,
): FieldError[] {
  const noName = name === '' ? [required(`${path}.name`)] : [];
  if (kind === 'ServiceAccount') {
    return [
      ...noName,
      ...(name === '' ? [] : dns1123Subdomain(name).map((why) => invalid(`${path}.name`, name, why))),
      ...(apiGroup === '' ? [] : [notSupported(`${path}.apiGroup`, apiGroup, [''])]),
      ...(namespace === '' && !namespaced ? [required(`${path}.namespace`)] : []),
    ];
  }
  if (kind !== 'User' && kind !== 'Group') {
    return [...noName, notSupported(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group'])];
  }
  return [...noName, ...(apiGroup === RBAC_GROUP ? [] : [notSupported(`${path}.apiGroup`, apiGroup, [RBAC_GROUP])])];
}

export function bindingColumns<B extends Binding>(): readonly Column<B>[] {
  const names = (kind: string, show: (subject: Subject) => string) => (object: B) =>
    (object.subjects ?? [])
      .filter((subject) => subject.kind === kind)
      .map(show)
      .join(', ');
  return [
    NAME,
    { name: 'Role', cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
    AGE,
    { name: 'Users', priority: 1, cell: names('User', ({ name }) => name) },
    { name: 'Groups', priority: 1, cell: names('Group', ({ name }) => name) },
    {
      name: 'ServiceAccounts',
      priority: 1,
      cell: names('ServiceAccount', ({ namespace, name }) => `${namespace ?? ''}/${name}`),
    },
  ];
}
