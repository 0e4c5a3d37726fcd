import type { ResourceQuota } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { nameLines } from './text.ts';

export const describeResourceQuota: Describer<ResourceQuota> = (quota) => {
  const { scopes = [] } = quota.spec;
  return [
    nameLines(quota),
    scopes.length === 0 ? '' : `Scopes:\t${scopes.toSorted().join(', ')}\n`,
    'Resource\tUsed\tHard\n--------\t----\t----\n',
    quotaRows(quota, ''),
  ].join('');
};

/** One row for each limited resource: used, hard. */
export function quotaRows({ status }: ResourceQuota, indent: string): string {
  const { hard = {}, used = {} } = status;
  return Object.keys(hard)
    .toSorted()
    .map((name) => `${indent}${name}\t${used[name] ?? '0'}\t${hard[name]}\n`)
    .join('');
}
