import { addQuantities, compareQuantities, formatQuantity } from '../../api/quantity.ts';
import { isTerminal } from '../core/pod-facts.ts';
import { parseTimestamp } from '../../api/time.ts';
import type { Container, Pod, PodSpec, ResourceList } from '../types.ts';

/** Sum by resource. */
export function addLists(a: ResourceList, b: ResourceList): ResourceList {
  const sum: Record<string, string> = { ...a };
  for (const name of Object.keys(b)) {
    const [left, right] = [sum[name], b[name] ?? '0'];
    sum[name] = left === undefined ? right : formatQuantity(addQuantities(left, right));
  }
  return sum;
}

function maxLists(a: ResourceList, b: ResourceList): ResourceList {
  const max: Record<string, string> = { ...a };
  for (const name of Object.keys(b)) {
    const [left, right] = [max[name], b[name] ?? '0'];
    if (left === undefined || compareQuantities(right, left) > 0) max[name] = right;
  }
  return max;
}

/** Requests and limits of a whole pod: the larger of the containers' sum and the largest init container, plus the overhead. */
export function podResources(spec: PodSpec): { readonly requests: ResourceList; readonly limits: ResourceList } {
  const of = (member: 'requests' | 'limits'): ResourceList => {
    const listOf = (container: Container): ResourceList => container.resources?.[member] ?? {};
    const sum = spec.containers.map(listOf).reduce(addLists, {});
    const largest = (spec.initContainers ?? []).map(listOf).reduce(maxLists, {});
    const total = maxLists(sum, largest);
    const overhead = spec.overhead ?? {};
    const known = member === 'requests' ? overhead : pick(overhead, Object.keys(total));
    return addLists(total, known);
  };
  return { requests: of('requests'), limits: of('limits') };
}

function pick(list: ResourceList, names: readonly string[]): ResourceList {
  return Object.fromEntries(Object.entries(list).filter(([name]) => names.includes(name)));
}

const BOTH_NAMES = ['cpu', 'memory', 'ephemeral-storage'];

/** The names under which a quota counts requests and limits: `cpu` is `requests.cpu`. */
export function computeUsage(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage: Record<string, string> = {};
  for (const [name, quantity] of Object.entries(requests)) {
    if (BOTH_NAMES.includes(name) || name.startsWith('hugepages-')) usage[name] = quantity;
    if (BOTH_NAMES.includes(name) || name.startsWith('hugepages-') || name.includes('/'))
      usage[`requests.${name}`] = quantity;
  }
  for (const [name, quantity] of Object.entries(limits))
    if (BOTH_NAMES.includes(name)) usage[`limits.${name}`] = quantity;
  return usage;
}

/** What one pod takes of a quota (pod evaluator, v1.25): a pod that is over, or overdue, takes no more than its place. */
export function podUsage(pod: Pod, nowMs: number): ResourceList {
  const counted = { 'count/pods': '1' };
  if (isTerminal(pod) || isOverdue(pod, nowMs)) return counted;
  const { requests, limits } = podResources(pod.spec);
  return { ...counted, pods: '1', ...computeUsage(requests, limits) };
}

function isOverdue({ metadata }: Pod, nowMs: number): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds: grace } = metadata;
  if (deletionTimestamp === undefined || grace === undefined) return false;
  return nowMs > parseTimestamp(deletionTimestamp) + grace * 1000;
}
