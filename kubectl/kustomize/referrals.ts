import { isArray, isObject, type JsonObject, member } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { isClusterScoped } from './cluster-scoped.ts';
import type { ReferenceRule } from './reference-specs.ts';
import {
  currentId,
  effectiveNamespace,
  type Gvk,
  gvkOf,
  idText,
  isSelected,
  nameOf,
  namespaceOf,
  originalId,
  type Resource,
} from './resource.ts';

/** All resources of a build, and by each name that they had before those that had it. */
export interface RenamedResources {
  readonly all: readonly Resource[];
  readonly byOldName: ReadonlyMap<string, readonly Resource[]>;
}

/** Finds what a name in one field of one resource means. */
export class Referrals {
  readonly #referrer: Resource;
  readonly #rule: ReferenceRule;
  readonly #path: string;
  readonly #resources: RenamedResources;

  constructor(referrer: Resource, rule: ReferenceRule, path: string, resources: RenamedResources) {
    this.#referrer = referrer;
    this.#rule = rule;
    this.#path = path;
    this.#resources = resources;
  }

  /** @param namespace of a map that names a namespace too, null where it has none, undefined for a bare name */
  of(name: string, namespace: string | null | undefined): Resource | undefined {
    const known = (this.#resources.byOldName.get(name) ?? []).filter((each) => this.#isReachable(each));
    const here = namespace === undefined || namespace === null ? known : this.#inNamespace(known, namespace);
    const roleRef = this.#roleRef();
    const fitting = here.filter(
      (each) => wasOf(each, this.#rule.target) && (roleRef === undefined || wasOf(each, roleRef)) && this.#isNear(each),
    );
    if (fitting.length === 1) return fitting[0];
    const sameNames = fitting.filter((each) => haveSameAffixes(each, this.#referrer));
    const [first] = sameNames;
    if (first === undefined || sameNames.length === 1) return first;
    const isSame = (each: Resource): boolean =>
      nameOf(each.object) === nameOf(first.object) &&
      (namespace === undefined || namespaceOf(each.object) === namespaceOf(first.object));
    if (sameNames.every(isSame)) return first;
    const ids = sameNames.map((each) => idText(currentId(each)));
    throw new KubectlError(`found multiple possible referrals: ${ids.join(', ')}`);
  }

  /** Those that came from the namespace, if anything did; otherwise those that are in it. */
  #inNamespace(known: readonly Resource[], namespace: string): readonly Resource[] {
    const was = (each: Resource): boolean => effectiveNamespace(originalId(each)) === namespace;
    if (this.#resources.all.some((each) => was(each) && this.#isReachable(each))) return known.filter(was);
    return known.filter((each) => effectiveNamespace(currentId(each)) === namespace);
  }

  /** resmap.SubsetThatCouldBeReferencedByResource. */
  #isReachable(candidate: Resource): boolean {
    const [own, other] = [currentId(this.#referrer), currentId(candidate)];
    if (isClusterScoped(own) || isClusterScoped(other) || effectiveNamespace(own) === effectiveNamespace(other))
      return true;
    return own.kind === 'RoleBinding' && subjectNamespaces(this.#referrer.object).has(other.namespace);
  }

  #isNear(candidate: Resource): boolean {
    const [own, other] = [currentId(this.#referrer), currentId(candidate)];
    if (isClusterScoped(own) || isClusterScoped(other) || other.kind === 'ServiceAccount') return true;
    return effectiveNamespace(own) === effectiveNamespace(other);
  }

  /** A roleRef says itself which kind it means. */
  #roleRef(): Partial<Gvk> | undefined {
    if (!this.#path.endsWith('roleRef/name')) return undefined;
    const roleRef = member(this.#referrer.object, 'roleRef');
    if (!isObject(roleRef) || roleRef['apiGroup'] === undefined || roleRef['kind'] === undefined) return undefined;
    return { group: String(roleRef['apiGroup']), kind: String(roleRef['kind']) };
  }
}

/** Whether one of its previous identities was of the kind; group and version are today's. */
function wasOf(resource: Resource, target: Partial<Gvk>): boolean {
  const { group, version } = gvkOf(resource.object);
  return resource.previous.some(({ kind }) => isSelected({ group, version, kind }, target));
}

function subjectNamespaces(object: JsonObject): ReadonlySet<string> {
  const subjects = member(object, 'subjects');
  const accounts = (isArray(subjects) ? subjects : []).filter(isObject).filter(({ kind }) => kind === 'ServiceAccount');
  return new Set(accounts.flatMap(({ namespace }) => (typeof namespace === 'string' ? [namespace] : [])));
}

/** Both went through the same last steps of naming (utils.SameEndingSubSlice). */
function haveSameAffixes(one: Resource, two: Resource): boolean {
  return sameEnding(one.prefixes, two.prefixes) && sameEnding(one.suffixes, two.suffixes);
}

function sameEnding(one: readonly string[], two: readonly string[]): boolean {
  const [shorter, longer] = one.length > two.length ? [two, one] : [one, two];
  if (shorter.length === 0) return longer.length === 0;
  return shorter.every((text, at) => text === longer[at + longer.length - shorter.length]);
}
