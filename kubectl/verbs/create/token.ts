import { createFlags, nameArgument } from '../../create-object.ts';
import { isStatusError, type ObjectRef } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import type { Verb } from '../../verb.ts';

export const createTokenVerb: Verb = {
  name: 'token',
  summary: 'Request a service account token',
  usage: 'SERVICE_ACCOUNT_NAME [flags]',
  flags: [
    ...createFlags,
    { name: 'audience', type: 'stringArray' },
    { name: 'bound-object-kind', type: 'string' },
    { name: 'bound-object-name', type: 'string' },
    { name: 'bound-object-uid', type: 'string' },
    { name: 'duration', type: 'duration' },
  ],
  unsimulatedFlags: ['bound-object-kind', 'bound-object-name', 'bound-object-uid', 'output', 'dry-run'],
  run: (invocation) => {
    const ref = { kind: 'ServiceAccount', namespace: invocation.namespace, name: nameArgument(invocation) };
    const durationMs = invocation.number('duration');
    const audiences = invocation.list('audience');
    const spec = {
      ...(audiences.length === 0 ? {} : { audiences }),
      ...(durationMs === undefined ? {} : { expirationSeconds: Math.trunc(durationMs / 1000) }),
    };
    const body = {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec,
    };
    // Without a line end, as kubectl does where nobody looks at a terminal.
    invocation.out(tokenOf(invocation, ref, body));
    return 0;
  },
};

function tokenOf(invocation: Invocation, ref: ObjectRef, body: object): string {
  try {
    const answer = invocation.client.createSubresource(ref, 'token', body) as {
      readonly status?: { readonly token?: string };
    };
    return answer.status?.token ?? '';
  } catch (error) {
    if (!isStatusError(error)) throw error;
    throw new KubectlError(`failed to create token: ${error.message}`);
  }
}
