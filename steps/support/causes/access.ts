import type { ClusterRole, ClusterRoleBinding, Cluster, Role, RoleBinding } from '../../../engine/index.ts';
import { missingCauses } from './missing.ts';

type View = Cluster['view'];
type Binding = RoleBinding | ClusterRoleBinding;
type Subject = NonNullable<Binding['subjects']>[number];

const MOST = 3;
const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** What `kubectl auth can-i ... --as NAME` follows from: the bindings of that user and what their roles allow. */
export function accessCauses(view: View, argv: readonly string[]): readonly string[] {
  const user = valueOf(argv, ['--as']);
  if (argv[0] !== 'auth' || user === undefined) return [];
  const namespace = valueOf(argv, ['-n', '--namespace']) ?? 'default';
  const bindings: readonly Binding[] = [
    ...view.list<RoleBinding>('RoleBinding', namespace),
    ...view.list<ClusterRoleBinding>('ClusterRoleBinding'),
  ];
  const own = bindings.filter(({ subjects = [] }) => subjects.some((subject) => isUser(subject, user, namespace)));
  if (own.length > 0) return own.slice(0, MOST).flatMap((binding) => grantOf(view, binding, namespace, user));
  const [, , bare = user] = ACCOUNT.exec(user) ?? [];
  const near = bindings.flatMap(({ kind, metadata, subjects = [] }) =>
    subjects
      .filter(({ name }) => name === bare)
      .map((subject) => `${kind} "${metadata.name}" names ${nameOf(subject)}`),
  );
  return [`no RoleBinding of namespace ${namespace} and no ClusterRoleBinding names ${user}`, ...near.slice(0, MOST)];
}

function valueOf(argv: readonly string[], flags: readonly string[]): string | undefined {
  for (const [at, word] of argv.entries()) {
    if (flags.includes(word)) return argv[at + 1];
    const flag = flags.find((each) => word.startsWith(`${each}=`));
    if (flag !== undefined) return word.slice(flag.length + 1);
  }
  return undefined;
}

function isUser({ kind, name, namespace = '' }: Subject, user: string, near: string): boolean {
  return kind === 'User'
    ? name === user
    : kind === 'ServiceAccount' && user === `system:serviceaccount:${namespace || near}:${name}`;
}

function nameOf({ kind, name, namespace }: Subject): string {
  return `${kind} "${name}"${namespace === undefined ? '' : ` of namespace ${namespace}`}`;
}

function grantOf(view: View, { kind, metadata, roleRef }: Binding, namespace: string, user: string): readonly string[] {
  const { kind: roleKind, name } = roleRef;
  const scope = roleKind === 'Role' ? namespace : undefined;
  const role =
    roleKind === 'Role' ? view.get<Role>('Role', scope, name) : view.get<ClusterRole>('ClusterRole', undefined, name);
  const given = `${kind} "${metadata.name}" gives ${user} the ${roleKind} "${name}"`;
  if (role === undefined) return [given, ...missingCauses(view, scope, roleKind, name)];
  return [given, ...(role.rules ?? []).slice(0, MOST).map((rule) => `${roleKind} "${name}" allows ${allowed(rule)}`)];
}

/** `get, list on pods`, `* on deployments of apps`. */
function allowed({ verbs, resources, apiGroups, nonResourceURLs }: NonNullable<Role['rules']>[number]): string {
  const groups = (apiGroups ?? []).filter((group) => group !== '');
  const what = (resources ?? nonResourceURLs ?? []).join(', ');
  return `${verbs.join(', ')} on ${what}${groups.length === 0 ? '' : ` of ${groups.join(', ')}`}`;
}
