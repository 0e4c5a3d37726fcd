import { forbiddenField, required } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { accessModeErrors } from '../core/volume-facts.ts';
import { volumeSourceErrors } from '../core/validate-volume-source.ts';
import { type Errors, named } from '../field-checks.ts';
import type { PersistentVolume } from '../types.ts';
import { driverNameErrors } from './validate-csi.ts';

interface Source {
  readonly persistentVolumeName?: string;
  readonly inlineVolumeSpec?: PersistentVolume['spec'];
}

interface Spec {
  readonly attacher?: string;
  readonly nodeName?: string;
  readonly source?: Source;
}

const ONE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';

/** ValidateVolumeAttachment and ValidateVolumeAttachmentV1 (v1.25), which both miss the attacher. */
export function attachmentErrors({ attacher = '', nodeName, source = {} }: Spec): Errors {
  const { persistentVolumeName: name } = source;
  const path = 'spec.source';
  return [
    ...(attacher === '' ? [required('spec.attacher')] : []),
    ...sourceErrors(source, path),
    ...named('spec.nodeName', nodeName, dns1123Subdomain),
    ...driverNameErrors('spec.attacher', attacher),
    ...(name === undefined ? [] : named(`${path}.persistentVolumeName`, name, dns1123Subdomain)),
  ];
}

function sourceErrors({ inlineVolumeSpec: inline, persistentVolumeName: name }: Source, path: string): Errors {
  if (inline === undefined && name === undefined) return [required(path, ONE)];
  if (inline !== undefined && name !== undefined) return [forbiddenField(path, ONE)];
  if (name === '') return [required(`${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName')];
  return inline === undefined ? [] : inlineErrors(inline, `${path}.inlineVolumeSpec`);
}

/** A volume that no object describes is one of a CSI driver. */
function inlineErrors(spec: PersistentVolume['spec'], path: string): Errors {
  const forbid = (field: keyof PersistentVolume['spec']): Errors =>
    spec[field] === undefined || spec[field] === ''
      ? []
      : [forbiddenField(`${path}.${field}`, 'may not be specified in the context of inline volumes')];
  return [
    ...forbid('claimRef'),
    ...forbid('persistentVolumeReclaimPolicy'),
    ...forbid('storageClassName'),
    ...forbid('volumeMode'),
    ...forbid('nodeAffinity'),
    ...(spec.csi === undefined
      ? [required(`${path}.csi`, 'has to be specified in the context of inline volumes')]
      : []),
    ...accessModeErrors(spec.accessModes, '', `${path}.accessModes`),
    ...volumeSourceErrors(path, spec),
  ];
}
