import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/types.ts';
import { unique } from '../shared/unique.ts';
import { syncClaim } from './claims.ts';
import { syncVolume } from './volumes.ts';

/** Claims that wait are looked at again this often (--pvclaimbinder-sync-period); their events repeat with it. */
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

function reconcile(key: string, view: View, context: Context): Outcome {
  if (key.startsWith(VOLUME)) {
    const volume = view.get<PersistentVolume>('PersistentVolume', undefined, key.slice(VOLUME.length));
    return volume === undefined ? NOTHING : { writes: syncVolume(volume, view) };
  }
  const { namespace, name } = splitKey(key.slice(CLAIM.length));
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  if (claim === undefined) return { writes: [], memory: null };
  const writes = syncClaim(claim, view);
  const events = writes.filter(({ verb }) => verb === 'event');
  if (events.length === 0 || claim.status.phase !== 'Pending') return { writes, memory: null, ...again(claim) };
  return waitingFor(writes, context);
}

const again = (claim: PersistentVolumeClaim): { readonly requeueAfterMs?: number } =>
  claim.status.phase === 'Pending' ? { requeueAfterMs: RESYNC_MS } : {};

interface Told {
  readonly atMs: number;
  readonly reasons: string;
}

/** A claim that has to wait says so once a round and when the reason is another, not with every change that wakes it. */
function waitingFor(writes: readonly Write[], { nowMs, memory }: Context): Outcome {
  const told = memory as Told | undefined;
  const reasons = writes.flatMap((write) => (write.verb === 'event' ? [write.event.reason] : [])).join(' ');
  if (told === undefined || told.reasons !== reasons || nowMs - told.atMs >= RESYNC_MS)
    return { writes, memory: { atMs: nowMs, reasons } satisfies Told, requeueAfterMs: RESYNC_MS };
  const silent = writes.filter(({ verb }) => verb !== 'event');
  return { writes: silent, requeueAfterMs: told.atMs + RESYNC_MS - nowMs };
}
