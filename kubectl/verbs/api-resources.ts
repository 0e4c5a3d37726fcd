import { apiVersionOf, type Kind } from '../../engine/index.ts';
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
    { name: 'categories', type: 'stringSlice' },
    { name: 'namespaced', type: 'bool' },
    { name: 'no-headers', type: 'bool' },
    { name: 'output', shorthand: 'o', type: 'string' },
    { name: 'sort-by', type: 'string' },
    { name: 'verbs', type: 'stringSlice' },
  ],
  run,
};

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function run(invocation: Invocation): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `unexpected arguments: [${invocation.args.join(' ')}]`);
  const output = invocation.string('output') ?? '';
  if (output !== '' && output !== 'wide' && output !== 'name')
    throw new KubectlError(`--output ${output} is not available`);
  const kinds = sorted(invocation, shown(invocation));
  if (output === 'name') invocation.out(kinds.map((kind) => `${resourceName(kind)}\n`).join(''));
  else if (kinds.length > 0) invocation.out(table(invocation, kinds, output === 'wide'));
  return 0;
}

function shown(invocation: Invocation): readonly Kind[] {
  const group = invocation.string('api-group');
  return invocation.client.kinds().filter((kind) => {
    if (group !== undefined && kind.group !== group) return false;
    if (invocation.has('namespaced') && (kind.scope === 'Namespaced') !== invocation.bool('namespaced')) return false;
    if (!invocation.list('verbs').every((verb) => verbsOf(kind).includes(verb))) return false;
    return invocation.list('categories').every((category) => kind.categories?.includes(category) === true);
  });
}

function sorted(invocation: Invocation, kinds: readonly Kind[]): readonly Kind[] {
  const field = invocation.string('sort-by') ?? '';
  if (field !== '' && field !== 'name' && field !== 'kind')
    throw new KubectlError('--sort-by accepts only name or kind');
  const key = (kind: Kind): string =>
    field === 'name' ? kind.plural : field === 'kind' ? kind.kind : `${kind.group} ${kind.plural}`;
  return kinds.toSorted((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}

function table(invocation: Invocation, kinds: readonly Kind[], wide: boolean): string {
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS'] : [])];
  const rows = kinds.map((kind) => [
    kind.plural,
    (kind.shortNames ?? []).join(','),
    apiVersionOf(kind),
    String(kind.scope === 'Namespaced'),
    kind.kind,
    ...(wide ? [`[${verbsOf(kind).join(' ')}]`] : []),
  ]);
  return alignColumns(invocation.bool('no-headers') ? rows : [header, ...rows]);
}

function resourceName({ plural, group }: Kind): string {
  return group === '' ? plural : `${plural}.${group}`;
}

function verbsOf(kind: Kind): readonly string[] {
  const unserved = kind.unservedVerbs ?? [];
  return allVerbs.filter((verb) => !unserved.includes(verb));
}
