import { type FieldError, invalid } from '../../../api/validation/field-error.ts';
import { each } from '../../field-checks.ts';
import type { PodTemplateSpec } from '../../types.ts';

const ONE_WRITER =
  'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only';

/** Disks that only one machine may write, in a template of which several pods are made (ValidateReadOnlyPersistentDisks, v1.25). */
export function validateReadOnlyDisks({ spec }: PodTemplateSpec, path: string): readonly FieldError[] {
  return each(`${path}.spec.volumes`, spec?.volumes, ({ gcePersistentDisk }, at) =>
    gcePersistentDisk === undefined || gcePersistentDisk.readOnly === true
      ? []
      : [invalid(`${at}.gcePersistentDisk.readOnly`, false, ONE_WRITER)],
  );
}
