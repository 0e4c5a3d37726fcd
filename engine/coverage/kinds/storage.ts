import { at, type Coverage, joined, under } from '../patterns.ts';
import { OBJECT } from './metadata.ts';
import { CLAIM_SPEC, VOLUME_SPEC } from './volumes.ts';

export const persistentVolume: Coverage = joined(OBJECT, under('spec', VOLUME_SPEC), {
  acted: at('status', 'phase', 'reason', 'message'),
});

/** Nothing resizes or copies a volume: what the API says about it is checked and kept. */
export const persistentVolumeClaim: Coverage = joined(OBJECT, under('spec', CLAIM_SPEC), {
  acted: at('status', 'phase', 'accessModes', 'capacity'),
});

/** The provisioners that a topology offers make directories: no parameter changes those. */
export const storageClass: Coverage = joined(OBJECT, {
  acted: ['provisioner', 'reclaimPolicy', 'volumeBindingMode', 'allowVolumeExpansion', 'allowedTopologies[*].**'],
});

/** The scheduler counts attachable volumes. */
export const csiNode: Coverage = joined(OBJECT, { acted: at('spec.drivers[*]', 'name', 'allocatable.count') });

/** No CSI driver runs. */
export const csiDriver: Coverage = OBJECT;
export const csiStorageCapacity: Coverage = OBJECT;
export const volumeAttachment: Coverage = OBJECT;
