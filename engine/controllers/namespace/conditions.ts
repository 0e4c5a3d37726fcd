import type { StatusError } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Namespace } from '../../kinds/types.ts';

type Condition = NonNullable<Namespace['status']['conditions']>[number];

/** What is left of one kind; `resource` is `pods.` or `deployments.apps`. */
export interface Remaining {
  readonly resource: string;
  readonly objects: readonly KubeObject[];
}

/** Types in the order in which they are added, with what they say while nothing is wrong (namespace/deletion/status_condition_utils.go, v1.25). */
const GOOD: readonly (readonly [string, string, string])[] = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
];

/** The conditions of a namespace that is being deleted; the transition time moves with the status. */
export function deletionConditions(
  old: readonly Condition[],
  remaining: readonly Remaining[],
  failures: readonly StatusError[],
  nowMs: number,
): readonly Condition[] {
  const bad = new Map([...contentFailure(failures), ...contentRemaining(remaining), ...finalizersRemaining(remaining)]);
  const next = GOOD.map(([type, reason, message]): Condition => {
    const problem = bad.get(type);
    const status = problem === undefined ? 'False' : 'True';
    const before = old.find((condition) => condition.type === type);
    const lastTransitionTime =
      before?.status === status ? (before.lastTransitionTime ?? toTimestamp(nowMs)) : toTimestamp(nowMs);
    return { type, status, lastTransitionTime, ...(problem ?? { reason, message }) };
  });
  return [...old.filter(({ type }) => GOOD.every(([known]) => known !== type)), ...next];
}

type Problem = readonly [string, { readonly reason: string; readonly message: string }];

function contentFailure(failures: readonly StatusError[]): readonly Problem[] {
  if (failures.length === 0) return [];
  const texts = failures.map(({ message }) => message).join(', ');
  const message = `Failed to delete all resource types, ${failures.length} remaining: ${texts}`;
  return [['NamespaceDeletionContentFailure', { reason: 'ContentDeletionFailed', message }]];
}

function contentRemaining(remaining: readonly Remaining[]): readonly Problem[] {
  if (remaining.length === 0) return [];
  const counts = remaining.map(({ resource, objects }) => `${resource} has ${objects.length} resource instances`);
  const message = `Some resources are remaining: ${counts.sort(byText).join(', ')}`;
  return [['NamespaceContentRemaining', { reason: 'SomeResourcesRemain', message }]];
}

function finalizersRemaining(remaining: readonly Remaining[]): readonly Problem[] {
  const all = remaining.flatMap(({ objects }) => objects.flatMap(({ metadata }) => metadata.finalizers ?? []));
  if (all.length === 0) return [];
  const counts = [...Map.groupBy(all, (finalizer) => finalizer)].map(
    ([finalizer, list]) => `${finalizer} in ${list.length} resource instances`,
  );
  const message = `Some content in the namespace has finalizers remaining: ${counts.sort(byText).join(', ')}`;
  return [['NamespaceFinalizersRemaining', { reason: 'SomeFinalizersRemain', message }]];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
