import { isStatusError } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { ManifestObject } from '../../manifest-objects.ts';
import { refOf } from '../../resources.ts';
import { dryRunOf, fieldValidationOf } from '../../write-flags.ts';
import type { AppliedObjects } from './print.ts';

const CONFLICT_HINT = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** Lets the server merge one manifest (`apply --server-side`). */
export function applyServerSide(invocation: Invocation, object: ManifestObject, applied: AppliedObjects): void {
  try {
    const answer = invocation.client.patch(refOf(object), 'apply', object.body, {
      fieldManager: invocation.string('field-manager') ?? 'kubectl',
      fieldValidation: fieldValidationOf(invocation),
      force: invocation.bool('force-conflicts'),
      dryRun: dryRunOf(invocation) === 'server',
    });
    if (answer.metadata.deletionTimestamp !== undefined)
      invocation.errLine(`Warning: Detected changes to resource ${object.name} which is currently being deleted.`);
    applied.add(answer, 'serverside-applied');
  } catch (error) {
    if (isStatusError(error, 'Conflict')) throw new KubectlError(`${error.message}\n${CONFLICT_HINT}`);
    throw isStatusError(error, 'UnsupportedMediaType')
      ? new KubectlError('Server-side apply not available on the server: (hint: try without --server-side)')
      : error;
  }
}
