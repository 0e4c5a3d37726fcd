/** What objects take of a namespace's quotas, and which quotas see them (quota evaluators, v1.25). For admission and controller. */
import type { KubeObject } from '../../api/object.ts';
import { compareQuantities, formatQuantity, parseQuantity, signOfQuantity, subQuantities } from '../../api/quantity.ts';
import { qosClass } from '../core/pod-facts.ts';
import type { PersistentVolumeClaim, Pod, ResourceList, ResourceQuota, Service } from '../types.ts';
import { podUsage } from './pod-usage.ts';

interface Resource {
  readonly group: string;
  readonly plural: string;
}

/** Core kinds that a quota also counts by their bare name. */
const COUNTED_BARE = [
  'configmaps',
  'secrets',
  'replicationcontrollers',
  'resourcequotas',
  'services',
  'persistentvolumeclaims',
];

/** `count/deployments.apps`, `count/configmaps`. */
export function countName({ group, plural }: Resource): string {
  return group === '' ? `count/${plural}` : `count/${plural}.${group}`;
}

/** Everything one object takes, under all names that a quota may use. */
export function quotaUsage(resource: Resource, object: KubeObject, nowMs: number): ResourceList {
  if (resource.group !== '') return { [countName(resource)]: '1' };
  if (resource.plural === 'pods') return podUsage(object as Pod, nowMs);
  const counted = {
    [countName(resource)]: '1',
    ...(COUNTED_BARE.includes(resource.plural) ? { [resource.plural]: '1' } : {}),
  };
  if (resource.plural === 'services') return { ...counted, ...serviceUsage(object as Service) };
  if (resource.plural === 'persistentvolumeclaims')
    return { ...counted, ...claimUsage(object as PersistentVolumeClaim) };
  return counted;
}

function serviceUsage({ spec }: Service): ResourceList {
  const ports = spec.ports ?? [];
  if (spec.type === 'NodePort') return { 'services.nodeports': String(ports.length), 'services.loadbalancers': '0' };
  if (spec.type !== 'LoadBalancer') return { 'services.nodeports': '0', 'services.loadbalancers': '0' };
  const allocated =
    spec.allocateLoadBalancerNodePorts === false ? ports.filter(({ nodePort }) => (nodePort ?? 0) > 0) : ports;
  return { 'services.nodeports': String(allocated.length), 'services.loadbalancers': '1' };
}

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

function claimUsage({ spec, metadata }: PersistentVolumeClaim): ResourceList {
  const storageClass = metadata.annotations?.[CLASS_ANNOTATION] ?? spec.storageClassName ?? '';
  const storage = spec.resources?.requests?.['storage'];
  const suffix = `${storageClass}.storageclass.storage.k8s.io`;
  return {
    ...(storageClass === '' ? {} : { [`${suffix}/persistentvolumeclaims`]: '1' }),
    ...(storage === undefined ? {} : { 'requests.storage': storage }),
    ...(storage === undefined || storageClass === '' ? {} : { [`${suffix}/requests.storage`]: storage }),
  };
}

/** Whether a quota's scopes let it see the object. Only pods have scopes. */
export function quotaSees(quota: ResourceQuota, resource: Resource, object: KubeObject): boolean {
  const { scopes = [], scopeSelector } = quota.spec;
  const expressions = scopeSelector?.matchExpressions ?? [];
  if (scopes.length + expressions.length === 0) return true;
  if (resource.group !== '' || resource.plural !== 'pods') return false;
  const { spec } = object as Pod;
  return (
    scopes.every((scope) => inScope(spec, { scopeName: scope, operator: 'Exists' })) &&
    expressions.every((expression) => inScope(spec, expression))
  );
}

interface ScopeExpression {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

function inScope(spec: Pod['spec'], { scopeName, operator, values = [] }: ScopeExpression): boolean {
  const deadline = spec.activeDeadlineSeconds;
  switch (scopeName) {
    case 'Terminating':
      return deadline !== undefined && deadline >= 0;
    case 'NotTerminating':
      return !(deadline !== undefined && deadline >= 0);
    case 'BestEffort':
      return qosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(spec) !== 'BestEffort';
    case 'PriorityClass':
      return inPriorityScope(spec.priorityClassName ?? '', operator, values);
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec);
    default:
      return false;
  }
}

function inPriorityScope(name: string, operator: string, values: readonly string[]): boolean {
  if (operator === 'In') return values.includes(name);
  if (operator === 'NotIn') return !values.includes(name);
  return operator === 'DoesNotExist' ? name === '' : name !== '';
}

function crossesNamespaces({ affinity }: Pod['spec']): boolean {
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((one) => [
    ...(one?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(one?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some(
    ({ namespaces, namespaceSelector }) => (namespaces ?? []).length > 0 || namespaceSelector !== undefined,
  );
}

/** `after - before`, without what did not change. */
export function usageDelta(after: ResourceList, before: ResourceList): ResourceList {
  const delta: Record<string, string> = {};
  for (const name of [...new Set([...Object.keys(after), ...Object.keys(before)])].sort()) {
    const difference = subQuantities(after[name] ?? '0', before[name] ?? '0');
    if (signOfQuantity(difference) !== 0) delta[name] = formatQuantity(difference);
  }
  return delta;
}

/** The members of a list that are among the names. */
export function maskList(list: ResourceList, names: readonly string[]): ResourceList {
  return Object.fromEntries(names.flatMap((name) => (list[name] === undefined ? [] : [[name, list[name]]])));
}

/** `cpu=1,memory=2Gi`, names sorted. */
export function listText(list: ResourceList): string {
  return Object.keys(list)
    .sort()
    .map((name) => `${name}=${formatQuantity(parseQuantity(list[name] ?? '0'))}`)
    .join(',');
}

/** Names of what is above its bound, sorted. */
export function exceeded(used: ResourceList, hard: ResourceList): string[] {
  return Object.keys(used)
    .filter((name) => hard[name] !== undefined && compareQuantities(used[name] ?? '0', hard[name]) > 0)
    .sort();
}
