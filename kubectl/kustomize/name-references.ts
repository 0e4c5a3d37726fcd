import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { withField } from './fields.ts';
import { wrapping } from './errors.ts';
import type { ReferenceRule } from './reference-specs.ts';
import { Referrals, type RenamedResources } from './referrals.ts';
import { currentId, idText, isSelected, nameOf, namespaceOf, originalId, type Resource } from './resource.ts';
import { changeFields } from './transform/field-specs.ts';

/**
 * The resources with references to names that have changed put right (nameref.Filter).
 * @throws KubectlError when a name may mean several resources
 */
export function withReferences(resources: readonly Resource[], rules: readonly ReferenceRule[]): readonly Resource[] {
  const byOldName = new Map<string, Resource[]>();
  for (const resource of resources)
    for (const name of new Set(resource.previous.map((id) => id.name)))
      byOldName.set(name, [...(byOldName.get(name) ?? []), resource]);
  return resources.map((resource) => ({
    ...resource,
    object: referring(resource, rules, { all: resources, byOldName }),
  }));
}

function referring(referrer: Resource, rules: readonly ReferenceRule[], resources: RenamedResources): JsonObject {
  return rules.reduce((object, rule) => {
    const fields = rule.fields
      .filter((field) => isSelected(originalId(referrer), field))
      .map((field) => ({ path: field.path, create: false }));
    return fields.reduce((changed, field) => {
      const referrals = new Referrals(referrer, rule, field.path, resources);
      return wrapping(
        (message) => `updating name reference in '${field.path}' field of '${idText(currentId(referrer))}': ${message}`,
        () => changeFields(changed, [field], undefined, (value) => reference(value, referrals)),
      );
    }, object);
  }, referrer.object);
}

/** A name, a list of them, or maps with a name and perhaps a namespace. */
function reference(value: JsonValue, referrals: Referrals): JsonValue {
  if (value === null) return value;
  if (isArray(value)) return value.map((item) => reference(item, referrals));
  if (!isObject(value)) {
    const referral = referrals.of(String(value), undefined);
    return referral === undefined ? value : nameOf(referral.object);
  }
  const name = member(value, 'name');
  if (name === undefined) throw new KubectlError("path config error; no 'name' field in node");
  const referral = referrals.of(String(name), namespaceIn(value));
  if (referral === undefined) return value;
  const named = withField(value, 'name', nameOf(referral.object));
  const namespace = namespaceOf(referral.object);
  return namespace === '' ? named : withField(named, 'namespace', namespace);
}

/** The namespace beside a name; null where the map has none. */
function namespaceIn(value: JsonObject): string | null {
  const namespace = member(value, 'namespace');
  return namespace === undefined || namespace === null ? null : String(namespace);
}
