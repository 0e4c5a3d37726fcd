/** The objects through which storage drivers talk with the cluster. */
import type {
  VolumeAttachment as PublishedAttachment,
  CSIStorageCapacity as PublishedCapacity,
} from 'kubernetes-types/storage/v1.js';
import type { Kind } from '../../api/kind.ts';
import type { FieldError } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, CREATED_AT, NAME } from '../columns.ts';
import { each, oneOf, present } from '../field-checks.ts';
import { without } from '../omit.ts';
import { nodeDriverErrors, tokenRequestErrors } from './validate-csi.ts';
import { attachmentErrors } from './validate-attachment.ts';
import type { CSIDriver, CSINode, Stored } from '../types.ts';

export type VolumeAttachment = Stored<'VolumeAttachment', PublishedAttachment, 'spec' | 'status'>;
export type CSIStorageCapacity = Stored<'CSIStorageCapacity', PublishedCapacity>;

const STORAGE = {
  group: 'storage.k8s.io',
  version: 'v1',
  nameCheck: dns1123Subdomain,
  updateNeedsVersion: true,
} as const;

export const csiDriver: Kind<CSIDriver> = {
  ...STORAGE,
  kind: 'CSIDriver',
  plural: 'csidrivers',
  scope: 'Cluster',
  schema: 'io.k8s.api.storage.v1.CSIDriver',
  defaults: (object) => {
    const modes = object.spec?.volumeLifecycleModes ?? [];
    return {
      ...object,
      spec: {
        // The gate SELinuxMountReadWriteOncePod is off in v1.25.
        ...without(object.spec ?? {}, ['seLinuxMount']),
        attachRequired: object.spec?.attachRequired ?? true,
        podInfoOnMount: object.spec?.podInfoOnMount ?? false,
        storageCapacity: object.spec?.storageCapacity ?? false,
        fsGroupPolicy: object.spec?.fsGroupPolicy ?? 'ReadWriteOnceWithFSType',
        volumeLifecycleModes: modes.length > 0 ? modes : ['Persistent'],
        requiresRepublish: object.spec?.requiresRepublish ?? false,
      },
    };
  },
  validate: validateDriver,
  validateUpdate: ({ spec }, { spec: old }) => [
    ...validateDriver({ spec }),
    ...immutable(spec.attachRequired, old.attachRequired, 'spec.attachedRequired'),
    ...immutable(spec.fsGroupPolicy, old.fsGroupPolicy, 'spec.fsGroupPolicy'),
    ...immutable(spec.podInfoOnMount, old.podInfoOnMount, 'spec.podInfoOnMount'),
    ...immutable(spec.volumeLifecycleModes, old.volumeLifecycleModes, 'spec.volumeLifecycleModes'),
  ],
  columns: [
    NAME,
    { name: 'AttachRequired', type: 'boolean', cell: ({ spec }) => spec.attachRequired ?? true },
    { name: 'PodInfoOnMount', type: 'boolean', cell: ({ spec }) => spec.podInfoOnMount ?? false },
    { name: 'StorageCapacity', type: 'boolean', cell: ({ spec }) => spec.storageCapacity ?? false },
    {
      name: 'TokenRequests',
      cell: ({ spec }) => (spec.tokenRequests ?? []).map(({ audience }) => audience).join(',') || '<unset>',
    },
    { name: 'RequiresRepublish', type: 'boolean', cell: ({ spec }) => spec.requiresRepublish ?? false },
    { name: 'Modes', cell: ({ spec }) => (spec.volumeLifecycleModes ?? []).join(',') || '<none>' },
    AGE,
  ],
};

export const csiNode: Kind<CSINode> = {
  ...STORAGE,
  kind: 'CSINode',
  plural: 'csinodes',
  scope: 'Cluster',
  schema: 'io.k8s.api.storage.v1.CSINode',
  validate: ({ spec }) => nodeDriverErrors(spec?.drivers ?? []),
  columns: [NAME, { name: 'Drivers', type: 'integer', cell: ({ spec }) => (spec?.drivers ?? []).length }, AGE],
};

export const volumeAttachment: Kind<VolumeAttachment> = {
  ...STORAGE,
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  scope: 'Cluster',
  schema: 'io.k8s.api.storage.v1.VolumeAttachment',
  prepareForCreate: (object) => ({ ...object, status: { attached: false } }),
  validate: ({ spec }) => attachmentErrors(spec ?? {}),
  validateUpdate: ({ spec }, { spec: old }) => [...attachmentErrors(spec ?? {}), ...immutable(spec, old, 'spec')],
  subresources: { status: true },
  columns: [
    NAME,
    { name: 'Attacher', format: 'name', cell: ({ spec }) => spec.attacher },
    { name: 'PV', cell: ({ spec }) => spec.source.persistentVolumeName ?? '' },
    { name: 'Node', cell: ({ spec }) => spec.nodeName },
    { name: 'Attached', type: 'boolean', cell: ({ status }) => status.attached },
    AGE,
  ],
  brief: ({ spec, status }) => ({ node: spec.nodeName, attached: status.attached }),
};

export const csiStorageCapacity: Kind<CSIStorageCapacity> = {
  ...STORAGE,
  kind: 'CSIStorageCapacity',
  plural: 'csistoragecapacities',
  scope: 'Namespaced',
  schema: 'io.k8s.api.storage.v1.CSIStorageCapacity',
  alsoServed: [
    {
      group: 'storage.k8s.io',
      version: 'v1beta1',
      schema: 'io.k8s.api.storage.v1beta1.CSIStorageCapacity',
      deprecation:
        'storage.k8s.io/v1beta1 CSIStorageCapacity is deprecated in v1.24+, unavailable in v1.27+; use storage.k8s.io/v1 CSIStorageCapacity',
      toStored: (object) => ({ ...object, apiVersion: 'storage.k8s.io/v1' }) as CSIStorageCapacity,
      fromStored: (object) => ({ ...object, apiVersion: 'storage.k8s.io/v1beta1' }),
    },
  ],
  validate: ({ storageClassName }) => present('storageClassName', storageClassName),
  validateUpdate: (object, old) => [
    ...immutable(object.nodeTopology, old.nodeTopology, 'nodeTopology'),
    ...immutable(object.storageClassName, old.storageClassName, 'storageClassName'),
  ],
  columns: [NAME, CREATED_AT],
};

/** validateCSIDriverSpec (v1.25). */
function validateDriver({ spec }: Pick<CSIDriver, 'spec'>): readonly FieldError[] {
  return [
    ...oneOf('spec.fsGroupPolicy', spec.fsGroupPolicy, ['File', 'None', 'ReadWriteOnceWithFSType']),
    ...tokenRequestErrors(spec.tokenRequests ?? []),
    ...each('spec.volumeLifecycleModes', spec.volumeLifecycleModes, (mode) =>
      oneOf('spec.volumeLifecycleModes', mode, ['Persistent', 'Ephemeral']),
    ),
  ];
}
