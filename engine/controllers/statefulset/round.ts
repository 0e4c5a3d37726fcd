import type { Context } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { ControllerRevision, Pod, StatefulSet } from '../../kinds/types.ts';
import { REVISION_LABEL } from './identity.ts';

/** What one sync works on. */
export interface Round {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly view: View;
  readonly context: Context;
}

export const wanted = (set: StatefulSet): number => set.spec.replicas ?? 1;
export const isDeleting = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
export const isUp = (pod: Pod): boolean => pod.status.phase === 'Running' && isPodReady(pod);
export const isHealthy = (pod: Pod): boolean => isUp(pod) && !isDeleting(pod);
export const isOf = (pod: Pod, revision: ControllerRevision): boolean =>
  pod.metadata.labels?.[REVISION_LABEL] === revision.metadata.name;
export const isRolling = (set: StatefulSet): boolean =>
  (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
