import { encodeBase64 } from '../../api/base64.ts';
import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, NOTHING, type Outcome } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import { unsecuredToken } from '../../kinds/core/unsecured-token.ts';
import type { Secret, ServiceAccount } from '../../kinds/types.ts';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

/** Fills the token secrets that users make for service accounts, and deletes those of no account (tokens_controller.go, v1.25). */
export function tokenController(caCertificate: string): Component {
  return {
    name: 'tokens-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [
      {
        kind: 'Secret',
        keys: ({ type, object }) => (type !== 'DELETED' && isToken(object as Secret) ? [keyOf(object)] : []),
      },
      { kind: 'ServiceAccount', keys: (change, view) => secretsOf(change as ObjectChange<ServiceAccount>, view) },
    ],
    reconcile: (key, view) => reconcile(key, view, caCertificate),
  };
}

const isToken = ({ type }: Secret): boolean => type === TYPE;
const textOf = ({ metadata }: Secret, annotation: string): string => metadata.annotations?.[annotation] ?? '';

function secretsOf({ object: { metadata } }: ObjectChange<ServiceAccount>, view: View): readonly string[] {
  return view
    .list<Secret>('Secret', metadata.namespace)
    .filter((secret) => isToken(secret) && textOf(secret, ACCOUNT) === metadata.name)
    .map(keyOf);
}

function reconcile(key: string, view: View, caCertificate: string): Outcome {
  const { namespace, name } = splitKey(key);
  const secret = view.get<Secret>('Secret', namespace, name);
  if (secret === undefined || !isToken(secret)) return NOTHING;
  const account = view.get<ServiceAccount>('ServiceAccount', namespace, textOf(secret, ACCOUNT));
  const uid = textOf(secret, ACCOUNT_UID);
  if (account === undefined || (uid !== '' && uid !== account.metadata.uid))
    return { writes: [{ verb: 'delete', kind: 'Secret', namespace, name, ignore: ['NotFound'] }] };
  const wanted = dataFor(secret, account, caCertificate);
  if (Object.entries(wanted).every(([member, text]) => secret.data?.[member] === text)) return NOTHING;
  const annotations = { ...secret.metadata.annotations, [ACCOUNT_UID]: account.metadata.uid ?? '' };
  const object: Secret = {
    ...secret,
    metadata: { ...secret.metadata, annotations },
    data: { ...secret.data, ...wanted },
  };
  return { writes: [{ verb: 'update', object }] };
}

/** A token or namespace that is there stays; the certificate is the cluster's. */
function dataFor({ metadata, data = {} }: Secret, account: ServiceAccount, caCertificate: string) {
  const { namespace = '' } = metadata;
  const kept = (member: string, text: () => string): string => {
    const current = data[member] ?? '';
    return current === '' ? encodeBase64(text()) : current;
  };
  return {
    'ca.crt': encodeBase64(caCertificate),
    namespace: kept('namespace', () => namespace),
    token: kept('token', () => unsecuredToken(claims(namespace, metadata.name, account))),
  };
}

/** What such tokens claim: they never expire (claims.go, LegacyClaims). */
function claims(namespace: string, secret: string, { metadata }: ServiceAccount): object {
  const place = 'kubernetes.io/serviceaccount';
  return {
    iss: 'kubernetes/serviceaccount',
    [`${place}/namespace`]: namespace,
    [`${place}/secret.name`]: secret,
    [`${place}/service-account.name`]: metadata.name,
    [`${place}/service-account.uid`]: metadata.uid ?? '',
    sub: `system:serviceaccount:${namespace}:${metadata.name}`,
  };
}
