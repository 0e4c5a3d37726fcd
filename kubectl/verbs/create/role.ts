import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import { KubectlError, StandardError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parseLabels } from '../../labels-flag.ts';
import type { Verb } from '../../verb.ts';

const roleFlags: readonly FlagSpec[] = [
  ...createFlags,
  { name: 'resource', type: 'stringSlice' },
  { name: 'resource-name', type: 'stringArray' },
  { name: 'verb', type: 'stringSlice' },
];

export const createRoleVerb: Verb = {
  name: 'role',
  summary: 'Create a role with single rule',
  usage: 'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [flags]',
  flags: roleFlags,
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const content = { rules: resourceRules(invocation) };
    createDraft(invocation, environment, { resource: 'roles.rbac.authorization.k8s.io', name, content });
    return 0;
  },
};

export const createClusterRoleVerb: Verb = {
  name: 'clusterrole',
  summary: 'Create a cluster role',
  usage: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [flags]',
  flags: [
    ...roleFlags,
    { name: 'aggregation-rule', type: 'string' },
    { name: 'non-resource-url', type: 'stringSlice' },
  ],
  run: (invocation, environment) => {
    const name = nameArgument(invocation);
    const content = clusterRoleContent(invocation);
    createDraft(invocation, environment, { resource: 'clusterroles.rbac.authorization.k8s.io', name, content });
    return 0;
  },
};

function clusterRoleContent(invocation: Invocation) {
  const aggregation = invocation.string('aggregation-rule') ?? '';
  if (
    aggregation !== '' &&
    ['non-resource-url', 'verb', 'resource', 'resource-name'].some((name) => invocation.has(name))
  )
    throw new KubectlError(
      'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
    );
  if (aggregation !== '')
    return { aggregationRule: { clusterRoleSelectors: [{ matchLabels: parseLabels(aggregation) }] }, rules: null };
  const nonResourceURLs = invocation.list('non-resource-url');
  const verbs = verbsOf(invocation);
  const aboutResources = invocation.list('resource').length > 0;
  if (!aboutResources && nonResourceURLs.length === 0)
    throw new KubectlError('one of resource or nonResourceURL must be specified');
  const rules = aboutResources ? resourceRules(invocation) : [];
  checkPaths(nonResourceURLs, verbs);
  return { rules: nonResourceURLs.length === 0 ? rules : [...rules, { nonResourceURLs, verbs }] };
}

const pathVerbs: ReadonlySet<string> = new Set(['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']);

function checkPaths(paths: readonly string[], verbs: readonly string[]): void {
  if (paths.length === 0) return;
  for (const verb of verbs)
    if (!pathVerbs.has(verb)) throw new KubectlError(`invalid verb: '${verb}' for nonResourceURL`);
  for (const path of paths) {
    if (path === '*') continue;
    if (!path.startsWith('/')) throw new KubectlError('nonResourceURL should start with /');
    if (path.slice(0, -1).includes('*'))
      throw new KubectlError("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
}

interface RuleResource {
  readonly group: string;
  readonly resource: string;
}

/** One rule for each API group, in the order in which groups are named. */
function resourceRules(invocation: Invocation) {
  const verbs = verbsOf(invocation);
  for (const verb of verbs)
    if (!standardVerbs.has(verb)) invocation.errLineOnce(`Warning: '${verb}' is not a standard resource verb`);
  const resources = resourcesOf(invocation, verbs);
  const resourceNames = [...new Set(invocation.list('resource-name'))];
  const groups = [...new Set(resources.map(({ group }) => group))].toSorted();
  return groups.map((group) => ({
    apiGroups: [group],
    ...(resourceNames.length === 0 ? {} : { resourceNames }),
    resources: resources.filter((each) => each.group === group).map(({ resource }) => resource),
    verbs,
  }));
}

const standardVerbs: ReadonlySet<string> = new Set(
  'get delete list create update patch watch proxy deletecollection use bind escalate impersonate *'.split(' '),
);

/** Verbs that are about some resources only, as `resource.group`. */
const specialVerbs: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'],
  escalate: ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io'],
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

function verbsOf(invocation: Invocation): readonly string[] {
  const verbs = [...new Set(invocation.list('verb').map((verb) => verb.trim()))];
  if (verbs.length === 0) throw new KubectlError('at least one verb must be specified');
  return verbs.includes('*') ? ['*'] : verbs;
}

/** `pods`, `deployments.apps`, `pods/log`, `*`, `*.apps`. */
function resourcesOf(invocation: Invocation, verbs: readonly string[]): readonly RuleResource[] {
  const words = invocation.list('resource');
  if (words.length === 0) throw new KubectlError('at least one resource must be specified');
  if (words.includes('*')) return [{ group: '', resource: '*' }];
  return words.map((word) => {
    const [text = '', ...subresource] = word.split('/');
    const [resource = '', ...group] = text.split('.');
    if (resource === '*') return { group: group.join('.'), resource: ['*', ...subresource].join('/') };
    const found = resourceOf(invocation, resource, group.join('.'), verbs);
    return { group: found.group, resource: [found.resource, ...subresource].join('/') };
  });
}

/** The resource as the server knows it; what only some verbs are about need not be known. */
function resourceOf(invocation: Invocation, resource: string, group: string, verbs: readonly string[]): RuleResource {
  if (resource === '') throw new KubectlError('resource must be specified if apiGroup/subresource specified');
  const text = group === '' ? resource : `${resource}.${group}`;
  const known = invocation.client.resolve(text);
  // What stands behind the first dot is a group or the beginning of one, never a version.
  const kind = known?.group.startsWith(group) === true ? known : undefined;
  const found = kind === undefined ? { group, resource } : { group: kind.group, resource: kind.plural };
  const special = verbs.filter((verb) => Object.hasOwn(specialVerbs, verb));
  for (const verb of special)
    if (specialVerbs[verb]?.includes(`${found.resource}.${found.group}`) !== true)
      throw new KubectlError(`can not perform '${verb}' on '${found.resource}' in group '${found.group}'`);
  if (kind === undefined && special.length === 0)
    throw new StandardError(
      `the server doesn't have a resource type ${JSON.stringify(resource)}${group === '' ? '' : ` in group ${JSON.stringify(group)}`}`,
    );
  return found;
}
