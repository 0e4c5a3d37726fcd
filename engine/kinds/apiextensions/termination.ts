import type { CustomResourceDefinition } from '../types.ts';

type Condition = NonNullable<CustomResourceDefinition['status']['conditions']>[number];

/** What keeps a definition until its objects are gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

interface Phase {
  readonly reason: string;
  readonly message: string;
}

export const DELETION_PENDING: Phase = {
  reason: 'InstanceDeletionPending',
  message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
};
export const DELETION_IN_PROGRESS: Phase = {
  reason: 'InstanceDeletionInProgress',
  message: 'CustomResource deletion is in progress',
};

/** A definition with the condition that says how far its going is. */
export function withTerminating(
  crd: CustomResourceDefinition,
  phase: Phase,
  since: string | undefined,
): CustomResourceDefinition {
  const conditions: readonly Condition[] = crd.status.conditions ?? [];
  const old = conditions.find(({ type }) => type === 'Terminating');
  const lastTransitionTime = old?.lastTransitionTime ?? since;
  const condition = {
    ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }),
    ...phase,
    status: 'True',
    type: 'Terminating',
  };
  const others = conditions.filter(({ type }) => type !== 'Terminating');
  return { ...crd, status: { ...crd.status, conditions: [...others, condition] } };
}
