import type { IncomingMessage } from 'node:http';
import {
  badRequest,
  type Caller,
  type Cluster,
  forbidden,
  forbiddenText,
  impersonatedGroups,
  type ServiceAccount,
  StatusError,
} from '../engine/index.ts';
import { ADMIN, callerOf } from './call.ts';
import { ADMIN_TOKEN } from './kubeconfig.ts';

/** Whom a token speaks for. */
interface TokenUser {
  readonly username: string;
  readonly uid?: string | undefined;
  readonly groups: readonly string[];
}

interface Claims {
  readonly sub: string;
  readonly aud?: readonly string[];
  readonly exp?: number;
  readonly uid: unknown;
}

const ACCOUNT = 'system:serviceaccount:';
/** What a cluster's own tokens are for, where nobody asked otherwise. */
const AUDIENCE = 'https://kubernetes.default.svc.cluster.local';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Who asks. A service account's token stands for that account, so that an operator has the rights of its role and no more; everybody else
 * who reaches the loopback is the administrator.
 * @throws StatusError 401 of a service account's token whose time is over, or whose account is gone; 403 where it may not impersonate
 */
export function authenticated(cluster: Cluster, request: IncomingMessage): Caller {
  const caller = callerOf(request);
  const claims = claimsOf(/^Bearer +(\S+)/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (claims === undefined) return caller;
  const user = accountOf(cluster, claims);
  if (user === undefined) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
  const account = { ...caller, user: user.username, groups: user.groups };
  if (request.headers['impersonate-user'] === undefined) return account;
  refuseImpersonation(cluster, account, caller.user);
  return caller;
}

function refuseImpersonation(cluster: Cluster, account: Caller, user: string): void {
  const [namespace, name = user] = user.startsWith(ACCOUNT) ? user.slice(ACCOUNT.length).split(':') : [];
  const plural = namespace === undefined ? 'users' : 'serviceaccounts';
  if (cluster.api.can(account, 'impersonate', plural, '', namespace, name)) return;
  const kind = namespace === undefined ? 'User' : 'ServiceAccount';
  const why = forbiddenText({ ...account, verb: 'impersonate', group: '', resource: plural, namespace });
  throw forbidden({ kind, plural, group: '' }, name, why);
}

/** Whom a bearer token speaks for; undefined: nobody. */
export function holderOf(cluster: Cluster, token: string): Pick<Caller, 'user' | 'groups'> | undefined {
  const claims = claimsOf(token);
  const user = claims && accountOf(cluster, claims);
  return user && { user: user.username, groups: user.groups };
}

/** The status of a TokenReview (v1.25): for audiences that the token is not for it is no token at all. */
export function tokenStatus(cluster: Cluster, spec: Fields): object {
  const { token = '', audiences = [] } = spec as { readonly token?: string; readonly audiences?: readonly string[] };
  if (token === '') throw badRequest('token is required for TokenReview in authentication');
  const claims = claimsOf(token);
  const user =
    token === ADMIN_TOKEN ? { username: ADMIN.user, groups: ADMIN.groups } : claims && accountOf(cluster, claims);
  if (user === undefined) return { user: {}, error: 'invalid bearer token' };
  const own = claims?.aud ?? [AUDIENCE];
  const shared = audiences.length === 0 ? own : own.filter((audience) => audiences.includes(audience));
  if (shared.length > 0) return { authenticated: true, user, audiences: shared };
  const [has, wants] = [own, audiences].map((list) => `[${list.map((one) => JSON.stringify(one)).join(' ')}]`);
  const error = `[invalid bearer token, token audiences ${has} is invalid for the target audiences ${wants}]`;
  return { user: {}, error };
}

/** The claims of a service account's token, of whichever issuer: nothing in the cluster checks a signature. */
function claimsOf(token: string): Claims | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Fields;
    const { sub, aud, exp } = claims;
    if (typeof sub !== 'string' || !sub.startsWith(ACCOUNT)) return undefined;
    const bound = claims['kubernetes.io'] as { readonly serviceaccount?: Fields } | undefined;
    const uid = bound?.serviceaccount?.['uid'] ?? claims['kubernetes.io/serviceaccount/service-account.uid'];
    return {
      sub,
      uid,
      ...(Array.isArray(aud) ? { aud: aud.map(String) } : {}),
      ...(typeof exp === 'number' ? { exp } : {}),
    };
  } catch {
    return undefined;
  }
}

/** The account, as long as it and the token live. */
function accountOf(cluster: Cluster, { sub, exp, uid }: Claims): TokenUser | undefined {
  if (exp !== undefined && exp * 1000 <= cluster.nowMs) return undefined;
  const [namespace = '', name = ''] = sub.slice(ACCOUNT.length).split(':');
  const account = cluster.view.get<ServiceAccount>('ServiceAccount', namespace, name);
  if (account === undefined || account.metadata.uid !== uid) return undefined;
  return { username: sub, uid: account.metadata.uid, groups: impersonatedGroups(sub, []) };
}
