import {
  type AccessAnswer,
  accessOf,
  badRequest,
  type Caller,
  forbiddenText,
  heldRules,
  StatusError,
} from '../engine/index.ts';
import type { Rest } from './rest.ts';
import { refuseUnclear } from './review-errors.ts';
import { tokenStatus } from './tokens.ts';

/** A question about access: it is posted, answered and not stored. */
export interface Review {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const AUTHORIZATION = 'authorization.k8s.io';

export const REVIEWS: readonly Review[] = [
  { group: AUTHORIZATION, plural: 'localsubjectaccessreviews', kind: 'LocalSubjectAccessReview', namespaced: true },
  { group: AUTHORIZATION, plural: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview', namespaced: false },
  { group: AUTHORIZATION, plural: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview', namespaced: false },
  { group: AUTHORIZATION, plural: 'subjectaccessreviews', kind: 'SubjectAccessReview', namespaced: false },
  { group: 'authentication.k8s.io', plural: 'tokenreviews', kind: 'TokenReview', namespaced: false },
];

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Answers a review: the body comes back with its status. */
export function answerReview(rest: Rest, caller: Caller, review: Review, body: unknown): object {
  const spec = fieldsOf(fieldsOf(body)?.['spec']);
  if (spec === undefined) throw badRequest(`${review.kind}: spec is required`);
  refuseUnlessAllowed(rest, caller, review);
  refuseUnclear(review, spec);
  const namespace = textOf(fieldsOf(fieldsOf(body)?.['metadata'])?.['namespace']);
  const metadata = { creationTimestamp: null, ...(namespace === '' ? {} : { namespace }) };
  const shell = { kind: review.kind, apiVersion: `${review.group}/v1`, metadata, spec };
  if (review.kind === 'TokenReview') return { ...shell, status: tokenStatus(rest.cluster, spec) };
  if (review.kind === 'SelfSubjectRulesReview') {
    const rules = rulesFor(rest, caller, textOf(spec['namespace']));
    return { ...shell, status: { ...rules, incomplete: false } };
  }
  const subject = review.kind.startsWith('Self') ? caller : subjectOf(caller, spec);
  const { allowed, reason } = accessTo(rest, subject, spec);
  return { ...shell, status: { allowed, ...(reason === '' ? {} : { reason }) } };
}

/** Asking is allowed to whoever may create the review: to the authenticated what they ask of themselves. */
function refuseUnlessAllowed(rest: Rest, caller: Caller, { group, plural, kind, namespaced }: Review): void {
  if (namespaced) return;
  const { allowed, reason } = accessOf(rest.cluster.view, { ...caller, verb: 'create', group, resource: plural });
  if (allowed) return;
  const why = forbiddenText({ ...caller, verb: 'create', group, resource: plural }, reason);
  throw new StatusError(403, 'Forbidden', `${plural}.${group} is forbidden: ${why}`, { group, kind });
}

function subjectOf(caller: Caller, spec: Fields): Caller {
  const groups = Array.isArray(spec['groups']) ? spec['groups'].map(String) : [];
  return { ...caller, user: textOf(spec['user']), groups };
}

function accessTo(rest: Rest, caller: Caller, spec: Fields): AccessAnswer {
  const path = fieldsOf(spec['nonResourceAttributes']);
  if (path !== undefined)
    return { allowed: isPathAllowed(rest, caller, textOf(path['verb']), textOf(path['path'])), reason: '' };
  const asked = fieldsOf(spec['resourceAttributes']) ?? {};
  const given = (field: string): string | undefined => textOf(asked[field]) || undefined;
  return accessOf(rest.cluster.view, {
    user: caller.user,
    groups: caller.groups,
    verb: textOf(asked['verb']),
    group: textOf(asked['group']),
    resource: textOf(asked['resource']),
    subresource: given('subresource'),
    namespace: given('namespace'),
    name: given('name'),
  });
}

/** Whether a caller may do this with a path that is no resource. */
export function isPathAllowed(rest: Rest, caller: Caller, verb: string, path: string): boolean {
  if (caller.groups.includes('system:masters')) return true;
  return rulesFor(rest, caller, '').nonResourceRules.some(
    ({ verbs, nonResourceURLs }) =>
      verbs.some((one) => one === '*' || one === verb) &&
      nonResourceURLs.some((url) => url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)))),
  );
}

interface Rules {
  readonly resourceRules: readonly object[];
  readonly nonResourceRules: readonly {
    readonly verbs: readonly string[];
    readonly nonResourceURLs: readonly string[];
  }[];
}

/** All that a caller may do in a namespace: what `kubectl auth can-i --list` prints (rules review, v1.25). */
function rulesFor(rest: Rest, caller: Caller, namespace: string): Rules {
  const { rules } = heldRules(rest.cluster.view, { ...caller, namespace: namespace === '' ? undefined : namespace });
  return {
    resourceRules: rules
      .filter((rule) => (rule.resources ?? []).length > 0)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames === undefined ? {} : { resourceNames }),
      })),
    nonResourceRules: rules.flatMap(({ verbs, nonResourceURLs }) =>
      nonResourceURLs === undefined ? [] : [{ verbs, nonResourceURLs }],
    ),
  };
}
