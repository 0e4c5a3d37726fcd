import { goQuote } from '../../api/go-format.ts';
import type { PolicyRule } from '../types.ts';
import { type AccessQuestion, authorize, heldRules, isMaster, type RoleSource } from './authorizer.ts';
import { RBAC_GROUP } from './rules.ts';

/** Who asks, and in which namespace the rights are meant. */
export type Grantor = Pick<AccessQuestion, 'user' | 'groups' | 'namespace'>;

/** Whether the grantor may do `verb` (escalate, bind) with a role: then nobody asks what else it holds. */
export function mayGrant(source: RoleSource, grantor: Grantor, verb: string, resource: string, name: string): boolean {
  return authorize(source, { ...grantor, verb, group: RBAC_GROUP, resource, name }).allowed;
}

/**
 * Nobody grants rights that they do not hold themselves (rbac ConfirmNoEscalation, v1.25): what is missing, as the server says it,
 * or undefined.
 */
export function escalation(source: RoleSource, grantor: Grantor, rules: readonly PolicyRule[]): string | undefined {
  if (isMaster(grantor)) return undefined;
  const { rules: held, missing: unresolved } = heldRules(source, grantor);
  const lacking = uncoveredRules(held, rules);
  if (lacking.length === 0) return undefined;
  const lines = [...new Set(compact(lacking).map(ruleText))].sort();
  const who = `user ${goQuote(grantor.user)} (groups=[${grantor.groups.map(goQuote).join(' ')}])`;
  const errors = unresolved.length === 0 ? '' : `; resolution errors: [${errorText(unresolved)}]`;
  return `${who} is attempting to grant RBAC permissions not currently held:\n${lines.join('\n')}${errors}`;
}

/** What of some rules nobody has who holds the others: one rule for each verb, resource and name (validation.Covers, v1.25). */
export function uncoveredRules(held: readonly PolicyRule[], rules: readonly PolicyRule[]): readonly PolicyRule[] {
  return rules.flatMap(brokenDown).filter((rule) => !held.some((owner) => coversRule(owner, rule)));
}

function errorText(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`;
}

/** One rule for each verb, resource and name: such a rule is held as a whole, or not at all. */
function brokenDown(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const names = resourceNames.length === 0 ? [{}] : resourceNames.map((name) => ({ resourceNames: [name] }));
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({ apiGroups: [group], resources: [resource], ...name, verbs: [verb] })),
      ),
    ),
  );
  const ofPaths = nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ nonResourceURLs: [url], verbs: [verb] })));
  return [...ofResources, ...ofPaths];
}

const hasAll = (list: readonly string[] | undefined, wanted: readonly string[]): boolean =>
  wanted.every((one) => (list ?? []).includes(one));

const orAll = (list: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean =>
  (list ?? []).includes('*') || hasAll(list, wanted ?? []);

function coversRule(owner: PolicyRule, rule: PolicyRule): boolean {
  const names = rule.resourceNames ?? [];
  const ownNames = owner.resourceNames ?? [];
  return (
    orAll(owner.verbs, rule.verbs) &&
    orAll(owner.apiGroups, rule.apiGroups) &&
    (rule.resources ?? []).every((resource) => coversResource(owner.resources ?? [], resource)) &&
    (rule.nonResourceURLs ?? []).every((url) => (owner.nonResourceURLs ?? []).some((own) => coversPath(own, url))) &&
    (ownNames.length === 0 || (names.length > 0 && hasAll(ownNames, names)))
  );
}

function coversResource(owned: readonly string[], resource: string): boolean {
  if (owned.includes('*') || owned.includes(resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && owned.includes(`*/${resource.slice(slash + 1)}`);
}

function coversPath(owned: string, path: string): boolean {
  return owned === path || (owned.endsWith('*') && path.startsWith(owned.replace(/\*+$/, '')));
}

/** Rules of one resource become one with all of their verbs. */
function compact(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const byResource = new Map<string, PolicyRule>();
  const paths: PolicyRule[] = [];
  for (const rule of rules) {
    if (rule.nonResourceURLs !== undefined) {
      paths.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames ?? null]);
    const before = byResource.get(key);
    byResource.set(key, before === undefined ? rule : { ...before, verbs: [...before.verbs, ...rule.verbs] });
  }
  return [...paths, ...byResource.values()];
}

const PARTS = [
  ['APIGroups', 'apiGroups'],
  ['Resources', 'resources'],
  ['NonResourceURLs', 'nonResourceURLs'],
  ['ResourceNames', 'resourceNames'],
  ['Verbs', 'verbs'],
] as const;

function ruleText(rule: PolicyRule): string {
  const parts = PARTS.flatMap(([title, field]) => {
    const list = rule[field] ?? [];
    return list.length === 0 ? [] : [`${title}:[${list.map(goQuote).join(' ')}]`];
  });
  return `{${parts.join(', ')}}`;
}
