import type { AdmissionPlugin } from '../../api/admission.ts';
import { compareQuantities } from '../../api/quantity.ts';
import type { PersistentVolumeClaim, StorageClass } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';

const UNSUPPORTED =
  'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';

const storageOf = ({ spec }: PersistentVolumeClaim): string => spec.resources?.requests?.['storage'] ?? '0';

/** Bound claims grow where their class allows it (v1.25). */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  kinds: ['PersistentVolumeClaim'],
  validate: (request) => {
    const old = request.old as PersistentVolumeClaim | undefined;
    const claim = request.object as PersistentVolumeClaim;
    if (
      !isMainWrite(request, 'update') ||
      old === undefined ||
      compareQuantities(storageOf(claim), storageOf(old)) <= 0
    )
      return;
    if (old.status.phase !== 'Bound')
      throw deny(request, 'Only bound persistent volume claims can be expanded', { final: true });
    const name = claim.spec.storageClassName ?? '';
    const found = name === '' ? undefined : request.context.get<StorageClass>('StorageClass', undefined, name);
    if (found?.allowVolumeExpansion !== true) throw deny(request, UNSUPPORTED, { final: true });
  },
};
