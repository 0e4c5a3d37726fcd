import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding } from '../../engine/index.ts';
import type { Describer } from './context.ts';
import { annotationLines, pairLines } from './text.ts';

export const describeRole: Describer<Role | ClusterRole> = ({ metadata, rules }) =>
  [
    `Name:\t${metadata.name}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    'PolicyRule:\n',
    '  Resources\tNon-Resource URLs\tResource Names\tVerbs\n',
    '  ---------\t-----------------\t--------------\t-----\n',
    ...ruleRows(rules ?? []),
  ].join('');

/** One row for each resource or path of the rules, by resource; rules about the same thing share their verbs. */
function ruleRows(rules: readonly PolicyRule[]): readonly string[] {
  const verbs = new Map<string, Set<string>>();
  for (const rule of rules)
    for (const subject of subjectsOf(rule)) {
      const known = verbs.get(subject) ?? new Set<string>();
      verbs.set(subject, known);
      for (const verb of rule.verbs) known.add(verb);
    }
  return [...verbs]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([subject, list]) => `  ${subject}\t[${[...list].join(' ')}]\n`);
}

function subjectsOf({
  apiGroups = [''],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): readonly string[] {
  const names = resourceNames.length === 0 ? ['[]'] : resourceNames.map((name) => `[${name}]`);
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) => names.map((name) => `${inGroup(resource, group)}\t[]\t${name}`)),
  );
  return [...ofResources, ...nonResourceURLs.map((url) => `\t[${url}]\t[]`)];
}

/** `deployments.apps`, `deployments.apps/scale`. */
function inGroup(resource: string, group: string): string {
  if (group === '') return resource;
  const [name = '', ...rest] = resource.split('/');
  return [`${name}.${group}`, ...rest].join('/');
}

export const describeRoleBinding: Describer<RoleBinding | ClusterRoleBinding> = ({
  metadata,
  roleRef,
  subjects = [],
}) =>
  [
    `Name:\t${metadata.name}\n`,
    pairLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    `Role:\n  Kind:\t${roleRef.kind}\n  Name:\t${roleRef.name}\n`,
    'Subjects:\n  Kind\tName\tNamespace\n  ----\t----\t---------\n',
    ...subjects.map(({ kind, name, namespace = '' }) => `  ${kind}\t${name}\t${namespace}\n`),
  ].join('');
