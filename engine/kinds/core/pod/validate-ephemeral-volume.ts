import { forbiddenField, required } from '../../../api/validation/field-error.ts';
import { annotationKey } from '../../../api/validation/names.ts';
import { type Errors, named } from '../../field-checks.ts';
import { validateLabelMap } from '../../selectors.ts';
import type { Volume } from '../../types.ts';
import { validateClaimSpec } from '../persistent-volume-claim.ts';

type Ephemeral = NonNullable<Volume['ephemeral']>;
type Metadata = NonNullable<NonNullable<Ephemeral['volumeClaimTemplate']>['metadata']>;

/** Metadata's fields as Go names them, which is how the message does: only labels and annotations make sense. */
const NOT_TAKEN_OVER = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
] as const;

/** A claim made for one pod (validateEphemeralVolumeSource, v1.25). */
export function ephemeralErrors(path: string, { volumeClaimTemplate: template }: Ephemeral): Errors {
  const at = `${path}.volumeClaimTemplate`;
  if (template === undefined) return [required(at)];
  return [...metadataErrors(`${at}.metadata`, template.metadata), ...validateClaimSpec(template.spec, `${at}.spec`)];
}

function metadataErrors(path: string, metadata: Metadata = {}): Errors {
  const text = 'cannot be set for an ephemeral volume';
  return [
    ...Object.keys(metadata.annotations ?? {})
      .toSorted()
      .flatMap((key) => named(`${path}.annotations`, key, annotationKey)),
    ...validateLabelMap(metadata.labels, `${path}.labels`),
    ...NOT_TAKEN_OVER.filter((field) => (metadata[field] ?? '') !== '').map((field) =>
      forbiddenField(`${path}.${field === 'uid' ? 'uID' : field}`, text),
    ),
  ];
}
