import type { KubeObject } from '../../api/object.ts';
import { qualified } from '../../api/status-error.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../types.ts';

/** The two questions that authorization asks of stored objects; a View and a KindContext can both answer them. */
export interface RoleSource {
  get<T extends KubeObject>(kind: T['kind'], namespace: string | undefined, name: string): T | undefined;
  list<T extends KubeObject>(kind: T['kind'], namespace?: string): readonly T[];
}

export interface AccessQuestion {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}

/** `reason`: why it is allowed, or what else (a binding to a role that is missing) is to be said of the refusal. */
export interface AccessAnswer {
  readonly allowed: boolean;
  readonly reason: string;
}

const MASTERS = 'system:masters';
const RBAC = 'rbac.authorization.k8s.io';

/** Role-based access control (rbac authorizer, v1.25): the first rule that covers the request allows it, nothing ever denies. */
export function authorize(source: RoleSource, question: AccessQuestion): AccessAnswer {
  if (isMaster(question)) return { allowed: true, reason: '' };
  const missing: string[] = [];
  for (const binding of bindingsFor(source, question)) {
    const role = roleOf(source, binding);
    if (role === undefined) missing.push(missingText(binding));
    else if ((role.rules ?? []).some((rule) => covers(rule, question)))
      return { allowed: true, reason: allowText(binding, question) };
  }
  const unique = [...new Set(missing)];
  if (unique.length === 0) return { allowed: false, reason: '' };
  return { allowed: false, reason: `RBAC: ${unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`}` };
}

/** What follows "is forbidden: " (facts of the API: `User "jane" cannot get resource "pods" in API group "" in the namespace "default"`). */
export function forbiddenText(question: AccessQuestion, reason = ''): string {
  const { user, verb, group, resource, subresource, namespace } = question;
  const what = subresource === undefined ? resource : `${resource}/${subresource}`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const text = `User "${user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`;
  return reason === '' ? text : `${text}: ${reason}`;
}

/** Why the request is refused, or undefined: the form in which the API server asks. */
export function refusalOf(source: RoleSource, question: AccessQuestion): string | undefined {
  const { allowed, reason } = authorize(source, question);
  return allowed ? undefined : forbiddenText(question, reason);
}

/** The authorizer of an API server over these roles and bindings. */
export function authorizer(source: RoleSource): (question: AccessQuestion) => string | undefined {
  return (question) => refusalOf(source, question);
}

type Binding = RoleBinding | ClusterRoleBinding;
type Subject = NonNullable<Binding['subjects']>[number];

/** Members of this group may do anything, and so may every component. */
export function isMaster({ groups }: Pick<AccessQuestion, 'groups'>): boolean {
  return groups.includes(MASTERS);
}

/** Every rule that somebody holds in a namespace, and the roles that bindings name and nobody made. */
export function heldRules(
  source: RoleSource,
  who: Pick<AccessQuestion, 'user' | 'groups' | 'namespace'>,
): { readonly rules: readonly PolicyRule[]; readonly missing: readonly string[] } {
  const rules: PolicyRule[] = [];
  const missing: string[] = [];
  for (const binding of bindingsFor(source, who)) {
    const role = roleOf(source, binding);
    const { kind, name } = binding.roleRef;
    if (role !== undefined) rules.push(...(role.rules ?? []));
    else missing.push(`${qualified(kind === 'ClusterRole' ? 'clusterroles' : 'roles', RBAC)} "${name}" not found`);
  }
  return { rules, missing };
}

type Who = Pick<AccessQuestion, 'user' | 'groups' | 'namespace'>;

function bindingsFor(source: RoleSource, question: Who): readonly Binding[] {
  const { namespace } = question;
  const everywhere = source.list<ClusterRoleBinding>('ClusterRoleBinding');
  const here = namespace === undefined ? [] : source.list<RoleBinding>('RoleBinding', namespace);
  return [...everywhere, ...here].filter(({ subjects, metadata }) =>
    (subjects ?? []).some((subject) => isSubject(subject, question, metadata.namespace)),
  );
}

function isSubject(
  { kind, name, namespace }: Subject,
  { user, groups }: Who,
  bindingNamespace: string | undefined,
): boolean {
  if (kind === 'User') return name === user;
  if (kind === 'Group') return groups.includes(name);
  return kind === 'ServiceAccount' && user === serviceAccountUser(namespace ?? bindingNamespace ?? '', name);
}

/** A service account as a user: `system:serviceaccount:default:robot`. */
export function serviceAccountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

function roleOf(source: RoleSource, { roleRef, metadata }: Binding): Role | ClusterRole | undefined {
  if (roleRef.kind === 'ClusterRole') return source.get<ClusterRole>('ClusterRole', undefined, roleRef.name);
  return source.get<Role>('Role', metadata.namespace, roleRef.name);
}

function missingText({ roleRef }: Binding): string {
  const resource = roleRef.kind === 'ClusterRole' ? 'clusterrole' : 'role';
  return `${qualified(resource, RBAC)} "${roleRef.name}" not found`;
}

function allowText({ kind, metadata, roleRef }: Binding, { user }: AccessQuestion): string {
  const where = metadata.namespace === undefined ? metadata.name : `${metadata.name}/${metadata.namespace}`;
  return `RBAC: allowed by ${kind} "${where}" of ${roleRef.kind} "${roleRef.name}" to User "${user}"`;
}

const lists = (list: readonly string[] | undefined, value: string): boolean =>
  list !== undefined && (list.includes('*') || list.includes(value));

/** RuleAllows (v1.25). */
export function covers(rule: PolicyRule, { verb, group, resource, subresource, name = '' }: AccessQuestion): boolean {
  const names = rule.resourceNames ?? [];
  return (
    lists(rule.verbs, verb) &&
    lists(rule.apiGroups, group) &&
    resourceMatches(rule.resources ?? [], resource, subresource) &&
    (names.length === 0 || names.includes(name))
  );
}

function resourceMatches(resources: readonly string[], resource: string, subresource: string | undefined): boolean {
  const combined = subresource === undefined ? resource : `${resource}/${subresource}`;
  return resources.some(
    (one) => one === '*' || one === combined || (subresource !== undefined && one === `*/${subresource}`),
  );
}
