import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';

/**
 * What `--subresource` names; '' without it.
 * @throws KubectlError for a name that kubectl does not know
 */
export function subresourceOf(invocation: Invocation): '' | 'status' | 'scale' {
  const given = invocation.string('subresource') ?? '';
  if (given === '' || given === 'status' || given === 'scale') return given;
  throw new KubectlError(`invalid subresource value: ${JSON.stringify(given)}. Must be one of [status scale]`);
}
