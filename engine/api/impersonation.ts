const ACCOUNT = 'system:serviceaccount:';
const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';

/**
 * The groups of an impersonated user: a service account is in its own even if the request names none, nobody in particular in those of the
 * unauthenticated, everybody else in those of the authenticated (impersonation filter, v1.25).
 */
export function impersonatedGroups(user: string, groups: readonly string[]): readonly string[] {
  const [, , namespace] = user.startsWith(ACCOUNT) ? user.split(':') : [];
  const own = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const everyone = user === 'system:anonymous' ? UNAUTHENTICATED : AUTHENTICATED;
  const isKnown = groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED);
  return [...new Set([...groups, ...(groups.length === 0 ? own : []), ...(isKnown ? [] : [everyone])])];
}
