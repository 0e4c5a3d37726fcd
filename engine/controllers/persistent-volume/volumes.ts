import type { View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/types.ts';
import { eventWrite } from '../shared/writes.ts';
import { BOUND_BY, patch } from './claims.ts';

const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** The one place where the built-in deleter works. */
const SCRATCH = /^\/tmp\/.+/;

/** What a volume needs next (syncVolume, v1.25). Recycling is not simulated. */
export function syncVolume(volume: PersistentVolume, view: View): readonly Write[] {
  const { claimRef } = volume.spec;
  if (claimRef === undefined || (claimRef.uid ?? '') === '') return phase(volume, 'Available');
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', claimRef.namespace, claimRef.name ?? '');
  if (claim === undefined || claim.metadata.uid !== claimRef.uid) return released(volume);
  const { volumeName = '' } = claim.spec;
  if (volumeName === '' || volumeName === volume.metadata.name) {
    return volumeName === '' ? [] : phase(volume, 'Bound');
  }
  return unbind(volume);
}

function phase(volume: PersistentVolume, wanted: string): readonly Write[] {
  return volume.status.phase === wanted ? [] : [patch(volume, { status: { phase: wanted } }, 'status')];
}

/** Its claim went to another volume: it is free again, or waits for the claim it was made for. */
function unbind(volume: PersistentVolume): readonly Write[] {
  const isOurs = volume.metadata.annotations?.[BOUND_BY] !== undefined;
  const changes = isOurs
    ? { metadata: { annotations: { [BOUND_BY]: null } }, spec: { claimRef: null } }
    : { spec: { claimRef: { uid: null, resourceVersion: null } } };
  return [patch(volume, changes), ...phase(volume, 'Available')];
}

/** Its claim is gone: Released, then what the reclaim policy says. */
function released(volume: PersistentVolume): readonly Write[] {
  const { persistentVolumeReclaimPolicy: policy = 'Retain', hostPath } = volume.spec;
  const current = volume.status.phase;
  const first = current === 'Released' || current === 'Failed' ? [] : phase(volume, 'Released');
  if (policy === 'Retain' || current === 'Failed' || volume.metadata.annotations?.[PROVISIONED_BY] !== undefined)
    return first;
  const { name } = volume.metadata;
  if (policy === 'Recycle') return failed(volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!');
  if (hostPath !== undefined && SCRATCH.test(hostPath.path)) {
    return [...first, { verb: 'delete', kind: 'PersistentVolume', namespace: undefined, name, ignore: ['NotFound'] }];
  }
  const message =
    hostPath === undefined
      ? `error getting deleter volume plugin for volume "${name}": no deletable volume plugin matched`
      : `host_path deleter only supports /tmp/.+ but received provided ${hostPath.path}`;
  return failed(volume, 'VolumeFailedDelete', message);
}

function failed(volume: PersistentVolume, reason: string, message: string): readonly Write[] {
  return [
    patch(volume, { status: { phase: 'Failed', message } }, 'status'),
    eventWrite(volume, 'Warning', reason, message),
  ];
}
