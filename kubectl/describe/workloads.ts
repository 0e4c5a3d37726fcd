import { formatSelector, type KubeObject, type LabelSelector, type Pod } from '../../engine/index.ts';
import type { DescribeContext } from './context.ts';

/** `Conditions:` of three columns. */
export function reasonConditionLines(
  conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string }[] | undefined,
): string {
  if (conditions === undefined || conditions.length === 0) return '';
  const rows = conditions.map(({ type, status, reason = '' }) => `  ${type} \t${status}\t${reason}\n`);
  return `Conditions:\n  Type\tStatus\tReason\n  ----\t------\t------\n${rows.join('')}`;
}

/** `2 Running / 0 Waiting / 0 Succeeded / 0 Failed` of the pods that an object controls. */
export function podsStatusText(
  owner: KubeObject,
  selector: LabelSelector | undefined,
  context: DescribeContext,
): string {
  const pods = controlledPods(owner, selector, context);
  const count = (phase: string): number => pods.filter(({ status }) => status.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

function controlledPods(
  owner: KubeObject,
  selector: LabelSelector | undefined,
  { client }: DescribeContext,
): readonly Pod[] {
  const namespace = owner.metadata.namespace;
  const labelSelector = selectorText(selector);
  const { items } = client.list('Pod', { namespace, ...(labelSelector === '' ? {} : { labelSelector }) });
  return (items as readonly Pod[]).filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid, controller }) => controller === true && uid === owner.metadata.uid),
  );
}

export function selectorText(selector: LabelSelector | undefined): string {
  const text = formatSelector(selector);
  return text === '<none>' || text === '<error>' ? '' : text;
}
