/** What a limit range allows, in the words of the LimitRanger plugin (v1.25). */
import {
  compareQuantities,
  formatQuantity,
  milliQuantityOf,
  milliValue,
  quantityOf,
  signOfQuantity,
  value,
} from '../../api/quantity.ts';
import type { LimitRange, PersistentVolumeClaim, Pod, ResourceList } from '../types.ts';

type Item = LimitRange['spec']['limits'][number];

interface Used {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

export function podErrors(pod: Pod, range: LimitRange): string[] {
  return range.spec.limits.flatMap((item) => {
    if (item.type === 'Pod') return itemErrors(item, podTotals(pod));
    if (item.type !== 'Container') return [];
    const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
    return containers.flatMap(({ resources }) =>
      itemErrors(item, { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }),
    );
  });
}

/** A resource counts for the pod if every container names it, or an init container; sums are printed as plain numbers. */
function podTotals({ spec }: Pod): Used {
  const of = (member: 'requests' | 'limits'): ResourceList => {
    const lists = spec.containers.map(({ resources }) => resources?.[member] ?? {});
    const names = Object.keys(lists[0] ?? {}).filter((name) => lists.every((list) => list[name] !== undefined));
    const totals: Record<string, string> = Object.fromEntries(names.map((name) => [name, total(name, lists)]));
    for (const { resources } of spec.initContainers ?? []) {
      for (const [name, asked] of Object.entries(resources?.[member] ?? {})) {
        const have = totals[name];
        if (have === undefined || compareQuantities(asked, have) > 0) totals[name] = asked;
      }
    }
    return totals;
  };
  return { requests: of('requests'), limits: of('limits') };
}

function total(name: string, lists: readonly ResourceList[]): string {
  const sum = (count: (quantity: string) => number): number =>
    lists.reduce((so, list) => so + count(list[name] ?? '0'), 0);
  return formatQuantity(name === 'cpu' ? milliQuantityOf(sum(milliValue)) : quantityOf(sum(value)));
}

export function claimErrors(claim: PersistentVolumeClaim, range: LimitRange): string[] {
  const requests = claim.spec.resources?.requests ?? {};
  return range.spec.limits
    .filter(({ type }) => type === 'PersistentVolumeClaim')
    .flatMap((item) => [
      ...each(item.min, (name, bound) => minErrors(item.type, name, bound, requests[name], undefined)),
      ...each(item.max, (name, bound) => maxRequestErrors(item.type, name, bound, requests[name])),
    ]);
}

function itemErrors({ type, min, max, maxLimitRequestRatio }: Item, { requests, limits }: Used): string[] {
  return [
    ...each(min, (name, bound) => minErrors(type, name, bound, requests[name], limits[name])),
    ...each(max, (name, bound) => maxErrors(type, name, bound, requests[name], limits[name])),
    ...each(maxLimitRequestRatio, (name, bound) => ratioErrors(type, name, bound, requests[name], limits[name])),
  ];
}

function each(list: ResourceList | undefined, check: (name: string, bound: string) => readonly string[]): string[] {
  return Object.keys(list ?? {})
    .sort()
    .flatMap((name) => check(name, list?.[name] ?? '0'));
}

const text = (quantity: string): string => formatQuantity(quantity);

function minErrors(
  type: string,
  name: string,
  bound: string,
  request: string | undefined,
  limit: string | undefined,
): string[] {
  const rule = `minimum ${name} usage per ${type} is ${text(bound)}`;
  if (request === undefined) return [`${rule}.  No request is specified`];
  if (compareQuantities(request, bound) < 0) return [`${rule}, but request is ${text(request)}`];
  return limit !== undefined && compareQuantities(limit, bound) < 0 ? [`${rule}, but limit is ${text(limit)}`] : [];
}

function maxErrors(
  type: string,
  name: string,
  bound: string,
  request: string | undefined,
  limit: string | undefined,
): string[] {
  const rule = `maximum ${name} usage per ${type} is ${text(bound)}`;
  if (limit === undefined) return [`${rule}.  No limit is specified`];
  if (compareQuantities(limit, bound) > 0) return [`${rule}, but limit is ${text(limit)}`];
  return request !== undefined && compareQuantities(request, bound) > 0
    ? [`${rule}, but request is ${text(request)}`]
    : [];
}

function maxRequestErrors(type: string, name: string, bound: string, request: string | undefined): string[] {
  const rule = `maximum ${name} usage per ${type} is ${text(bound)}`;
  if (request === undefined) return [`${rule}.  No request is specified`];
  return compareQuantities(request, bound) > 0 ? [`${rule}, but request is ${text(request)}`] : [];
}

function ratioErrors(
  type: string,
  name: string,
  bound: string,
  request: string | undefined,
  limit: string | undefined,
): string[] {
  const rule = `${name} max limit to request ratio per ${type} is ${text(bound)}`;
  if (request === undefined || signOfQuantity(request) === 0)
    return [`${rule}, but no request is specified or request is 0`];
  if (limit === undefined || signOfQuantity(limit) === 0) return [`${rule}, but no limit is specified or limit is 0`];
  const ratio = milliValue(limit) / milliValue(request);
  return ratio * 1000 > milliValue(bound) ? [`${rule}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}
