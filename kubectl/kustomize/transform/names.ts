import type { Kustomization } from '../kustomization.ts';
import { isSelected, nameOf, originalId, remembering, type Resource, withMetadata } from '../resource.ts';

/** Kinds whose names are part of an interface, and stay (PrefixTransformer, SuffixTransformer). */
const kept = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** `namePrefix`. */
export function withPrefix(resources: readonly Resource[], { namePrefix = '' }: Kustomization): readonly Resource[] {
  if (namePrefix === '') return resources;
  return resources.map((resource) => {
    if (isKept(resource)) return resource;
    const name = namePrefix + nameOf(resource.object);
    return { ...renamed(resource, name), prefixes: [...resource.prefixes, namePrefix] };
  });
}

/** `nameSuffix`. */
export function withSuffix(resources: readonly Resource[], { nameSuffix = '' }: Kustomization): readonly Resource[] {
  if (nameSuffix === '') return resources;
  return resources.map((resource) => {
    if (isKept(resource)) return resource;
    const name = nameOf(resource.object) + nameSuffix;
    return { ...renamed(resource, name), suffixes: [...resource.suffixes, nameSuffix] };
  });
}

function isKept(resource: Resource): boolean {
  return kept.some((kind) => isSelected(originalId(resource), kind));
}

/** The resource with another name; the old one is remembered. */
export function renamed(resource: Resource, name: string): Resource {
  return { ...remembering(resource), object: withMetadata(resource.object, 'name', name) };
}
