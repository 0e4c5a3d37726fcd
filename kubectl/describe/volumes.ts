import type { PersistentVolume, Volume } from '../../engine/index.ts';
import { indented } from './containers.ts';
import { pluginVolumeText } from './plugin-volumes.ts';
import { annotationLines, optionalLine, pairLines, sortedPairs } from './text.ts';

/** `Volumes:` of a pod or template. */
export function volumeLines(volumes: readonly Volume[] | undefined, indent: '' | '  '): string {
  if (volumes === undefined || volumes.length === 0) return `${indent}Volumes:\t<none>\n`;
  const blocks = volumes.map(
    (volume) => `  ${indent === '' ? '' : ' '}${volume.name}:\n${indented(volumeText(volume), '    ')}`,
  );
  return `${indent}Volumes:\n${blocks.join('')}`;
}

type Source = Omit<Volume, 'name'>;

/** What kind of volume it is and where its data comes from. */
function volumeText(volume: Source): string {
  const { hostPath, emptyDir, secret, configMap, nfs, persistentVolumeClaim, downwardAPI, projected, csi, ephemeral } =
    volume;
  if (hostPath !== undefined) return hostPathText(hostPath);
  if (emptyDir !== undefined)
    return `Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)\nMedium:\t${emptyDir.medium ?? ''}\nSizeLimit:\t${emptyDir.sizeLimit ?? '<unset>'}\n`;
  if (secret !== undefined)
    return `Type:\tSecret (a volume populated by a Secret)\nSecretName:\t${secret.secretName ?? ''}\nOptional:\t${secret.optional === true}\n`;
  if (configMap !== undefined)
    return `Type:\tConfigMap (a volume populated by a ConfigMap)\nName:\t${configMap.name ?? ''}\nOptional:\t${configMap.optional === true}\n`;
  if (nfs !== undefined) return nfsText(nfs);
  if (persistentVolumeClaim !== undefined)
    return `Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)\nClaimName:\t${persistentVolumeClaim.claimName}\nReadOnly:\t${persistentVolumeClaim.readOnly === true}\n`;
  if (downwardAPI !== undefined)
    return `Type:\tDownwardAPI (a volume populated by information about the pod)\nItems:\n${(downwardAPI.items ?? []).map((item) => `  ${item.fieldRef?.fieldPath ?? item.resourceFieldRef?.resource ?? ''} -> ${item.path}\n`).join('')}`;
  if (projected !== undefined) return projectedText(projected);
  if (csi !== undefined) return csiText(csi);
  if (ephemeral !== undefined) return ephemeralText(ephemeral);
  return pluginVolumeText(volume, false) ?? '<unknown>\n';
}

function hostPathText({ path, type }: NonNullable<Volume['hostPath']>): string {
  return `Type:\tHostPath (bare host directory volume)\nPath:\t${path}\nHostPathType:\t${type ?? '<none>'}\n`;
}

function nfsText({ server, path, readOnly }: NonNullable<Volume['nfs']>): string {
  return `Type:\tNFS (an NFS mount that lasts the lifetime of a pod)\nServer:\t${server}\nPath:\t${path}\nReadOnly:\t${readOnly === true}\n`;
}

function projectedText({ sources = [] }: NonNullable<Volume['projected']>): string {
  const lines = sources.map(({ secret, downwardAPI, configMap, serviceAccountToken }) => {
    if (secret !== undefined)
      return `SecretName:\t${secret.name ?? ''}\nSecretOptionalName:\t${secret.optional ?? '<nil>'}\n`;
    if (downwardAPI !== undefined) return 'DownwardAPI:\ttrue\n';
    if (configMap !== undefined)
      return `ConfigMapName:\t${configMap.name ?? ''}\nConfigMapOptional:\t${configMap.optional ?? '<nil>'}\n`;
    return `TokenExpirationSeconds:\t${serviceAccountToken?.expirationSeconds ?? ''}\n`;
  });
  return `Type:\tProjected (a volume that contains injected data from multiple sources)\n${lines.join('')}`;
}

/** `Source:` of a PersistentVolume. */
export function persistentSourceLines({ spec }: PersistentVolume): string {
  const { hostPath, nfs, local, csi } = spec;
  const text =
    hostPath !== undefined
      ? hostPathText(hostPath)
      : nfs !== undefined
        ? nfsText(nfs)
        : local !== undefined
          ? `Type:\tLocalVolume (a persistent volume backed by local storage on a node)\nPath:\t${local.path}\n`
          : csi !== undefined
            ? `Type:\tCSI (a Container Storage Interface (CSI) volume source)\nDriver:\t${csi.driver}\nFSType:\t${csi.fsType ?? ''}\nVolumeHandle:\t${csi.volumeHandle}\nReadOnly:\t${csi.readOnly === true}\n${attributeLines(csi.volumeAttributes)}`
            : (pluginVolumeText(spec, true) ?? '<unknown>\n');
  return `Source:\n${indented(text, '    ')}`;
}

function attributeLines(given: Readonly<Record<string, string>> | undefined): string {
  const attributes = sortedPairs(given ?? {}).map(([key, value]) => `    ${key}=${value}\n`);
  return `VolumeAttributes:\t${attributes.length === 0 ? '<none>\n' : attributes.join('    \t')}`;
}

function csiText({ driver, fsType = '', readOnly, volumeAttributes }: NonNullable<Volume['csi']>): string {
  return `Type:\tCSI (a Container Storage Interface (CSI) volume source)\nDriver:\t${driver}\nFSType:\t${fsType}\nReadOnly:\t${readOnly === true}\n${attributeLines(volumeAttributes)}`;
}

/** The claim that is made for the pod, as far as it is known before it is bound. */
function ephemeralText({ volumeClaimTemplate }: NonNullable<Volume['ephemeral']>): string {
  const type =
    'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)\n';
  if (volumeClaimTemplate === undefined) return type;
  const { metadata = {}, spec } = volumeClaimTemplate;
  return [
    type,
    `StorageClass:\t${spec.storageClassName ?? ''}\nVolume:\t${spec.volumeName ?? ''}\n`,
    pairLines('Labels', metadata.labels).replaceAll('\t', '\t    '),
    annotationLines('Annotations', metadata.annotations).replaceAll('\t', '\t    '),
    'Capacity:\t\nAccess Modes:\t\n',
    optionalLine('VolumeMode', spec.volumeMode),
  ].join('');
}
