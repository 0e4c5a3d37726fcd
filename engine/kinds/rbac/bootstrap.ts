/** The roles and bindings that an API server makes for itself before anybody can ask for them (bootstrap policy, v1.25). */
import type { KubeObject, ObjectMeta } from '../../api/object.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../types.ts';
import { CONTROLLER_ROLES } from './bootstrap/controller-roles.ts';
import { NAMESPACED_BINDINGS, NAMESPACED_ROLES } from './bootstrap/namespaced-roles.ts';
import { rulesOf } from './bootstrap/rules.ts';
import { SYSTEM_ROLES } from './bootstrap/system-roles.ts';
import { USER_ROLES } from './bootstrap/user-roles.ts';
import { RBAC_GROUP } from './rules.ts';

const API_VERSION = `${RBAC_GROUP}/v1`;
const CONTROLLER = 'system:controller:';

type Labels = Readonly<Record<string, string>>;

function metadata(name: string, labels: Labels = {}): ObjectMeta {
  return {
    name,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  };
}

const aggregates = (role: string): Labels => ({ [`rbac.authorization.k8s.io/aggregate-to-${role}`]: 'true' });

/** The roles for users that are put together from others, with the label by which they become part of another one. */
const AGGREGATED: Readonly<Record<string, Labels>> = {
  admin: {},
  edit: aggregates('admin'),
  view: aggregates('edit'),
};

function clusterRole(name: string, rules: readonly PolicyRule[]): ClusterRole {
  const part = /^system:aggregate-to-(\w+)$/.exec(name)?.[1];
  const labels = part === undefined ? {} : aggregates(part);
  return { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: metadata(name, labels), rules };
}

function aggregatedRole(name: string, rules: readonly PolicyRule[]): ClusterRole {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterRole',
    metadata: metadata(name, AGGREGATED[name]),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregates(name) }] },
    rules,
  };
}

function rolesForUsers(): readonly ClusterRole[] {
  const part = (name: string): readonly PolicyRule[] => rulesOf(USER_ROLES[`system:aggregate-to-${name}`] ?? '');
  const edit = [...part('edit'), ...part('view')];
  return [
    aggregatedRole('admin', [...edit, ...part('admin')]),
    aggregatedRole('edit', edit),
    aggregatedRole('view', part('view')),
  ];
}

/** The ClusterRoles of a new cluster. */
export function bootstrapClusterRoles(): readonly ClusterRole[] {
  return [
    ...rolesForUsers(),
    ...Object.entries({ ...USER_ROLES, ...SYSTEM_ROLES }).map(([name, text]) => clusterRole(name, rulesOf(text))),
    ...Object.entries(CONTROLLER_ROLES).map(([name, text]) => clusterRole(`${CONTROLLER}${name}`, rulesOf(text))),
  ];
}

const AUTHENTICATED = 'Group system:authenticated';

/** Who has which of them: the binding is called like the role. Nodes are let in by an authorizer of their own. */
const BOUND: Readonly<Record<string, readonly string[]>> = {
  'cluster-admin': ['Group system:masters'],
  'system:basic-user': [AUTHENTICATED],
  'system:discovery': [AUTHENTICATED],
  'system:kube-controller-manager': ['User system:kube-controller-manager'],
  'system:kube-dns': ['ServiceAccount kube-dns'],
  'system:kube-scheduler': ['User system:kube-scheduler'],
  'system:monitoring': ['Group system:monitoring'],
  'system:node': [],
  'system:node-proxier': ['User system:kube-proxy'],
  'system:public-info-viewer': [AUTHENTICATED, 'Group system:unauthenticated'],
  'system:service-account-issuer-discovery': ['Group system:serviceaccounts'],
  'system:volume-scheduler': ['User system:kube-scheduler'],
};

type Subject = NonNullable<RoleBinding['subjects']>[number];

function subject(text: string): Subject {
  const [kind = '', name = ''] = text.split(' ');
  if (kind === 'ServiceAccount') return { kind, name, namespace: 'kube-system' };
  return { apiGroup: RBAC_GROUP, kind, name };
}

function bound(subjects: readonly string[]): { readonly subjects?: readonly Subject[] } {
  return subjects.length === 0 ? {} : { subjects: subjects.map(subject) };
}

function clusterRoleBinding(name: string, subjects: readonly string[]): ClusterRoleBinding {
  const roleRef = { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name };
  return { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata: metadata(name), roleRef, ...bound(subjects) };
}

/** The ClusterRoleBindings of a new cluster. */
export function bootstrapClusterRoleBindings(): readonly ClusterRoleBinding[] {
  return [
    ...Object.entries(BOUND).map(([name, subjects]) => clusterRoleBinding(name, subjects)),
    ...Object.keys(CONTROLLER_ROLES).map((name) =>
      clusterRoleBinding(`${CONTROLLER}${name}`, [`ServiceAccount ${name}`]),
    ),
  ];
}

function placed(place: string): ObjectMeta {
  const [namespace = '', ...name] = place.split('/');
  return { ...metadata(name.join('/')), namespace };
}

/** The Roles and RoleBindings in `kube-system` and `kube-public`. */
export function bootstrapNamespacedRoles(): readonly KubeObject[] {
  const roles = Object.entries(NAMESPACED_ROLES).map(([place, text]): Role => ({
    apiVersion: API_VERSION,
    kind: 'Role',
    metadata: placed(place),
    rules: rulesOf(text),
  }));
  const bindings = NAMESPACED_BINDINGS.map(([place, role, ...subjects]): RoleBinding => ({
    apiVersion: API_VERSION,
    kind: 'RoleBinding',
    metadata: placed(place),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name: role },
    ...bound(subjects),
  }));
  return [...roles, ...bindings];
}
