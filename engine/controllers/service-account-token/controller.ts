import { encodeBase64 } from '../../api/base64.ts';
import { deepEqual } from '../../api/equality.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import { unsecuredToken } from '../../kinds/core/unsecured-token.ts';
import type { Secret, ServiceAccount } from '../../kinds/types.ts';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

/**
 * Fills secrets of the type service-account-token with a token of the account they name, and deletes those whose account is not there
 * (tokens_controller.go, v1.25).
 */
export function serviceAccountTokens(caCertificate: string): Component {
  return {
    name: 'tokens-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [
      {
        kind: 'Secret',
        keys: ({ type, object }) => (type !== 'DELETED' && isToken(object as Secret) ? [keyOf(object)] : []),
      },
      { kind: 'ServiceAccount', keys: (change, view) => tokensOf(change as ObjectChange<ServiceAccount>, view) },
    ],
    reconcile: (key, view) => reconcile(key, view, caCertificate),
  };
}

const isToken = (secret: Secret): boolean => secret.type === TYPE;

const accountName = ({ metadata }: Secret): string => metadata.annotations?.[ACCOUNT_NAME] ?? '';

function tokensOf({ type, object: { metadata } }: ObjectChange<ServiceAccount>, view: View): readonly string[] {
  if (type === 'MODIFIED') return [];
  const secrets = view.list<Secret>('Secret', metadata.namespace);
  return secrets.filter((secret) => isToken(secret) && accountName(secret) === metadata.name).map(keyOf);
}

function reconcile(key: string, view: View, caCertificate: string): Outcome {
  const { namespace, name } = splitKey(key);
  const secret = view.get<Secret>('Secret', namespace, name);
  if (secret === undefined || !isToken(secret) || secret.metadata.deletionTimestamp !== undefined) return NOTHING;
  const account = view.get<ServiceAccount>('ServiceAccount', namespace, accountName(secret));
  const { uid: known = '' } = { uid: secret.metadata.annotations?.[ACCOUNT_UID] };
  if (account === undefined || (known !== '' && known !== account.metadata.uid))
    return { writes: [{ verb: 'delete', kind: 'Secret', namespace, name, ignore: ['NotFound'] }] };
  const annotations = { ...secret.metadata.annotations, [ACCOUNT_UID]: account.metadata.uid ?? '' };
  const data = {
    ...secret.data,
    'ca.crt': encodeBase64(caCertificate),
    namespace: encodeBase64(namespace ?? ''),
    token: secret.data?.['token'] ?? encodeBase64(tokenOf(secret, account)),
  };
  if (deepEqual(data, secret.data) && deepEqual(annotations, secret.metadata.annotations)) return NOTHING;
  return {
    writes: [
      { verb: 'patch', kind: 'Secret', namespace, name, type: 'merge', patch: { metadata: { annotations }, data } },
    ],
  };
}

/** The claims of a token that is kept in a secret, and never ends (serviceaccount.LegacyClaims, v1.25). */
function tokenOf(secret: Secret, { metadata: { name, namespace = '', uid = '' } }: ServiceAccount): string {
  const prefix = 'kubernetes.io/serviceaccount';
  return unsecuredToken({
    iss: 'kubernetes/serviceaccount',
    [`${prefix}/namespace`]: namespace,
    [`${prefix}/secret.name`]: secret.metadata.name,
    [`${prefix}/service-account.name`]: name,
    [`${prefix}/service-account.uid`]: uid,
    sub: `system:serviceaccount:${namespace}:${name}`,
  });
}
