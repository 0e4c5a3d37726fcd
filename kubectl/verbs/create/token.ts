import { nameArgument } from '../../create-object.ts';
import { isStatusError, type KubeObject, type ObjectRef } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { printChange } from '../../object-output.ts';
import { printFlags } from '../../shared-flags.ts';
import type { Verb } from '../../verb.ts';

export const createTokenVerb: Verb = {
  name: 'token',
  summary: 'Request a service account token',
  usage: 'SERVICE_ACCOUNT_NAME [flags]',
  flags: [
    ...printFlags,
    { name: 'audience', type: 'stringArray' },
    { name: 'bound-object-kind', type: 'string' },
    { name: 'bound-object-name', type: 'string' },
    { name: 'bound-object-uid', type: 'string' },
    { name: 'duration', type: 'duration' },
  ],
  run: (invocation, environment) => {
    const ref = { kind: 'ServiceAccount', namespace: invocation.namespace, name: nameArgument(invocation) };
    const durationMs = invocation.number('duration');
    checkDuration(durationMs);
    const audiences = invocation.list('audience');
    if (audiences.includes('')) throw new KubectlError('--audience must not be an empty string');
    const spec = {
      ...(audiences.length === 0 ? {} : { audiences }),
      ...(durationMs === undefined ? {} : { expirationSeconds: Math.trunc(durationMs / 1000) }),
      ...boundObject(invocation),
    };
    const body = {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec,
    };
    const answer = answerTo(invocation, ref, body);
    // Without a line end, as kubectl does where nobody looks at a terminal.
    if ((invocation.string('output') ?? '') === '') invocation.out(answer.status?.token ?? '');
    else printChange(invocation, environment, answer as unknown as KubeObject, 'created');
    return 0;
  },
};

/** TokenOptions.Validate, v1.25. */
function checkDuration(durationMs = 0): void {
  if (durationMs < 0) throw new KubectlError('--duration must be positive');
  if (durationMs % 1000 !== 0) throw new KubectlError('--duration cannot be expressed in units less than seconds');
}

const BOUND_VERSIONS: Readonly<Record<string, string>> = { Pod: 'v1', Secret: 'v1' };

/** What the token is to hold no longer than; absent without `--bound-object-kind`. */
function boundObject(invocation: Invocation): { readonly boundObjectRef?: object } {
  const [kind = '', name = '', uid = ''] = ['kind', 'name', 'uid'].map((part) =>
    invocation.string(`bound-object-${part}`),
  );
  const needsKind = 'can only be set if --bound-object-kind is provided';
  if (kind === '' && name !== '') throw new KubectlError(`--bound-object-name ${needsKind}`);
  if (kind === '' && uid !== '') throw new KubectlError(`--bound-object-uid ${needsKind}`);
  if (kind === '') return {};
  if (BOUND_VERSIONS[kind] === undefined)
    throw new KubectlError(`supported --bound-object-kind values are ${Object.keys(BOUND_VERSIONS).join(', ')}`);
  if (name === '') throw new KubectlError('--bound-object-name is required if --bound-object-kind is provided');
  return { boundObjectRef: { kind, apiVersion: BOUND_VERSIONS[kind], name, ...(uid === '' ? {} : { uid }) } };
}

interface TokenAnswer {
  readonly status?: { readonly token?: string };
}

function answerTo(invocation: Invocation, ref: ObjectRef, body: object): TokenAnswer {
  try {
    return invocation.client.createSubresource(ref, 'token', body) as TokenAnswer;
  } catch (error) {
    if (!isStatusError(error)) throw error;
    throw new KubectlError(`failed to create token: ${error.message}`);
  }
}
