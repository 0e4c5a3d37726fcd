import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [{ containers: [{ name: 'c', image: 'nginx' }], volumes: [{}] }, ['spec.volumes[0].name: Required value']],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'A_b' }] },
    [
      "spec.volumes[0].name: Invalid value: \"A_b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', emptyDir: { sizeLimit: '-1' } }] },
    ['spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'v', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' }, hostPath: { path: '/x' } }],
    },
    ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', hostPath: {} }] },
    ['spec.volumes[0].hostPath.path: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', hostPath: { path: '../x' } }] },
    ['spec.volumes[0].hostPath.path: Invalid value: "../x": must not contain \'..\''],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', hostPath: { path: '/x', type: 'foo' } }] },
    [
      'spec.volumes[0].hostPath.type: Unsupported value: "foo": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', persistentVolumeClaim: {} }] },
    ['spec.volumes[0].persistentVolumeClaim.claimName: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', nfs: {} }] },
    [
      'spec.volumes[0].nfs.server: Required value',
      'spec.volumes[0].nfs.path: Required value',
      'spec.volumes[0].nfs.path: Invalid value: "": must be an absolute path',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', nfs: { server: 'a', path: 'x' } }] },
    ['spec.volumes[0].nfs.path: Invalid value: "x": must be an absolute path'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', iscsi: {} }] },
    ['spec.volumes[0].iscsi.targetPortal: Required value', 'spec.volumes[0].iscsi.iqn: Required value'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'v', iscsi: { targetPortal: 'a', iqn: 'foo', lun: 300 } }],
    },
    [
      'spec.volumes[0].iscsi.iqn: Invalid value: "foo": must be valid format starting with iqn, eui, or naa',
      'spec.volumes[0].iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', gcePersistentDisk: {} }] },
    ['spec.volumes[0].persistentDisk.pdName: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', awsElasticBlockStore: {} }] },
    ['spec.volumes[0].awsElasticBlockStore.volumeID: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', glusterfs: {} }] },
    ['spec.volumes[0].glusterfs.endpoints: Required value', 'spec.volumes[0].glusterfs.path: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', rbd: {} }] },
    ['spec.volumes[0].rbd.monitors: Required value', 'spec.volumes[0].rbd.image: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', cephfs: {} }] },
    ['spec.volumes[0].cephfs.monitors: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', cinder: {} }] },
    ['spec.volumes[0].cinder.volumeID: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', azureFile: {} }] },
    ['spec.volumes[0].azureFile.secretName: Required value', 'spec.volumes[0].azureFile.shareName: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', azureDisk: {} }] },
    [
      'spec.volumes[0].azureDisk.diskName: Required value',
      'spec.volumes[0].azureDisk.diskURI: Required value',
      'spec.volumes[0].azureDisk.diskURI: Unsupported value: "": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', vsphereVolume: {} }] },
    ['spec.volumes[0].vsphereVolume.volumePath: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', portworxVolume: {} }] },
    ['spec.volumes[0].portworxVolume.volumeID: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', quobyte: {} }] },
    [
      'spec.volumes[0].quobyte.registry: Required value: must be a host:port pair or multiple pairs separated by commas',
      'spec.volumes[0].quobyte.volume: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', flocker: {} }] },
    ['spec.volumes[0].flocker: Required value: one of datasetName and datasetUUID is required'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', flexVolume: {} }] },
    ['spec.volumes[0].flexVolume.driver: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', fc: {} }] },
    ['spec.volumes[0].fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', photonPersistentDisk: {} }] },
    ['spec.volumes[0].photonPersistentDisk.pdID: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', scaleIO: {} }] },
    [
      'spec.volumes[0].scaleIO.gateway: Required value',
      'spec.volumes[0].scaleIO.system: Required value',
      'spec.volumes[0].scaleIO.volumeName: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', storageos: {} }] },
    ['spec.volumes[0].storageos.volumeName: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', csi: {} }] },
    [
      'spec.volumes[0].csi.driver: Required value',
      "spec.volumes[0].csi.driver: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', gitRepo: {} }] },
    ['spec.volumes[0].gitRepo.repository: Required value'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'v', gitRepo: { repository: 'x', directory: '../y' } }],
    },
    ['spec.volumes[0].gitRepo.directory: Invalid value: "../y": must not contain \'..\''],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', ephemeral: {} }] },
    ['spec.volumes[0].ephemeral.volumeClaimTemplate: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: {} } }] },
    [
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        {
          name: 'v',
          ephemeral: {
            volumeClaimTemplate: { spec: { accessModes: ['x'], resources: { requests: { storage: '-1' } } } },
          },
        },
      ],
    },
    [
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "x": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce"',
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Invalid value: "-1": must be greater than zero',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        {
          name: 'v',
          ephemeral: {
            volumeClaimTemplate: {
              metadata: { name: 'x' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          },
        },
      ],
    },
    ['spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set for an ephemeral volume'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'a', emptyDir: {} },
      ],
    },
    ['spec.volumes[1].name: Duplicate value: "a"'],
  ],
];

for (const [spec, texts] of rows) {
  test(`volumes are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
