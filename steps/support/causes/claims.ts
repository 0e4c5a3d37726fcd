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
  if (claim.status?.phase === 'Bound') return boundVolume(view, name, claim.spec.volumeName ?? '');
  const volumes = view.list<PersistentVolume>('PersistentVolume').map(describeVolume);
  if (claim.spec.storageClassName === undefined && volumes.length === 0) return classless(name, claim);
  return [
    `PersistentVolumeClaim "${name}" is ${claim.status?.phase ?? 'Pending'}: it asks for ${describeClaim(claim)}`,
    volumes.length === 0 ? 'there is no PersistentVolume' : `there is ${volumes.join('; ')}`,
  ];
}

/** No default class was there when the claim came, and no volume without a class is there for it. */
function classless(name: string, claim: PersistentVolumeClaim): readonly string[] {
  return [
    `PersistentVolumeClaim "${name}" is ${claim.status?.phase ?? 'Pending'}: it asks for ${described(claim)} and names no storageClassName`,
    'no StorageClass is the default: one has to be applied before the claim, annotated storageclass.kubernetes.io/is-default-class=true',
  ];
}

function boundVolume(view: View, claim: string, name: string): readonly string[] {
  const { nfs, nodeAffinity } = view.get<PersistentVolume>('PersistentVolume', undefined, name)?.spec ?? {};
  const nodes = (nodeAffinity?.required?.nodeSelectorTerms ?? []).flatMap(({ matchExpressions = [] }) =>
    matchExpressions.flatMap(({ key, values = [] }) => (key === 'kubernetes.io/hostname' ? values : [])),
  );
  return [
    ...(nfs === undefined ? [] : [`PersistentVolume "${name}" is the NFS export ${nfs.server}:${nfs.path}`]),
    ...(nodes.length === 0
      ? []
      : [
          `PersistentVolumeClaim "${claim}" is bound to PersistentVolume "${name}", which only ${nodes.join(', ')} has`,
        ]),
  ];
}

function describeClaim(claim: PersistentVolumeClaim): string {
  return `${described(claim)}, storageClassName ${JSON.stringify(claim.spec.storageClassName ?? '')}`;
}

function described({ spec }: PersistentVolumeClaim): string {
  return `${String(spec.resources?.requests?.['storage'] ?? '')}, ${(spec.accessModes ?? []).join('+')}`;
}

function describeVolume({ metadata, spec, status }: PersistentVolume): string {
  const size = String(spec.capacity?.['storage'] ?? '');
  const offers = `${size}, ${(spec.accessModes ?? []).join('+')}, storageClassName ${JSON.stringify(spec.storageClassName ?? '')}`;
  return `PersistentVolume "${metadata.name}" (${status?.phase ?? ''}) with ${offers}`;
}
