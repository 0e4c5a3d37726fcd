import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePatch } from '../../api/patch/merge-patch.ts';
import { formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import type { PersistentVolume } from '../types.ts';
import { persistentVolume } from './persistent-volume.ts';

const CONTEXT = contextOf([], 0);

type Spec = PersistentVolume['spec'];

const SOURCES: Readonly<Record<string, Spec>> = {
  v1: { hostPath: { path: '/data' } },
  v2: { nfs: { server: '192.168.1.10', path: '/nfs' } },
  v3: {
    csi: {
      driver: 'd.example.com',
      volumeHandle: 'h',
      volumeAttributes: { a: 'b', c: 'd' },
      nodeStageSecretRef: { name: 's', namespace: 'ns' },
    },
  },
  v4: { local: { path: '/mnt' } },
  vi: {
    iscsi: {
      targetPortal: '10.0.0.1:3260',
      iqn: 'iqn.2001-04.com.example:storage',
      lun: 1,
      portals: ['10.0.0.2:3260'],
    },
  },
  ve: { awsElasticBlockStore: { volumeID: 'vol-1' } },
  vr: { rbd: { monitors: ['10.0.0.1:6789'], image: 'i' } },
  vf: { fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 } },
};

/** Which volume, what is changed in its spec, and the difference that a v1.25.2 API server prints. */
const rows: readonly (readonly [string, object, readonly string[]])[] = [
  [
    'v1',
    { hostPath: null, nfs: { server: 'a', path: '/b' } },
    [
      '  core.PersistentVolumeSource{',
      '  \tGCEPersistentDisk:    nil,',
      '  \tAWSElasticBlockStore: nil,',
      '- \tHostPath:             &core.HostPathVolumeSource{Path: "/data", Type: &""},',
      '+ \tHostPath:             nil,',
      '  \tGlusterfs:            nil,',
      '- \tNFS:                  nil,',
      '+ \tNFS:                  &core.NFSVolumeSource{Server: "a", Path: "/b"},',
      '  \tRBD:                  nil,',
      '  \tQuobyte:              nil,',
      '  \t... // 15 identical fields',
      '  }',
    ],
  ],
  [
    'v2',
    { nfs: { readOnly: true, path: '/x' } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 2 identical fields',
      '  \tHostPath:  nil,',
      '  \tGlusterfs: nil,',
      '  \tNFS: &core.NFSVolumeSource{',
      '  \t\tServer:   "192.168.1.10",',
      '- \t\tPath:     "/nfs",',
      '+ \t\tPath:     "/x",',
      '- \t\tReadOnly: false,',
      '+ \t\tReadOnly: true,',
      '  \t},',
      '  \tRBD:     nil,',
      '  \tQuobyte: nil,',
      '  \t... // 15 identical fields',
      '  }',
    ],
  ],
  [
    'v4',
    { local: { path: '/x', fsType: 'xfs' } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 17 identical fields',
      '  \tPortworxVolume: nil,',
      '  \tScaleIO:        nil,',
      '  \tLocal: &core.LocalVolumeSource{',
      '- \t\tPath:   "/mnt",',
      '+ \t\tPath:   "/x",',
      '- \t\tFSType: nil,',
      '+ \t\tFSType: &"xfs",',
      '  \t},',
      '  \tStorageOS: nil,',
      '  \tCSI:       nil,',
      '  }',
    ],
  ],
  [
    'v3',
    { csi: { volumeAttributes: { a: 'z', e: 'f', c: null } } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 19 identical fields',
      '  \tLocal:     nil,',
      '  \tStorageOS: nil,',
      '  \tCSI: &core.CSIPersistentVolumeSource{',
      '  \t\t... // 2 identical fields',
      '  \t\tReadOnly: false,',
      '  \t\tFSType:   "",',
      '  \t\tVolumeAttributes: map[string]string{',
      '- \t\t\t"a": "b",',
      '+ \t\t\t"a": "z",',
      '- \t\t\t"c": "d",',
      '+ \t\t\t"e": "f",',
      '  \t\t},',
      '  \t\tControllerPublishSecretRef: nil,',
      '  \t\tNodeStageSecretRef:         &{Name: "s", Namespace: "ns"},',
      '  \t\t... // 3 identical fields',
      '  \t},',
      '  }',
    ],
  ],
  [
    'v3',
    { csi: { nodeStageSecretRef: { name: 's2' }, controllerPublishSecretRef: { name: 'x', namespace: 'y' } } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 19 identical fields',
      '  \tLocal:     nil,',
      '  \tStorageOS: nil,',
      '  \tCSI: &core.CSIPersistentVolumeSource{',
      '  \t\t... // 3 identical fields',
      '  \t\tFSType:                     "",',
      '  \t\tVolumeAttributes:           {"a": "b", "c": "d"},',
      '- \t\tControllerPublishSecretRef: nil,',
      '+ \t\tControllerPublishSecretRef: &core.SecretReference{Name: "x", Namespace: "y"},',
      '  \t\tNodeStageSecretRef: &core.SecretReference{',
      '- \t\t\tName:      "s",',
      '+ \t\t\tName:      "s2",',
      '  \t\t\tNamespace: "ns",',
      '  \t\t},',
      '  \t\tNodePublishSecretRef:      nil,',
      '  \t\tControllerExpandSecretRef: nil,',
      '  \t\tNodeExpandSecretRef:       nil,',
      '  \t},',
      '  }',
    ],
  ],
  [
    'v3',
    { csi: { fsType: 'ext4', readOnly: true } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 19 identical fields',
      '  \tLocal:     nil,',
      '  \tStorageOS: nil,',
      '  \tCSI: &core.CSIPersistentVolumeSource{',
      '  \t\tDriver:                     "d.example.com",',
      '  \t\tVolumeHandle:               "h",',
      '- \t\tReadOnly:                   false,',
      '+ \t\tReadOnly:                   true,',
      '- \t\tFSType:                     "",',
      '+ \t\tFSType:                     "ext4",',
      '  \t\tVolumeAttributes:           {"a": "b", "c": "d"},',
      '  \t\tControllerPublishSecretRef: nil,',
      '  \t\t... // 4 identical fields',
      '  \t},',
      '  }',
    ],
  ],
  [
    'vi',
    { iscsi: { lun: 2, portals: ['a', 'b'], secretRef: { name: 'x' } } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 5 identical fields',
      '  \tRBD:     nil,',
      '  \tQuobyte: nil,',
      '  \tISCSI: &core.ISCSIPersistentVolumeSource{',
      '  \t\tTargetPortal:   "10.0.0.1:3260",',
      '  \t\tIQN:            "iqn.2001-04.com.example:storage",',
      '- \t\tLun:            1,',
      '+ \t\tLun:            2,',
      '  \t\tISCSIInterface: "default",',
      '  \t\tFSType:         "",',
      '  \t\tReadOnly:       false,',
      '  \t\tPortals: []string{',
      '- \t\t\t"10.0.0.2:3260",',
      '+ \t\t\t"a",',
      '+ \t\t\t"b",',
      '  \t\t},',
      '  \t\tDiscoveryCHAPAuth: false,',
      '  \t\tSessionCHAPAuth:   false,',
      '- \t\tSecretRef:         nil,',
      '+ \t\tSecretRef:         &core.SecretReference{Name: "x"},',
      '  \t\tInitiatorName:     nil,',
      '  \t},',
      '  \tFlexVolume: nil,',
      '  \tCinder:     nil,',
      '  \t... // 12 identical fields',
      '  }',
    ],
  ],
  [
    've',
    { awsElasticBlockStore: { volumeID: 'vol-2', partition: 3 } },
    [
      '  core.PersistentVolumeSource{',
      '  \tGCEPersistentDisk: nil,',
      '  \tAWSElasticBlockStore: &core.AWSElasticBlockStoreVolumeSource{',
      '- \t\tVolumeID:  "vol-1",',
      '+ \t\tVolumeID:  "vol-2",',
      '  \t\tFSType:    "",',
      '- \t\tPartition: 0,',
      '+ \t\tPartition: 3,',
      '  \t\tReadOnly:  false,',
      '  \t},',
      '  \tHostPath:  nil,',
      '  \tGlusterfs: nil,',
      '  \t... // 18 identical fields',
      '  }',
    ],
  ],
  [
    'vr',
    { rbd: { image: 'j', monitors: ['b'], keyring: '/k' } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 3 identical fields',
      '  \tGlusterfs: nil,',
      '  \tNFS:       nil,',
      '  \tRBD: &core.RBDPersistentVolumeSource{',
      '- \t\tCephMonitors: []string{"10.0.0.1:6789"},',
      '+ \t\tCephMonitors: []string{"b"},',
      '- \t\tRBDImage:     "i",',
      '+ \t\tRBDImage:     "j",',
      '  \t\tFSType:       "",',
      '  \t\tRBDPool:      "rbd",',
      '  \t\tRadosUser:    "admin",',
      '- \t\tKeyring:      "/etc/ceph/keyring",',
      '+ \t\tKeyring:      "/k",',
      '  \t\tSecretRef:    nil,',
      '  \t\tReadOnly:     false,',
      '  \t},',
      '  \tQuobyte: nil,',
      '  \tISCSI:   nil,',
      '  \t... // 14 identical fields',
      '  }',
    ],
  ],
  [
    'vf',
    { fc: { lun: 1, targetWWNs: ['a', 'b'] } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 9 identical fields',
      '  \tCinder: nil,',
      '  \tCephFS: nil,',
      '  \tFC: &core.FCVolumeSource{',
      '  \t\tTargetWWNs: []string{',
      '- \t\t\t"50060e801049cfd1",',
      '+ \t\t\t"a",',
      '+ \t\t\t"b",',
      '  \t\t},',
      '- \t\tLun:      &0,',
      '+ \t\tLun:      &1,',
      '  \t\tFSType:   "",',
      '  \t\tReadOnly: false,',
      '  \t\tWWIDs:    nil,',
      '  \t},',
      '  \tFlocker:   nil,',
      '  \tAzureFile: nil,',
      '  \t... // 8 identical fields',
      '  }',
    ],
  ],
  [
    'vf',
    { fc: null, cephfs: { monitors: ['m'], secretRef: { name: 'a' } } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 8 identical fields',
      '  \tFlexVolume: nil,',
      '  \tCinder:     nil,',
      '- \tCephFS:     nil,',
      '+ \tCephFS:     &core.CephFSPersistentVolumeSource{Monitors: []string{"m"}, SecretRef: &core.SecretReference{Name: "a"}},',
      '- \tFC:         &core.FCVolumeSource{TargetWWNs: []string{"50060e801049cfd1"}, Lun: &0},',
      '+ \tFC:         nil,',
      '  \tFlocker:    nil,',
      '  \tAzureFile:  nil,',
      '  \t... // 8 identical fields',
      '  }',
    ],
  ],
  [
    'vf',
    { fc: null, scaleIO: { gateway: 'g', system: 's', volumeName: 'v', secretRef: { name: 'r' } } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 9 identical fields',
      '  \tCinder:    nil,',
      '  \tCephFS:    nil,',
      '- \tFC:        &core.FCVolumeSource{TargetWWNs: []string{"50060e801049cfd1"}, Lun: &0},',
      '+ \tFC:        nil,',
      '  \tFlocker:   nil,',
      '  \tAzureFile: nil,',
      '  \t... // 2 identical fields',
      '  \tPhotonPersistentDisk: nil,',
      '  \tPortworxVolume:       nil,',
      '- \tScaleIO:              nil,',
      '+ \tScaleIO: &core.ScaleIOPersistentVolumeSource{',
      '+ \t\tGateway:     "g",',
      '+ \t\tSystem:      "s",',
      '+ \t\tSecretRef:   &core.SecretReference{Name: "r"},',
      '+ \t\tStorageMode: "ThinProvisioned",',
      '+ \t\tVolumeName:  "v",',
      '+ \t\tFSType:      "xfs",',
      '+ \t},',
      '  \tLocal:     nil,',
      '  \tStorageOS: nil,',
      '  \tCSI:       nil,',
      '  }',
    ],
  ],
  [
    'vf',
    { fc: null, storageos: { volumeName: 'vv', volumeNamespace: 'ww', secretRef: { name: 'r' } } },
    [
      '  core.PersistentVolumeSource{',
      '  \t... // 9 identical fields',
      '  \tCinder:    nil,',
      '  \tCephFS:    nil,',
      '- \tFC:        &core.FCVolumeSource{TargetWWNs: []string{"50060e801049cfd1"}, Lun: &0},',
      '+ \tFC:        nil,',
      '  \tFlocker:   nil,',
      '  \tAzureFile: nil,',
      '  \t... // 4 identical fields',
      '  \tScaleIO:   nil,',
      '  \tLocal:     nil,',
      '- \tStorageOS: nil,',
      '+ \tStorageOS: &core.StorageOSPersistentVolumeSource{',
      '+ \t\tVolumeName:      "vv",',
      '+ \t\tVolumeNamespace: "ww",',
      '+ \t\tSecretRef:       &core.ObjectReference{Name: "r"},',
      '+ \t},',
      '  \tCSI: nil,',
      '  }',
    ],
  ],
];

