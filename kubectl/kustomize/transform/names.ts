import type { Kustomization } from '../kustomization.ts';
import { isSelected, nameOf, originalId, remembering, type Resource, withMetadata } from '../resource.ts';

/** Kinds whose names are part of an interface, and stay (PrefixTransformer, SuffixTransformer). */
const kept = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** `namePrefix`, then `nameSuffix`. */
export function withAffixes(resources: readonly Resource[], kustomization: Kustomization): readonly Resource[] {
  const { namePrefix = '', nameSuffix = '' } = kustomization;
  return resources.map((resource) => {
    if (kept.some((kind) => isSelected(originalId(resource), kind))) return resource;
    return withSuffix(withPrefix(resource, namePrefix), nameSuffix);
  });
}

function withPrefix(resource: Resource, prefix: string): Resource {
  if (prefix === '') return resource;
  return { ...renamed(resource, prefix + nameOf(resource.object)), prefixes: [...resource.prefixes, prefix] };
}

function withSuffix(resource: Resource, suffix: string): Resource {
  if (suffix === '') return resource;
  return { ...renamed(resource, nameOf(resource.object) + suffix), suffixes: [...resource.suffixes, suffix] };
}

/** The resource with another name; the old one is remembered. */
export function renamed(resource: Resource, name: string): Resource {
  return { ...remembering(resource), object: withMetadata(resource.object, 'name', name) };
}
