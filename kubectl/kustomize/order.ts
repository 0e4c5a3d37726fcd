import { currentId, type Gvk, type Resource, type ResourceId } from './resource.ts';

/** Kinds that others need to be there (v4.5.7, kyaml resid.orderFirst). */
const first = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];

const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** The order in which resources are written and applied (LegacyOrderTransformer): by kind, then by namespace and name. */
export function inOrder(resources: readonly Resource[]): readonly Resource[] {
  return resources
    .map((resource) => ({ resource, id: currentId(resource) }))
    .toSorted((left, right) => compare(left.id, right.id))
    .map(({ resource }) => resource);
}

function compare(left: ResourceId, right: ResourceId): number {
  return compareGvks(left, right) || byCodeUnit(placeKey(left), placeKey(right));
}

/** The order of kinds (resid.Gvk.IsLessThan); parts may be missing. */
export function compareGvks(left: Partial<Gvk>, right: Partial<Gvk>): number {
  return rank(left.kind ?? '') - rank(right.kind ?? '') || byCodeUnit(gvkKey(left), gvkKey(right));
}

function rank(kind: string): number {
  const place = first.indexOf(kind);
  return place >= 0 ? place - first.length : last.indexOf(kind) + 1;
}

/** Empty parts sort behind all letters. */
function gvkKey({ group, version, kind }: Partial<Gvk>): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function placeKey({ namespace, name }: ResourceId): string {
  return `${namespace || '~X'}|${name || '~N'}`;
}

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
