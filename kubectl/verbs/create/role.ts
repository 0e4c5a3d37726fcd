import { createDraft, createFlags, nameArgument } from '../../create-object.ts';
import type { FlagSpec } from '../../command-line/flags.ts';
import { KubectlError } from '../../errors.ts';
import type { Invocation } from '../../invocation.ts';
import { parseLabels } from '../../labels-flag.ts';
import { resolveKind } from '../../resource-args.ts';
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
  if (aggregation !== '')
    return { aggregationRule: { clusterRoleSelectors: [{ matchLabels: parseLabels(aggregation) }] }, rules: null };
  const nonResourceURLs = invocation.list('non-resource-url');
  if (nonResourceURLs.length === 0) return { rules: resourceRules(invocation) };
  if (invocation.list('resource').length > 0)
    return { rules: [...resourceRules(invocation), { nonResourceURLs, verbs: verbsOf(invocation) }] };
  return { rules: [{ nonResourceURLs, verbs: verbsOf(invocation) }] };
}

interface RuleResource {
  readonly group: string;
  readonly resource: string;
}

/** One rule for each API group, in the order in which groups are named. */
function resourceRules(invocation: Invocation) {
  const verbs = verbsOf(invocation);
  const resources = resourcesOf(invocation);
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
  'get delete list create update patch watch proxy redirect deletecollection use bind escalate impersonate approve sign *'.split(
    ' ',
  ),
);

function verbsOf(invocation: Invocation): readonly string[] {
  const verbs = [...new Set(invocation.list('verb').map((verb) => verb.trim()))];
  if (verbs.length === 0) throw new KubectlError('at least one verb must be specified');
  if (verbs.includes('*')) return ['*'];
  for (const verb of verbs)
    if (!standardVerbs.has(verb)) invocation.errLineOnce(`Warning: '${verb}' is not a standard resource verb`);
  return verbs;
}

/** `pods`, `deployments.apps`, `pods/log`, `*`. */
function resourcesOf(invocation: Invocation): readonly RuleResource[] {
  const words = invocation.list('resource');
  if (words.length === 0) throw new KubectlError('at least one resource must be specified');
  return words.map((word) => {
    const [resource = '', ...subresource] = word.split('/');
    if (resource === '*') return { group: '', resource: ['*', ...subresource].join('/') };
    const kind = resolveKind(invocation.client, resource);
    return { group: kind.group, resource: [kind.plural, ...subresource].join('/') };
  });
}
