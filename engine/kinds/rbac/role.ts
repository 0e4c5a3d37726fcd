import type { Kind } from '../../api/kind.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import { CREATED_AT, NAME } from '../columns.ts';
import type { Role } from '../types.ts';
import { RBAC_GROUP, validateRules, withRules } from './rules.ts';

export const role: Kind<Role> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  scope: 'Namespaced',
  schema: 'io.k8s.api.rbac.v1.Role',
  nameCheck: pathSegmentName,
  defaults: withRules,
  validate: ({ rules }) => validateRules(rules, true),
  createOnUpdate: true,
  columns: [NAME, CREATED_AT],
};
