import type { AdmissionPlugin } from '../../api/admission.ts';
import { isMainWrite } from './denial.ts';

const FINALIZERS: Readonly<Record<string, string>> = {
  PersistentVolume: 'kubernetes.io/pv-protection',
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
};

/** Volumes and claims are not removed while they are in use (v1.25). */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  kinds: ['PersistentVolume', 'PersistentVolumeClaim'],
  admit: (request) => {
    const { object } = request;
    const finalizer = FINALIZERS[request.kind.kind];
    const finalizers = object.metadata.finalizers ?? [];
    if (!isMainWrite(request, 'create') || finalizer === undefined || finalizers.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
  },
};
