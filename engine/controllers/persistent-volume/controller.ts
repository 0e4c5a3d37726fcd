import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/types.ts';
import { unique } from '../shared/unique.ts';
import { syncClaim } from './claims.ts';
import { syncVolume } from './volumes.ts';

/**
 * All claims that wait are looked at again this often, at the same time (--pvclaimbinder-sync-period): the ticks are those of a process as
 * old as the cluster. Each look says why they wait.
 */
const RESYNC_MS = 15_000;
const CLAIM = 'claim/';
const VOLUME = 'volume/';

const volumeKey = (name: string | undefined): string | undefined =>
  name === undefined || name === '' ? undefined : VOLUME + name;

/** Binds claims and volumes, and reclaims volumes (pv_controller.go, v1.25). */
export const persistentVolumeController: Component = {
  name: 'persistentvolume-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    {
      kind: 'PersistentVolumeClaim',
      keys: ({ type, object }) => {
        const { volumeName } = (object as PersistentVolumeClaim).spec;
        return unique([type === 'DELETED' ? undefined : CLAIM + keyOf(object), volumeKey(volumeName)]);
      },
    },
    {
      kind: 'PersistentVolume',
      keys: ({ type, object }) => {
        const { claimRef } = (object as PersistentVolume).spec;
        const claim = claimRef === undefined ? undefined : `${CLAIM}${claimRef.namespace}/${claimRef.name}`;
        return unique([type === 'DELETED' ? undefined : volumeKey(object.metadata.name), claim]);
      },
    },
  ],
  reconcile,
};

function reconcile(key: string, view: View, { nowMs }: Context): Outcome {
  if (key.startsWith(VOLUME)) {
    const volume = view.get<PersistentVolume>('PersistentVolume', undefined, key.slice(VOLUME.length));
    return volume === undefined ? NOTHING : { writes: syncVolume(volume, view) };
  }
  const { namespace, name } = splitKey(key.slice(CLAIM.length));
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  if (claim === undefined) return NOTHING;
  return { writes: syncClaim(claim, view), ...again(claim, nowMs) };
}

const again = (claim: PersistentVolumeClaim, nowMs: number): { readonly requeueAfterMs?: number } =>
  claim.status.phase === 'Pending' ? { requeueAfterMs: RESYNC_MS - (nowMs % RESYNC_MS) } : {};
