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

/**
 * One row for each resource or path of the rules; rules about the same thing share their verbs. They are sorted by how Go prints such a rule,
 * which begins with its verbs.
 */
function ruleRows(rules: readonly PolicyRule[]): readonly string[] {
  const verbs = new Map<string, { readonly subject: Subject; readonly verbs: Set<string> }>();
  for (const rule of rules)
    for (const subject of subjectsOf(rule)) {
      const known = verbs.get(subject.order) ?? { subject, verbs: new Set<string>() };
      verbs.set(subject.order, known);
      for (const verb of subject.verbs ?? rule.verbs) known.verbs.add(verb);
    }
  return [...verbs.values()]
    .map(({ subject, verbs: list }) => ({ row: subject.row, verbs: [...list].join(' '), order: subject.order }))
    .map(({ row, verbs: list, order }) => ({ text: `  ${row}\t[${list}]\n`, order: `[${list}],${order}` }))
    .toSorted((left, right) => (left.order < right.order ? -1 : 1))
    .map(({ text }) => text);
}

interface Subject {
  /** Resource, path and names as columns. */
  readonly row: string;
  /** What follows the verbs in Go's text of a rule. */
  readonly order: string;
  /** Rules about paths are not put together: each has one verb. */
  readonly verbs?: readonly string[];
}

function subjectsOf({
  apiGroups = [''],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
  verbs,
}: PolicyRule): readonly Subject[] {
  const names = resourceNames.length === 0 ? ['[]'] : resourceNames.map((name) => `[${name}]`);
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      names.map((name) => ({
        row: `${inGroup(resource, group)}\t[]\t${name}`,
        order: `APIGroups:[${group}],Resources:[${resource}],ResourceNames:${name},NonResourceURLs:[],`,
      })),
    ),
  );
  const ofPaths = nonResourceURLs.flatMap((url) =>
    verbs.map((verb) => ({
      row: `\t[${url}]\t[]`,
      order: `APIGroups:[],Resources:[],ResourceNames:[],NonResourceURLs:[${url}],${verb}`,
      verbs: [verb],
    })),
  );
  return [...ofResources, ...ofPaths];
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
