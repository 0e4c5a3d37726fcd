import type { KubeObject } from '../../api/object.ts';

/** Who makes the tokens of service accounts, and whom they are for where nobody says otherwise. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** What a service account's token says (v1.25). `bound`: the object that it lasts no longer than. */
export function accountClaims(
  { metadata }: KubeObject,
  audiences: readonly string[],
  issuedMs: number,
  expiresMs: number,
  bound: KubeObject | undefined,
): object {
  const { name, namespace = '', uid = '' } = metadata;
  const seconds = (ms: number): number => Math.trunc(ms / 1000);
  return {
    aud: audiences,
    exp: seconds(expiresMs),
    iat: seconds(issuedMs),
    iss: ISSUER,
    'kubernetes.io': {
      namespace,
      ...(bound === undefined
        ? {}
        : { [bound.kind.toLowerCase()]: { name: bound.metadata.name, uid: bound.metadata.uid } }),
      serviceaccount: { name, uid },
    },
    nbf: seconds(issuedMs),
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
}
