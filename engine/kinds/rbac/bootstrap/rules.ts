import type { PolicyRule } from '../../types.ts';

/** Rules by name of the role, one a line: `VERBS | GROUPS | RESOURCES`, `VERBS | GROUPS | RESOURCES | NAMES` or `VERBS | PATHS`. */
export type RoleTable = Readonly<Record<string, string>>;

/** The rules of a role in a table. Groups stand between commas, the core's has no name; all else between blanks. */
export function rulesOf(text: string): readonly PolicyRule[] {
  return text
    .trim()
    .split('\n')
    .map((line) => ruleOf(line.trim()));
}

function ruleOf(line: string): PolicyRule {
  const [verbs = '', second = '', resources, names] = line.split(' | ').map((part) => part.trim());
  if (resources === undefined) return { nonResourceURLs: second.split(' '), verbs: verbs.split(' ') };
  return {
    apiGroups: second.split(','),
    ...(names === undefined ? {} : { resourceNames: names.split(' ') }),
    resources: resources.split(' '),
    verbs: verbs.split(' '),
  };
}
