import type { AdmissionPlugin, AdmissionRequest } from '../../api/admission.ts';
import { semanticEqual } from '../../api/equality.ts';
import { notFound } from '../../api/status-error.ts';
import type { Binding } from '../rbac/binding.ts';
import { escalation, mayGrant } from '../rbac/escalation.ts';
import { RBAC_GROUP } from '../rbac/rules.ts';
import type { ClusterRole, PolicyRule, Role } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';

/**
 * Roles and bindings hand out no more than their author holds. In Kubernetes that is the storage of these kinds
 * (registry/rbac policybased, v1.25), asked where admission is.
 */
export const rbacEscalation: AdmissionPlugin = {
  name: 'RBACEscalation',
  kinds: ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
  validate: (request) => {
    if (!isMainWrite(request, 'create', 'update')) return;
    const why = request.kind.kind.endsWith('Binding') ? bindingRefusal(request) : roleRefusal(request);
    if (why !== undefined) throw deny(request, why, { final: true });
  },
};

const grantorOf = ({ user, groups, namespace }: AdmissionRequest) => ({ user, groups, namespace });

function roleRefusal(request: AdmissionRequest): string | undefined {
  const { rules } = request.object as Role | ClusterRole;
  const before = request.old as Role | ClusterRole | undefined;
  if (before !== undefined && semanticEqual(rules, before.rules)) return undefined;
  const grantor = grantorOf(request);
  if (mayGrant(request.context, grantor, 'escalate', request.kind.plural, request.name)) return undefined;
  return escalation(request.context, grantor, rules ?? []);
}

function bindingRefusal(request: AdmissionRequest): string | undefined {
  const binding = request.object as Binding;
  const before = request.old as Binding | undefined;
  if (before !== undefined && semanticEqual(granted(binding), granted(before))) return undefined;
  const { roleRef } = binding;
  const grantor = grantorOf(request);
  const resource = roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  if (mayGrant(request.context, grantor, 'bind', resource, roleRef.name)) return undefined;
  return escalation(request.context, grantor, rulesOf(request, roleRef));
}

const granted = ({ subjects, roleRef }: Binding): unknown => [subjects ?? [], roleRef];

function rulesOf({ context, namespace }: AdmissionRequest, { kind, name }: Binding['roleRef']): readonly PolicyRule[] {
  const role =
    kind === 'ClusterRole'
      ? context.get<ClusterRole>('ClusterRole', undefined, name)
      : context.get<Role>('Role', namespace, name);
  if (role !== undefined) return role.rules ?? [];
  const plural = kind === 'ClusterRole' ? 'clusterroles' : 'roles';
  throw notFound({ group: RBAC_GROUP, plural }, name);
}
