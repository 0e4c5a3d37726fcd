import { storageClassOf } from '../../kinds/core/volume-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../kinds/types.ts';

export const PROVISIONED_BY: string = 'pv.kubernetes.io/provisioned-by';
const HOSTNAME = 'kubernetes.io/hostname';

/** Where a provisioner makes its directories, and whether they belong to one node. */
interface Provisioner {
  readonly root: string;
  readonly isLocal: boolean;
  readonly folderOf: (claim: PersistentVolumeClaim) => string;
}

const byUid = ({ metadata }: PersistentVolumeClaim): string =>
  `pvc-${metadata.uid ?? ''}_${metadata.namespace ?? ''}_${metadata.name}`;
const byName = ({ metadata }: PersistentVolumeClaim): string => `${metadata.namespace ?? ''}/${metadata.name}`;

/** Their own layouts; every other one that a topology offers makes local directories. */
const KNOWN: Readonly<Record<string, Provisioner>> = {
  'rancher.io/local-path': { root: '/opt/local-path-provisioner', isLocal: true, folderOf: byUid },
  'k8s.io/minikube-hostpath': { root: '/tmp/hostpath-provisioner', isLocal: false, folderOf: byName },
};
const OTHER: Provisioner = { root: '/var/lib/seatrial/volumes', isLocal: true, folderOf: byUid };

export const nameOf = (claim: PersistentVolumeClaim): string => `pvc-${claim.metadata.uid ?? ''}`;

/** Whether the directory is on one node, so that a node must be known before it is made. */
export function isLocal(provisioner: string): boolean {
  return (KNOWN[provisioner] ?? OTHER).isLocal;
}

/** The volume that is made for a claim: a directory of a host, reserved for the claim (external-provisioner library). */
export function volumeFor(claim: PersistentVolumeClaim, storageClass: StorageClass, node: string): PersistentVolume {
  const { provisioner, reclaimPolicy = 'Delete', mountOptions } = storageClass;
  const { root, folderOf } = KNOWN[provisioner] ?? OTHER;
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const { accessModes = [], resources, volumeMode } = claim.spec;
  const onNode = [{ matchExpressions: [{ key: HOSTNAME, operator: 'In', values: [node] }] }];
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: nameOf(claim), annotations: { [PROVISIONED_BY]: provisioner } },
    spec: {
      accessModes,
      capacity: { storage: resources?.requests?.['storage'] ?? '0' },
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        ...(namespace === undefined ? {} : { namespace }),
        ...(uid === undefined ? {} : { uid }),
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
      hostPath: { path: `${root}/${folderOf(claim)}`, type: 'DirectoryOrCreate' },
      ...(mountOptions === undefined ? {} : { mountOptions }),
      ...(isLocal(provisioner) ? { nodeAffinity: { required: { nodeSelectorTerms: onNode } } } : {}),
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: storageClassOf(claim),
      ...(volumeMode === undefined ? {} : { volumeMode }),
    },
    status: {},
  };
}
