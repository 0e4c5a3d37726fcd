import type { Kind } from '../../api/kind.ts';
import { invalid, required } from '../../api/validation/field-error.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import { CREATED_AT, NAME } from '../columns.ts';
import { each } from '../field-checks.ts';
import { isConvertible, validateLabelSelector } from '../selectors.ts';
import type { ClusterRole } from '../types.ts';
import { RBAC_GROUP, validateRules, withRules } from './rules.ts';

export const clusterRole: Kind<ClusterRole> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  scope: 'Cluster',
  schema: 'io.k8s.api.rbac.v1.ClusterRole',
  nameCheck: pathSegmentName,
  defaults: withRules,
  validate: ({ rules, aggregationRule }) => [
    ...validateRules(rules, false),
    ...(aggregationRule === undefined ? [] : validateAggregation(aggregationRule)),
  ],
  createOnUpdate: true,
  columns: [NAME, CREATED_AT],
};

function validateAggregation({ clusterRoleSelectors = [] }: NonNullable<ClusterRole['aggregationRule']>) {
  const path = 'aggregationRule.clusterRoleSelectors';
  if (clusterRoleSelectors.length === 0) {
    return [required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  }
  return each(path, clusterRoleSelectors, (selector, at) => [
    ...validateLabelSelector(selector, at),
    // Kubernetes prints the selector that it could not make of it.
    ...(isConvertible(selector) ? [] : [invalid(at, 'null', 'invalid label selector.')]),
  ]);
}
