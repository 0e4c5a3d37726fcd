import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../../../engine/index.ts';
import { listFlag } from '../../command-line/flags.ts';
import type { KubectlEnvironment } from '../../environment.ts';
import type { Invocation } from '../../invocation.ts';

/** The groups of the administrator that a session belongs to. */
const ADMIN_GROUPS: readonly string[] = ['system:masters', 'system:authenticated'];

/** What system:masters may do, whatever roles there are. */
const everything: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

type Binding = RoleBinding | ClusterRoleBinding;

/**
 * The rules of all roles that are bound to the user, here or everywhere (rbac's RulesFor). Roles are read as the cluster's
 * administrator, because the review is the server's answer and not the user's reading.
 */
export function rulesOf(invocation: Invocation, environment: KubectlEnvironment): readonly PolicyRule[] {
  const { namespace } = invocation;
  const { client } = environment;
  const meant = subjectMatcher(invocation);
  const everywhere = (client.list('ClusterRoleBinding').items as readonly ClusterRoleBinding[]).filter(meant);
  const here = (client.list('RoleBinding', { namespace }).items as readonly RoleBinding[]).filter(meant);
  return [
    ...(groupsOf(invocation).includes('system:masters') ? everything : []),
    ...[...everywhere, ...here].flatMap((binding) => rulesIn(environment, binding)),
  ];
}

function groupsOf(invocation: Invocation): readonly string[] {
  const { user } = invocation.client;
  if ((invocation.string('as') ?? '') === '') return ADMIN_GROUPS;
  const [, , namespace] = user.startsWith('system:serviceaccount:') ? user.split(':') : [];
  const own = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return [...listFlag(invocation.flags, 'as-group'), ...own, 'system:authenticated'];
}

function subjectMatcher(invocation: Invocation): (binding: Binding) => boolean {
  const { user } = invocation.client;
  const groups = groupsOf(invocation);
  return ({ subjects = [], metadata }) =>
    subjects.some(({ kind, name, namespace = metadata.namespace ?? '' }) => {
      if (kind === 'User') return name === user;
      return kind === 'Group' ? groups.includes(name) : user === `system:serviceaccount:${namespace}:${name}`;
    });
}

function rulesIn({ client }: KubectlEnvironment, { roleRef, metadata }: Binding): readonly PolicyRule[] {
  const { namespace } = metadata;
  const roles = roleRef.kind === 'Role' ? client.list('Role', { namespace }) : client.list('ClusterRole');
  const role = (roles.items as readonly (Role | ClusterRole)[]).find((each) => each.metadata.name === roleRef.name);
  return role?.rules ?? [];
}

/** Whether one of the rules allows the verb on a path that is no resource, such as /healthz. */
export function allowsPath(rules: readonly PolicyRule[], verb: string, path: string): boolean {
  const covers = (url: string): boolean =>
    url === path || (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, '')));
  return rules.some(
    ({ nonResourceURLs = [], verbs }) => (verbs.includes('*') || verbs.includes(verb)) && nonResourceURLs.some(covers),
  );
}

/** One line of `auth can-i --list`. */
export interface AccessRow {
  readonly resource: string;
  readonly url: string;
  readonly name: string;
  readonly verbs: readonly string[];
}

/** Rules taken apart into single resources and URLs, with the verbs of the same resource together (rbac's CompactRules). */
export function accessRows(rules: readonly PolicyRule[]): readonly AccessRow[] {
  const rows = new Map<string, AccessRow>();
  const urls: AccessRow[] = [];
  const add = (resource: string, url: string, name: string, verbs: readonly string[]): void => {
    const key = `${resource} ${url} ${name}`;
    const known = rows.get(key)?.verbs ?? [];
    rows.set(key, { resource, url, name, verbs: [...new Set([...known, ...verbs])] });
  };
  for (const { apiGroups = [], resources = [], resourceNames = [''], nonResourceURLs = [], verbs } of rules) {
    for (const group of apiGroups)
      for (const resource of resources)
        for (const name of resourceNames) add(grouped(resource, group), '', name, verbs);
    // Paths are told as often as they are granted.
    for (const url of nonResourceURLs) urls.push({ resource: '', url, name: '', verbs });
  }
  const order = ({ resource, url, name, verbs }: AccessRow): string =>
    `${verbs.join(' ')}\n${resource || '~'}\n${name}\n${url}`;
  return [...rows.values(), ...urls].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** `deployments/scale` of apps is `deployments.apps/scale`. */
function grouped(resource: string, group: string): string {
  if (group === '') return resource;
  const [plural = '', ...sub] = resource.split('/');
  return [`${plural}.${group}`, ...sub].join('/');
}
