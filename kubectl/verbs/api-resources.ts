import { apiVersionOf, type Kind, UNKEPT } from '../../engine/index.ts';
import { KubectlError, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns } from '../output/table.ts';
import type { Verb } from '../verb.ts';

export const apiResourcesVerb: Verb = {
  name: 'api-resources',
  summary: 'Print the supported API resources on the server',
  usage: '[flags]',
  flags: [
    { name: 'api-group', type: 'string' },
    { name: 'cached', type: 'bool' },
    { name: 'namespaced', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'output', shorthand: 'o', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'verbs', type: 'stringSlice' },
  ],
  run,
};

/** Custom resources tell their verbs in an order of their own. */
const customVerbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function run(invocation: Invocation): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `unexpected arguments: [${invocation.args.join(' ')}]`);
  const output = invocation.string('output') ?? '';
  if (output !== '' && output !== 'wide' && output !== 'name')
    throw new KubectlError(`--output ${output} is not available`);
  const resources = sorted(invocation, shown(invocation));
  if (output === 'name') invocation.out(resources.map((resource) => `${resourceName(resource)}\n`).join(''));
  else invocation.out(table(invocation, resources, output === 'wide'));
  return 0;
}

/** One line: a kind under one of its groups, or a resource that keeps no objects. */
interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

const unkept: readonly Resource[] = UNKEPT.map(({ versions, ...resource }) => ({
  ...resource,
  version: versions[0] ?? '',
}));

/** A kind is listed once for each of its groups (`events`), with the version that is preferred there. */
function resourcesOf(kind: Kind): readonly Resource[] {
  const { plural, shortNames = [] } = kind;
  const groups = new Map<string, string>();
  for (const { group, version } of [kind, ...(kind.alsoServed ?? [])])
    if (!groups.has(group)) groups.set(group, version);
  return [...groups].map(([group, version]) => ({
    group,
    version,
    plural,
    kind: kind.kind,
    shortNames,
    namespaced: kind.scope === 'Namespaced',
    verbs: verbsOf(kind),
  }));
}

function shown(invocation: Invocation): readonly Resource[] {
  const group = invocation.string('api-group');
  return [...unkept, ...invocation.client.kinds().flatMap(resourcesOf)].filter((resource) => {
    if (group !== undefined && resource.group !== group) return false;
    if (invocation.has('namespaced') && resource.namespaced !== invocation.bool('namespaced')) return false;
    return invocation.list('verbs').every((verb) => resource.verbs.includes(verb));
  });
}

function sorted(invocation: Invocation, resources: readonly Resource[]): readonly Resource[] {
  const field = invocation.string('sort-by') ?? '';
  if (field !== '' && field !== 'name' && field !== 'kind')
    throw new KubectlError('--sort-by accepts only name or kind');
  const key = ({ plural, kind, group }: Resource): string =>
    field === 'name' ? plural : field === 'kind' ? kind : `${group} ${plural}`;
  return resources.toSorted((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

function table(invocation: Invocation, resources: readonly Resource[], wide: boolean): string {
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS'] : [])];
  const rows = resources.map(({ plural, shortNames, namespaced, kind, verbs, ...groupVersion }) => [
    plural,
    shortNames.join(','),
    apiVersionOf(groupVersion),
    String(namespaced),
    kind,
    ...(wide ? [`[${verbs.join(' ')}]`] : []),
  ]);
  return alignColumns(invocation.bool('no-headers') ? rows : [header, ...rows]);
}

function resourceName({ plural, group }: Resource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

function verbsOf(kind: Kind): readonly string[] {
  const unserved = kind.unservedVerbs ?? [];
  return (kind.schema === undefined ? customVerbs : allVerbs).filter((verb) => !unserved.includes(verb));
}
