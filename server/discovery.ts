import { apiVersionOf, byCodeUnit, type Kind, kindIn, sha256Hex, UNKEPT, type Unkept } from '../engine/index.ts';
import { versionsOf } from './request-path.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const CUSTOM_VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const STATUS_VERBS = ['get', 'patch', 'update'];

/** Groups as a v1.25 server lists them; custom ones follow in order of appearance. */
const GROUP_ORDER = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
];

export function apiVersions(address: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** Versions by group, the preferred one first. */
function groupsOf(kinds: readonly Kind[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const kind of kinds) {
    for (const { group, version } of versionsOf(kind)) {
      if (group === '') continue;
      const versions = groups.get(group) ?? [];
      if (!versions.includes(version)) versions.push(version);
      groups.set(group, versions);
    }
  }
  for (const { group, versions } of UNKEPT) if (group !== '' && !groups.has(group)) groups.set(group, [...versions]);
  const known = GROUP_ORDER.filter((group) => groups.has(group));
  const names = [...known, ...[...groups.keys()].filter((group) => !known.includes(group))];
  return new Map(names.map((name) => [name, groups.get(name) ?? []]));
}

function groupDocument(name: string, versions: readonly string[]): object {
  const entries = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

export function apiGroupList(kinds: readonly Kind[]): object {
  const groups = [...groupsOf(kinds)].map(([name, versions]) => groupDocument(name, versions));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

export function apiGroup(kinds: readonly Kind[], name: string): object | undefined {
  const versions = groupsOf(kinds).get(name);
  return versions === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(name, versions) };
}

/** The resources of one group and version with their subresources; undefined when nothing is served there. */
export function apiResourceList(kinds: readonly Kind[], group: string, version: string): object | undefined {
  const apiVersion = apiVersionOf({ group, version });
  const served = kinds
    .filter((kind) => versionsOf(kind).some((each) => apiVersionOf(each) === apiVersion))
    .map((kind) => ({ shown: kindIn(kind, apiVersion), stored: kind }));
  const unkept = UNKEPT.filter((each) => each.group === group && each.versions.includes(version)).map(unkeptResource);
  if (served.length === 0 && unkept.length === 0) return undefined;
  const resources =
    group === '' ? [...unkept, ...served.flatMap(resourcesOf)] : [...served.flatMap(resourcesOf), ...unkept];
  return {
    kind: 'APIResourceList',
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: apiVersion,
    resources,
  };
}

/** A kind as one of its versions has it, and as it is stored. */
interface Served {
  readonly shown: Kind;
  readonly stored: Kind;
}

/** Tells clients when objects are written down in another version than before (discovery `StorageVersionHash`, v1.25). */
function storageVersionHash({ isLive, group, version, kind, storedAs = `${group}/${version}` }: Kind): object {
  if (isLive === true) return {};
  const hash = sha256Hex(`${storedAs}/${kind}`).slice(0, 16);
  return { storageVersionHash: Buffer.from(hash, 'hex').toString('base64') };
}

function unkeptResource({ plural, kind, namespaced, verbs, shortNames }: Unkept): object {
  const names = shortNames.length === 0 ? {} : { shortNames };
  return { name: plural, singularName: '', namespaced, kind, verbs, ...names };
}

function resourcesOf({ shown: kind, stored }: Served): object[] {
  const isCustom = kind.schema === undefined;
  const namespaced = kind.scope === 'Namespaced';
  const verbs = (isCustom ? CUSTOM_VERBS : VERBS).filter((verb) => kind.unservedVerbs?.includes(verb) !== true);
  const main = {
    name: kind.plural,
    singularName: isCustom ? (kind.singular ?? kind.kind.toLowerCase()) : '',
    namespaced,
    kind: kind.kind,
    verbs,
    ...(kind.shortNames === undefined ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories === undefined ? {} : { categories: kind.categories }),
    ...storageVersionHash(stored),
  };
  const sub = (name: string, rest: object) => ({
    name: `${kind.plural}/${name}`,
    singularName: '',
    namespaced,
    ...rest,
  });
  const { status, scale, others } = kind.subresources ?? {};
  const subresources = [
    ...(status === true ? [sub('status', { kind: kind.kind, verbs: STATUS_VERBS })] : []),
    ...(scale === undefined
      ? []
      : [sub('scale', { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: STATUS_VERBS })]),
    ...Object.entries(others ?? {}).map(([name, other]) =>
      sub(name, { ...kindOf(other.kind, kind), verbs: other.verbs.toSorted(byCodeUnit) }),
    ),
    ...(kind.group === '' ? (CONNECTIONS[kind.kind] ?? []) : []).map(([name, of, verbs]) =>
      sub(name, { kind: of, verbs }),
    ),
  ];
  return [main, ...(isCustom ? subresources : subresources.toSorted((a, b) => byCodeUnit(a.name, b.name)))];
}

/** A subresource names the group and version of its kind only where these are not the resource's own. */
function kindOf(own: Pick<Kind, 'group' | 'version' | 'kind'>, { group, version }: Kind): object {
  return own.group === group && own.version === version ? { kind: own.kind } : own;
}

const RELAYED = ['create', 'delete', 'get', 'patch', 'update'];

/** Subresources that lead to what an object stands for, and that no kind declares. */
const CONNECTIONS: Readonly<Record<string, readonly (readonly [string, string, readonly string[]])[]>> = {
  Node: [['proxy', 'NodeProxyOptions', RELAYED]],
  Pod: [
    ['attach', 'PodAttachOptions', ['create', 'get']],
    ['exec', 'PodExecOptions', ['create', 'get']],
    ['log', 'Pod', ['get']],
    ['portforward', 'PodPortForwardOptions', ['create', 'get']],
    ['proxy', 'PodProxyOptions', RELAYED],
  ],
  Service: [['proxy', 'ServiceProxyOptions', RELAYED]],
};
