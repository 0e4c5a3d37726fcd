import type { PolicyRule } from '../../../engine/index.ts';

/** One line of `auth can-i --list`. */
export interface AccessRow {
  readonly resource: string;
  readonly url: string;
  readonly name: string;
  readonly verbs: readonly string[];
}

/**
 * Rules taken apart into single resources and URLs, with the verbs of the same resource together as they come, and sorted by how Go
 * writes them (rbac's BreakdownRule, CompactRules and SortableRuleSlice, v1.25).
 */
export function accessRows(rules: readonly PolicyRule[]): readonly AccessRow[] {
  const rows = rules.flatMap(brokenDown);
  const resources = new Map<string, Single>();
  for (const row of rows) {
    if (row.url !== '') continue;
    const key = `${row.group} ${row.resource} ${row.name}`;
    resources.set(key, { ...row, verbs: [...new Set([...(resources.get(key)?.verbs ?? []), ...row.verbs])] });
  }
  return [...rows.filter(({ url }) => url !== ''), ...resources.values()]
    .toSorted((a, b) => (goText(a) < goText(b) ? -1 : 1))
    .map((row) => ({ ...row, resource: grouped(row.resource, row.group) }));
}

/** A rule about one resource or URL. */
interface Single extends AccessRow {
  readonly group: string;
}

function brokenDown({
  apiGroups = [],
  resources = [],
  resourceNames,
  nonResourceURLs = [],
  verbs,
}: PolicyRule): Single[] {
  const names = (resourceNames ?? []).length === 0 ? [''] : (resourceNames ?? []);
  const ofVerb = (verb: string) => (row: Omit<Single, 'verbs'>) => ({ ...row, verbs: [verb] });
  const things: readonly Omit<Single, 'verbs'>[] = apiGroups.flatMap((group) =>
    resources.flatMap((resource) => names.map((name) => ({ group, resource, name, url: '' }))),
  );
  const urls = nonResourceURLs.map((url) => ({ group: '', resource: '', name: '', url }));
  return [
    ...things.flatMap((thing) => verbs.map((verb) => ofVerb(verb)(thing))),
    ...verbs.flatMap((verb) => urls.map(ofVerb(verb))),
  ];
}

function goText({ verbs, group, resource, name, url }: Single): string {
  const isUrl = url !== '';
  const groups = isUrl ? '' : group;
  return `Verbs:[${verbs.join(' ')}],APIGroups:[${groups}],Resources:[${resource}],ResourceNames:[${name}],NonResourceURLs:[${url}],`;
}

/** `deployments/scale` of apps is `deployments.apps/scale`. */
function grouped(resource: string, group: string): string {
  if (group === '') return resource;
  const [plural = '', ...sub] = resource.split('/');
  return [`${plural}.${group}`, ...sub].join('/');
}
