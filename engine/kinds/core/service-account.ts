import type { Kind, KindContext, Subresource } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { badRequest, conflict, notFound, StatusError } from '../../api/status-error.ts';
import { toTimestamp } from '../../api/time.ts';
import { type FieldError, fieldErrorCause, invalid, joinFieldErrors } from '../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import type { Pod, Secret, ServiceAccount } from '../types.ts';
import { accountClaims, ISSUER } from './account-claims.ts';
import { unsecuredToken } from './unsecured-token.ts';

interface TokenRequestSpec {
  readonly audiences?: readonly string[];
  readonly expirationSeconds?: number;
  readonly boundObjectRef?: BoundObject | null;
}

/** What a token holds no longer than: a pod of the account, or a secret. */
interface BoundObject {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly name?: string;
  readonly uid?: string;
}

const DEFAULT_SECONDS = 3600;
const MIN_SECONDS = 600;
const MAX_SECONDS = 2 ** 32;

function validateSpec({ expirationSeconds = DEFAULT_SECONDS }: TokenRequestSpec): readonly FieldError[] {
  const path = 'spec.expirationSeconds';
  if (expirationSeconds < MIN_SECONDS) {
    return [invalid(path, expirationSeconds, 'may not specify a duration less than 10 minutes')];
  }
  return expirationSeconds > MAX_SECONDS
    ? [invalid(path, expirationSeconds, 'may not specify a duration larger than 2^32 seconds')]
    : [];
}

/** The object that the token is bound to, which has to be there and, a pod, has to run as the account (serviceaccount/storage/token.go, v1.25). */
function boundTo(account: ServiceAccount, ref: BoundObject, context: KindContext): KubeObject {
  const { kind = '', name = '', uid = '' } = ref;
  const { namespace, name: accountName } = account.metadata;
  if (!['Pod', 'Secret'].includes(kind) || ref.apiVersion !== 'v1')
    throw badRequest(`cannot bind token to object of type ${ref.apiVersion ?? ''}, Kind=${kind}`);
  const found = context.get<Pod | Secret>(kind as 'Pod', namespace, name);
  if (found === undefined) throw notFound({ plural: `${kind.toLowerCase()}s`, group: '' }, name);
  if (kind === 'Pod' && (found as Pod).spec.serviceAccountName !== accountName)
    throw badRequest(
      `cannot bind token for serviceaccount "${accountName}" to pod running with different serviceaccount name.`,
    );
  if (uid !== '' && uid !== found.metadata.uid)
    throw conflict(
      { plural: kind, group: '', kind },
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  return found;
}

/** POST serviceaccounts/NAME/token (`kubectl create token`). */
const tokenRequest: Subresource<ServiceAccount> = {
  verbs: ['create'],
  kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
  call({ object, body, context }) {
    const spec = ((body ?? {}) as { readonly spec?: TokenRequestSpec }).spec ?? {};
    const { name, namespace } = object.metadata;
    const errors = validateSpec(spec);
    if (errors.length > 0) {
      // The request itself has no name.
      const message = `TokenRequest.authentication.k8s.io "" is invalid: ${joinFieldErrors(errors)}`;
      const causes = errors.map(fieldErrorCause);
      throw new StatusError(422, 'Invalid', message, {
        group: 'authentication.k8s.io',
        kind: 'TokenRequest',
        causes,
      });
    }
    const { expirationSeconds = DEFAULT_SECONDS, boundObjectRef = null } = spec;
    const audiences = (spec.audiences ?? []).length === 0 ? [ISSUER] : (spec.audiences ?? []);
    const bound = boundObjectRef === null ? undefined : boundTo(object, boundObjectRef, context);
    const expiresMs = context.nowMs + expirationSeconds * 1000;
    return {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace, creationTimestamp: toTimestamp(context.nowMs) },
      spec: { audiences, expirationSeconds, boundObjectRef },
      status: {
        token: unsecuredToken(accountClaims(object, audiences, context.nowMs, expiresMs, bound)),
        expirationTimestamp: toTimestamp(expiresMs),
      },
    };
  },
};

/** Secrets are those of the account's own namespace: nothing but their names is kept (the strategy's cleanSecretReferences, v1.25). */
function withSecretNames(account: ServiceAccount): ServiceAccount {
  const { secrets } = account;
  if (secrets === undefined) return account;
  return { ...account, secrets: secrets.map(({ name }) => (name === undefined ? {} : { name })) };
}

export const serviceAccount: Kind<ServiceAccount> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  shortNames: ['sa'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.ServiceAccount',
  nameCheck: dns1123Subdomain,
  prepareForCreate: withSecretNames,
  prepareForUpdate: withSecretNames,
  subresources: { others: { token: tokenRequest } },
  columns: [
    NAME,
    {
      name: 'Secrets',
      description: 'Number of secrets it may use.',
      cell: ({ secrets }) => String((secrets ?? []).length),
    },
    AGE,
  ],
};
