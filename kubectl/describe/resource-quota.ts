import type { ResourceQuota } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { nameLines } from './text.ts';

export const describeResourceQuota: Describer<ResourceQuota> = (quota) => {
  const { scopes = [] } = quota.spec;
  return [
    nameLines(quota),
    scopeLines(scopes, '', ' * '),
    'Resource\tUsed\tHard\n--------\t----\t----\n',
    quotaRows(quota, ''),
  ].join('');
};

const scopeHelp: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

/** The scopes and what each of them matches. */
export function scopeLines(scopes: readonly string[], indent: string, bullet: string): string {
  if (scopes.length === 0) return '';
  const sorted = scopes.toSorted();
  const help = sorted.flatMap((scope) => {
    const text = scopeHelp[scope];
    return text === undefined ? [] : [`${bullet}${text}\n`];
  });
  return `${indent}Scopes:\t${sorted.join(', ')}\n${help.join('')}`;
}

/** One row for each limited resource: used, hard. */
export function quotaRows({ status }: ResourceQuota, indent: string): string {
  const { hard = {}, used = {} } = status;
  return Object.keys(hard)
    .toSorted()
    .map((name) => `${indent}${name}\t${used[name] ?? '0'}\t${hard[name]}\n`)
    .join('');
}
