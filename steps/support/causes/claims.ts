import type { Cluster, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../engine/index.ts';
import { missingCauses } from './missing.ts';

type View = Cluster['view'];

/** What is wrong with the claims of a pod: they are not there, or no volume fits them. */
export function claimCauses(view: View, { metadata, spec }: Pod): readonly string[] {
  const namespace = metadata.namespace ?? '';
  const names = (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  return names.flatMap((name) => oneClaim(view, namespace, name));
}

function oneClaim(view: View, namespace: string, name: string): readonly string[] {
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  if (claim === undefined) return missingCauses(view, namespace, 'PersistentVolumeClaim', name);
  if (claim.status?.phase === 'Bound') return boundVolume(view, claim.spec.volumeName ?? '');
  const volumes = view.list<PersistentVolume>('PersistentVolume').map(describeVolume);
  return [
    `PersistentVolumeClaim "${name}" is ${claim.status?.phase ?? 'Pending'}: it asks for ${describeClaim(claim)}`,
    volumes.length === 0 ? 'there is no PersistentVolume' : `there is ${volumes.join('; ')}`,
  ];
}

function boundVolume(view: View, name: string): readonly string[] {
  const nfs = view.get<PersistentVolume>('PersistentVolume', undefined, name)?.spec.nfs;
  return nfs === undefined ? [] : [`PersistentVolume "${name}" is the NFS export ${nfs.server}:${nfs.path}`];
}

function describeClaim({ spec }: PersistentVolumeClaim): string {
  const size = String(spec.resources?.requests?.['storage'] ?? '');
  return `${size}, ${(spec.accessModes ?? []).join('+')}, storageClassName ${JSON.stringify(spec.storageClassName ?? null)}`;
}

function describeVolume({ metadata, spec, status }: PersistentVolume): string {
  const size = String(spec.capacity?.['storage'] ?? '');
  const offers = `${size}, ${(spec.accessModes ?? []).join('+')}, storageClassName ${JSON.stringify(spec.storageClassName ?? '')}`;
  return `PersistentVolume "${metadata.name}" (${status?.phase ?? ''}) with ${offers}`;
}
