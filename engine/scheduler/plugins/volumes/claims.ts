import type { View } from '../../../component/view.ts';
import { claimNameOf, notMadeFor } from '../../../kinds/core/volume-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../../kinds/types.ts';

export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';

export interface PodClaim {
  readonly name: string;
  /** Made for this volume of the pod by the ephemeral volume controller. */
  readonly ephemeral: boolean;
  readonly claim: PersistentVolumeClaim | undefined;
  /** Why the claim is no volume of the pod, though it has the name of one. */
  readonly foreign: string | undefined;
}

/** The claims that a pod's volumes name, in order. */
export function claimsOf(pod: Pod, view: View): readonly PodClaim[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const name = claimNameOf(pod, volume);
    if (name === undefined) return [];
    const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', pod.metadata.namespace, name);
    const ephemeral = volume.persistentVolumeClaim === undefined;
    const foreign = ephemeral && claim !== undefined ? notMadeFor(pod, claim) : undefined;
    return [{ name, ephemeral, claim, foreign }];
  });
}

/** Bound for good: the volume controller has finished. */
export const isFullyBound = ({ metadata, spec }: PersistentVolumeClaim): boolean =>
  (spec.volumeName ?? '') !== '' && metadata.annotations?.[BIND_COMPLETED] !== undefined;

export function volumeOf({ spec }: PersistentVolumeClaim, view: View): PersistentVolume | undefined {
  return (spec.volumeName ?? '') === ''
    ? undefined
    : view.get<PersistentVolume>('PersistentVolume', undefined, spec.volumeName ?? '');
}

export function classOf({ spec }: PersistentVolumeClaim, view: View): StorageClass | undefined {
  const { storageClassName = '' } = spec;
  return storageClassName === '' ? undefined : view.get<StorageClass>('StorageClass', undefined, storageClassName);
}

/** The volume of a claim waits for its first consumer (volumeBindingMode WaitForFirstConsumer). */
export const isDelayed = (claim: PersistentVolumeClaim, view: View): boolean =>
  (claim.spec.volumeName ?? '') === '' && classOf(claim, view)?.volumeBindingMode === 'WaitForFirstConsumer';
