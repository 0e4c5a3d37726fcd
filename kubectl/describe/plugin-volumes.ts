import type { JsonObject, JsonValue } from '../../engine/index.ts';
import { isArray, isObject } from '../../engine/index.ts';

/** One line: its label, the field that it shows, and what stands there when the field is not set. */
type Row = readonly [label: string, field: string, unset: string];

/** A source of data that a plugin of its own looks after: what it is, and its lines. */
interface PluginVolume {
  readonly type: string;
  readonly rows: readonly Row[];
}

const FS_TYPE: Row = ['FSType:', 'fsType', ''];
const READ_ONLY: Row = ['ReadOnly:', 'readOnly', 'false'];
const SECRET_REF: Row = ['SecretRef:', 'secretRef', 'nil'];

const glusterfs = (rows: readonly Row[]): PluginVolume => ({
  type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
  rows: [['EndpointsName:', 'endpoints', ''], ...rows, ['Path:', 'path', ''], READ_ONLY],
});

const azureFile = (rows: readonly Row[]): PluginVolume => ({
  type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
  rows: [['SecretName:', 'secretName', ''], ...rows, ['ShareName:', 'shareName', ''], READ_ONLY],
});

/** By the field that says it in a pod's volume or a PersistentVolume (describeVolumes and its printers, v1.25). */
const plugins: Readonly<Record<string, PluginVolume>> = {
  gcePersistentDisk: {
    type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    rows: [['PDName:', 'pdName', ''], FS_TYPE, ['Partition:', 'partition', '0'], READ_ONLY],
  },
  awsElasticBlockStore: {
    type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    rows: [['VolumeID:', 'volumeID', ''], FS_TYPE, ['Partition:', 'partition', '0'], READ_ONLY],
  },
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    rows: [
      ['Repository:', 'repository', ''],
      ['Revision:', 'revision', ''],
    ],
  },
  iscsi: {
    type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    rows: [
      ['TargetPortal:', 'targetPortal', ''],
      ['IQN:', 'iqn', ''],
      ['Lun:', 'lun', '0'],
      ['ISCSIInterface', 'iscsiInterface', ''],
      FS_TYPE,
      READ_ONLY,
      ['Portals:', 'portals', '[]'],
      ['DiscoveryCHAPAuth:', 'chapAuthDiscovery', 'false'],
      ['SessionCHAPAuth:', 'chapAuthSession', 'false'],
      SECRET_REF,
      ['InitiatorName:', 'initiatorName', '<none>'],
    ],
  },
  glusterfs: glusterfs([]),
  rbd: {
    type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    rows: [
      ['CephMonitors:', 'monitors', '[]'],
      ['RBDImage:', 'image', ''],
      FS_TYPE,
      ['RBDPool:', 'pool', ''],
      ['RadosUser:', 'user', ''],
      ['Keyring:', 'keyring', ''],
      SECRET_REF,
      READ_ONLY,
    ],
  },
  azureDisk: {
    type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    rows: [
      ['DiskName:', 'diskName', ''],
      ['DiskURI:', 'diskURI', ''],
      ['Kind: ', 'kind', ''],
      FS_TYPE,
      ['CachingMode:', 'cachingMode', ''],
      READ_ONLY,
    ],
  },
  azureFile: azureFile([]),
  vsphereVolume: {
    type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    rows: [['VolumePath:', 'volumePath', ''], FS_TYPE, ['StoragePolicyName:', 'storagePolicyName', '']],
  },
  cinder: {
    type: 'Cinder (a Persistent Disk resource in OpenStack)',
    rows: [['VolumeID:', 'volumeID', ''], FS_TYPE, READ_ONLY, SECRET_REF],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    rows: [
      ['Monitors:', 'monitors', '[]'],
      ['Path:', 'path', ''],
      ['User:', 'user', ''],
      ['SecretFile:', 'secretFile', ''],
      SECRET_REF,
      READ_ONLY,
    ],
  },
  fc: {
    type: 'FC (a Fibre Channel disk)',
    rows: [['TargetWWNs:', 'targetWWNs', ''], ['LUN:', 'lun', '<none>'], FS_TYPE, READ_ONLY],
  },
  flexVolume: {
    type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    rows: [['Driver:', 'driver', ''], FS_TYPE, SECRET_REF, READ_ONLY, ['Options:', 'options', 'map[]']],
  },
};

/** What a PersistentVolume says more of. */
const persistentPlugins: Readonly<Record<string, PluginVolume>> = {
  ...plugins,
  glusterfs: glusterfs([['EndpointsNamespace:', 'endpointsNamespace', '<unset>']]),
  azureFile: azureFile([['SecretNamespace:', 'secretNamespace', '']]),
};

/** The lines of such a volume; undefined for one that no plugin here looks after. */
export function pluginVolumeText(volume: object, isPersistent: boolean): string | undefined {
  for (const [name, { type, rows }] of Object.entries(isPersistent ? persistentPlugins : plugins)) {
    const source = (volume as JsonObject)[name];
    if (source === undefined || !isObject(source)) continue;
    const lines = rows.map(
      ([label, field, unset]) => `${label}\t${shown(field, source[field], unset, isPersistent)}\n`,
    );
    return `Type:\t${type}\n${lines.join('')}`;
  }
  return undefined;
}

function shown(field: string, value: JsonValue | undefined, unset: string, isPersistent: boolean): string {
  if (value === undefined || value === null) return unset;
  if (isArray(value)) return field === 'targetWWNs' ? value.join(', ') : `[${value.join(' ')}]`;
  if (!isObject(value)) return String(value);
  if (field !== 'secretRef')
    return `map[${Object.entries(value)
      .map(([key, one]) => `${key}:${String(one)}`)
      .sort()
      .join(' ')}]`;
  const { name, namespace = '' } = value;
  return isPersistent
    ? `&SecretReference{Name:${String(name)},Namespace:${String(namespace)},}`
    : `&LocalObjectReference{Name:${String(name)},}`;
}
