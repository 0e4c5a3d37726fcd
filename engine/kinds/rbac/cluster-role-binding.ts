import type { Kind } from '../../api/kind.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import type { ClusterRoleBinding } from '../types.ts';
import { bindingColumns, bindingDefaults, validateBinding, validateBindingUpdate } from './binding.ts';
import { RBAC_GROUP } from './rules.ts';

const ROLE_KINDS = ['ClusterRole'];

export const clusterRoleBinding: Kind<ClusterRoleBinding> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  scope: 'Cluster',
  schema: 'io.k8s.api.rbac.v1.ClusterRoleBinding',
  nameCheck: pathSegmentName,
  defaults: bindingDefaults,
  validate: (object) => validateBinding(object, ROLE_KINDS),
  validateUpdate: (object, old) => [...validateBinding(object, ROLE_KINDS), ...validateBindingUpdate(object, old)],
  createOnUpdate: true,
  columns: bindingColumns<ClusterRoleBinding>(),
};
