import { type Kind, kindId } from '../../api/kind.ts';
import type { View } from '../../component/view.ts';
import { addLists } from '../../kinds/quota/pod-usage.ts';
import { countName, maskList, quotaSees, quotaUsage } from '../../kinds/quota/usage.ts';
import type { ResourceList, ResourceQuota } from '../../kinds/types.ts';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const OF_PODS: readonly string[] = [
  'pods',
  ...COMPUTE,
  ...COMPUTE.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
];
const OF_SERVICES = ['services', 'services.nodeports', 'services.loadbalancers'];
const OF_CLAIMS = ['persistentvolumeclaims', 'requests.storage'];
const CLASS_SUFFIX = '.storageclass.storage.k8s.io';

/** Whether objects of this kind can take what a quota calls by this name (MatchingResources of each evaluator, v1.25). */
function measures({ group, plural }: Kind, name: string): boolean {
  if (name === countName({ group, plural })) return true;
  if (group !== '') return false;
  if (plural === 'pods') return OF_PODS.includes(name) || isHugePages(name) || isExtended(name);
  if (plural === 'services') return OF_SERVICES.includes(name);
  if (plural === 'persistentvolumeclaims') return OF_CLAIMS.includes(name) || isOfClass(name);
  return name === plural && !name.includes('.');
}

const isHugePages = (name: string): boolean => /^(requests\.)?hugepages-/.test(name);
/** `requests.example.com/device`. */
const isExtended = (name: string): boolean => name.startsWith('requests.') && name.includes('/');
const isOfClass = (name: string): boolean => OF_CLAIMS.some((claim) => name.endsWith(`${CLASS_SUFFIX}/${claim}`));

/** Namespaced kinds whose objects a quota may count; events never count. */
export function countedKinds(kinds: readonly Kind[]): readonly Kind[] {
  return kinds.filter(({ scope, kind }) => scope === 'Namespaced' && kind !== 'Event');
}

/**
 * What the namespace's objects take of the quota, by the names that it bounds; names that nothing measures keep what they had
 * (CalculateUsage, v1.25).
 */
export function usedOf(quota: ResourceQuota, kinds: readonly Kind[], view: View, nowMs: number): ResourceList {
  const names = Object.keys(quota.spec.hard ?? {}).sort();
  let used: ResourceList = maskList(quota.status.used ?? {}, names);
  for (const kind of countedKinds(kinds)) {
    const mine = names.filter((name) => measures(kind, name));
    if (mine.length > 0) used = { ...used, ...usedByKind(quota, kind, mine, view, nowMs) };
  }
  return Object.fromEntries(names.flatMap((name) => (used[name] === undefined ? [] : [[name, used[name]]])));
}

function usedByKind(
  quota: ResourceQuota,
  kind: Kind,
  names: readonly string[],
  view: View,
  nowMs: number,
): ResourceList {
  let sum: ResourceList = Object.fromEntries(names.map((name) => [name, '0']));
  for (const object of view.list(kindId(kind), quota.metadata.namespace)) {
    if (quotaSees(quota, kind, object)) sum = addLists(sum, maskList(quotaUsage(kind, object, nowMs), names));
  }
  return sum;
}
