import type { AdmissionPlugin } from '../../api/admission.ts';
import { isDefaultStorageClass } from '../storage/storage-class.ts';
import type { PersistentVolumeClaim, StorageClass } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** A claim that names no class gets the default one, if there is one (v1.25). An empty name asks for none. */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  kinds: ['PersistentVolumeClaim'],
  admit: (request) => {
    const claim = request.object as PersistentVolumeClaim;
    const hasClass =
      claim.spec.storageClassName !== undefined || claim.metadata.annotations?.[CLASS_ANNOTATION] !== undefined;
    if (!isMainWrite(request, 'create') || hasClass) return claim;
    const defaults = request.context.list<StorageClass>('StorageClass').filter(isDefaultStorageClass);
    const [first, ...others] = defaults;
    if (others.length > 0) {
      throw deny(request, `Internal error occurred: ${defaults.length} default StorageClasses were found`);
    }
    if (first === undefined) return claim;
    const withClass: PersistentVolumeClaim = {
      ...claim,
      spec: { ...claim.spec, storageClassName: first.metadata.name },
    };
    return withClass;
  },
};
