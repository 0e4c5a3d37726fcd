import { omitZero, withDefaults } from '../../omit.ts';
import type { Volume } from '../../types.ts';

/** 0644, as JSON has it. */
const FILE_MODE = 420;
/** How long a projected token is good for unless its volume says (v1.25). */
const TOKEN_SECONDS = 3600;

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number];
type DownwardFile = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number];
type ClaimTemplate = NonNullable<NonNullable<Volume['ephemeral']>['volumeClaimTemplate']>;

/** SetDefaults_Volume and the sources below it, v1.25: a volume without source is an emptyDir. */
export function volumeDefaults(volume: Volume): Volume {
  const { hostPath, secret, configMap, downwardAPI, projected, ephemeral, persistentVolumeClaim } = volume;
  if (Object.keys(volume).every((name) => name === 'name')) return { ...volume, emptyDir: {} };
  return {
    ...volume,
    ...(hostPath === undefined ? {} : { hostPath: withDefaults(hostPath, { type: '' }) }),
    ...(secret === undefined ? {} : { secret: withDefaults(secret, { defaultMode: FILE_MODE }) }),
    ...(configMap === undefined ? {} : { configMap: withDefaults(configMap, { defaultMode: FILE_MODE }) }),
    ...driverDefaults(volume),
    ...(persistentVolumeClaim === undefined
      ? {}
      : { persistentVolumeClaim: omitZero(persistentVolumeClaim, ['readOnly']) }),
    ...(downwardAPI === undefined
      ? {}
      : { downwardAPI: { ...withDefaults(downwardAPI, { defaultMode: FILE_MODE }), ...downwardItems(downwardAPI) } }),
    ...(projected === undefined
      ? {}
      : {
          projected: {
            ...withDefaults(projected, { defaultMode: FILE_MODE }),
            sources: (projected.sources ?? []).map(projectionDefaults),
          },
        }),
    ...(ephemeral?.volumeClaimTemplate === undefined
      ? {}
      : { ephemeral: { ...ephemeral, volumeClaimTemplate: claimTemplateDefaults(ephemeral.volumeClaimTemplate) } }),
  };
}

type Drivers = Pick<Volume, 'iscsi' | 'rbd' | 'azureDisk' | 'scaleIO'>;

/** What the drivers of single products take for granted, in pods and in persistent volumes. */
export function driverDefaults({ iscsi, rbd, azureDisk, scaleIO }: Drivers): Drivers {
  return {
    ...(iscsi === undefined ? {} : { iscsi: withDefaults(iscsi, { iscsiInterface: 'default' }) }),
    ...(rbd === undefined
      ? {}
      : { rbd: withDefaults(rbd, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }) }),
    ...(azureDisk === undefined
      ? {}
      : {
          azureDisk: withDefaults(azureDisk, {
            cachingMode: 'ReadWrite',
            fsType: 'ext4',
            readOnly: false,
            kind: 'Shared',
          }),
        }),
    ...(scaleIO === undefined
      ? {}
      : { scaleIO: withDefaults(scaleIO, { storageMode: 'ThinProvisioned', fsType: 'xfs' }) }),
  };
}

function downwardItems(source: { readonly items?: readonly DownwardFile[] }): {
  readonly items?: readonly DownwardFile[];
} {
  return source.items === undefined ? {} : { items: source.items.map(downwardFileDefaults) };
}

function downwardFileDefaults(file: DownwardFile): DownwardFile {
  const { fieldRef, resourceFieldRef } = file;
  return {
    ...file,
    ...(fieldRef === undefined ? {} : { fieldRef: withDefaults(fieldRef, { apiVersion: 'v1' }) }),
    ...(resourceFieldRef === undefined ? {} : { resourceFieldRef: withDefaults(resourceFieldRef, { divisor: '0' }) }),
  };
}

function projectionDefaults(source: Projection): Projection {
  const { serviceAccountToken, downwardAPI } = source;
  return {
    ...source,
    ...(serviceAccountToken === undefined
      ? {}
      : { serviceAccountToken: withDefaults(serviceAccountToken, { expirationSeconds: TOKEN_SECONDS }) }),
    ...(downwardAPI === undefined ? {} : { downwardAPI: { ...downwardAPI, ...downwardItems(downwardAPI) } }),
  };
}

const NO_CREATION_TIME = { creationTimestamp: null } as unknown as NonNullable<ClaimTemplate['metadata']>;

function claimTemplateDefaults(template: ClaimTemplate): ClaimTemplate {
  return {
    ...template,
    metadata: { ...NO_CREATION_TIME, ...template.metadata },
    spec: withDefaults((template as Partial<ClaimTemplate>).spec ?? {}, { resources: {}, volumeMode: 'Filesystem' }),
  };
}
