import { at, type Coverage, joined, under } from '../patterns.ts';

/** Types of a pod's volume that cannot be set up: FailedMount says "volumes of type X are not simulated". */
const NOT_SIMULATED: readonly string[] = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'iscsi',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

const KEYED: Coverage = { acted: ['optional', ...at('items[*]', 'key', 'path', 'mode')] };
const DOWNWARD: Coverage = {
  acted: at('items[*]', 'path', 'mode', 'fieldRef.fieldPath', 'resourceFieldRef.**'),
};
const NAMED: Coverage = joined(KEYED, { acted: ['name'] });
const MODE: Coverage = { acted: ['defaultMode'] };

/** The specification of a claim. */
export const CLAIM_SPEC: Coverage = {
  acted: ['accessModes', 'resources.requests', 'selector.**', 'storageClassName', 'volumeMode', 'volumeName'],
};

const CLAIM_TEMPLATE: Coverage = joined({ acted: at('metadata', 'labels', 'annotations') }, under('spec', CLAIM_SPEC));

/** A pod's volumes: kubelet/volumes, and for claims made for a pod controllers/ephemeral-volume. */
export const VOLUME: Coverage = joined(
  {
    acted: [
      'name',
      ...at('hostPath', 'path', 'type'),
      ...at('nfs', 'server', 'path', 'readOnly'),
      ...at('persistentVolumeClaim', 'claimName', 'readOnly'),
      'secret.secretName',
      'emptyDir',
      ...at('emptyDir', 'medium', 'sizeLimit'),
    ],
    refused: NOT_SIMULATED.map((type) => `${type}.**`),
  },
  under('configMap', joined(NAMED, MODE)),
  under('secret', joined(KEYED, MODE)),
  under('downwardAPI', joined(DOWNWARD, MODE)),
  under('ephemeral.volumeClaimTemplate', CLAIM_TEMPLATE),
  under('projected', MODE),
  under('projected.sources[*].configMap', NAMED),
  under('projected.sources[*].secret', NAMED),
  under('projected.sources[*].downwardAPI', DOWNWARD),
  under('projected.sources[*].serviceAccountToken', { acted: ['path', 'audience'] }),
);

/** Types of a persistent volume that no kubelet can mount. */
const FOREIGN_VOLUMES = NOT_SIMULATED.filter((type) => type !== 'gitRepo');

/** The specification of a persistent volume: the volume binder, the scheduler's volume plugins, the kubelet's mounts. */
export const VOLUME_SPEC: Coverage = {
  acted: [
    'capacity',
    'accessModes',
    ...at('claimRef', 'apiVersion', 'kind', 'namespace', 'name', 'uid', 'resourceVersion'),
    'storageClassName',
    'volumeMode',
    'persistentVolumeReclaimPolicy',
    'nodeAffinity.**',
    'local.path',
    ...at('hostPath', 'path', 'type'),
    ...at('nfs', 'server', 'path', 'readOnly'),
  ],
  refused: FOREIGN_VOLUMES.map((type) => `${type}.**`),
};
