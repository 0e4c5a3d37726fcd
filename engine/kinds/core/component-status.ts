import type { ComponentStatus as Published } from 'kubernetes-types/core/v1.js';
import type { Kind } from '../../api/kind.ts';
import { unexpected } from '../../api/status-error.ts';
import { NAME } from '../columns.ts';
import type { Stored } from '../types.ts';

export type ComponentStatus = Stored<'ComponentStatus', Published>;

type Condition = NonNullable<ComponentStatus['conditions']>[number];

/** What the API server hears from etcd, the scheduler and the controller manager when somebody asks (componentstatus rest, v1.25). */
export const componentStatus: Kind<ComponentStatus> = {
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  plural: 'componentstatuses',
  shortNames: ['cs'],
  scope: 'Cluster',
  schema: 'io.k8s.api.core.v1.ComponentStatus',
  isLive: true,
  deprecation: 'v1 ComponentStatus is deprecated in v1.19+',
  unservedVerbs: ['create', 'update', 'patch', 'delete', 'deletecollection', 'watch'],
  // No Kubernetes error, so that nothing says which kind it is.
  missing: (name) => unexpected(`Component not found: ${name}`),
  nameCheck: () => [],
  columns: [
    NAME,
    { name: 'Status', cell: (object) => statusCell(healthOf(object)) },
    { name: 'Message', cell: (object) => healthOf(object)?.message ?? '' },
    { name: 'Error', cell: (object) => healthOf(object)?.error ?? '' },
  ],
};

function healthOf({ conditions = [] }: ComponentStatus): Condition | undefined {
  return conditions.find(({ type }) => type === 'Healthy');
}

function statusCell(health: Condition | undefined): string {
  if (health === undefined) return 'Unknown';
  return health.status === 'True' ? 'Healthy' : 'Unhealthy';
}
