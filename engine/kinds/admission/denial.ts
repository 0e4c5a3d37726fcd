import type { AdmissionRequest } from '../../api/admission.ts';
import { goQuote } from '../../api/go-format.ts';
import { pathSegmentName } from '../../api/validation/names.ts';
import { forbidden, type StatusCause, type StatusError } from '../../api/status-error.ts';

/**
 * A plugin's refusal, 403. Before validation an object that asks for a generated name has none yet, so that Kubernetes names it by the
 * fixed part (`pods "web-5d8c-" is forbidden`); `final`: after validation, with the whole name.
 */
export function deny(
  request: AdmissionRequest,
  why: string,
  options: { readonly final?: boolean; readonly causes?: readonly StatusCause[] } = {},
): StatusError {
  const { generateName = '' } = request.object.metadata;
  const hasNoneYet = request.isNameDrawn === true && options.final !== true;
  return forbidden(request.kind, hasNoneYet ? generateName : request.name, why, options.causes);
}

/** Why nothing can be asked for by this name: the client makes no request of it (client-go's Request.Name, v1.25). */
export function unnameable(name: string): string | undefined {
  if (name === '') return 'resource name may not be empty';
  const why = pathSegmentName(name);
  return why.length === 0 ? undefined : `invalid resource name ${goQuote(name)}: [${why.join(' ')}]`;
}

/** A create or update of the object itself, not of its status or another subresource. */
export function isMainWrite(request: AdmissionRequest, ...verbs: readonly ('create' | 'update')[]): boolean {
  return request.subresource === undefined && verbs.some((verb) => verb === request.verb);
}