const volumeOf = (source: Spec): PersistentVolume => {
  const volume: PersistentVolume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'v' },
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...source },
    status: {},
  };
  return persistentVolume.defaults?.(volume) ?? volume;
};

const SOURCE = 'spec.persistentvolumesource';

for (const [name, change, lines] of rows) {
  test(`volume ${name} cannot change ${JSON.stringify(change)}`, () => {
    const stored = volumeOf(SOURCES[name] ?? {});
    const next = volumeOf(mergePatch(stored.spec, change as never) as Spec);
    const error = (persistentVolume.validateUpdate?.(next, stored, CONTEXT) ?? []).find(
      ({ field }) => field === SOURCE,
    );
    const [head, ...diff] = (error === undefined ? '' : formatFieldError(error)).trimEnd().split('\n');
    assert.equal(head, `Forbidden: ${SOURCE} is immutable after creation`);
    assert.deepEqual(diff, lines);
  });
}

test('the affinity of a volume cannot change; what is gone is shown as null', () => {
  const term = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['w1-k8s'] }] };
  const nodeAffinity = { required: { nodeSelectorTerms: [term] } };
  const [stored, next] = [volumeOf({ hostPath: { path: '/d' }, nodeAffinity }), volumeOf({ hostPath: { path: '/d' } })];
  const errors = persistentVolume.validateUpdate?.(next, stored, CONTEXT) ?? [];
  assert.deepEqual(
    errors.map((error) => `${error.field}: ${formatFieldError(error)}`),
    ['nodeAffinity: Invalid value: "null": field is immutable'],
  );
});
