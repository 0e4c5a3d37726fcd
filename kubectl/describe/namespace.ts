import type { LimitRange, Namespace, ResourceQuota } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { limitRows } from './limit-range.ts';
import { quotaRows, scopeLines } from './resource-quota.ts';
import { annotationLines, pairLines } from './text.ts';

export const describeNamespace: Describer<Namespace> = (namespace, { client }) => {
  const { name, labels, annotations } = namespace.metadata;
  const quotas = client.list('ResourceQuota', { namespace: name }).items as readonly ResourceQuota[];
  const limits = client.list('LimitRange', { namespace: name }).items as readonly LimitRange[];
  return [
    `Name:\t${name}\n`,
    pairLines('Labels', labels),
    annotationLines('Annotations', annotations),
    `Status:\t${namespace.status.phase ?? ''}\n`,
    conditionLines(namespace),
    '\n',
    quotas.length === 0 ? 'No resource quota.\n' : `Resource Quotas\n${quotas.map(quotaBlock).join('')}`,
    '\n',
    limits.length === 0 ? 'No LimitRange resource.\n' : `Resource Limits\n${limits.map(limitBlock).join('')}`,
  ].join('');
};

function conditionLines({ status }: Namespace): string {
  const { conditions = [] } = status;
  if (conditions.length === 0) return '';
  const rows = conditions.map(
    ({ type, status: state, lastTransitionTime, reason = '', message = '' }) =>
      `  ${type} \t${state} \t${lastTransitionTime ?? ''} \t${reason} \t${message}\n`,
  );
  return `Conditions:\n  Type\tStatus\tLastTransitionTime\tReason\tMessage\n  ----\t------\t------------------\t------\t-------\n${rows.join('')}`;
}

function quotaBlock(quota: ResourceQuota): string {
  const scopes = scopeLines(quota.spec.scopes ?? [], '  ', '  * ');
  return `  Name:\t${quota.metadata.name}\n${scopes}  Resource\tUsed\tHard\n  --------\t---\t---\n${quotaRows(quota, '  ')}`;
}

function limitBlock(limits: LimitRange): string {
  return ` Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n${limitRows(limits, ' ')}`;
}
