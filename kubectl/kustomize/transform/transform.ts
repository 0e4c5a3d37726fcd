import type { Resource } from '../resource.ts';

/** What a transformer does to all resources of a build. */
export type Transform = (resources: readonly Resource[]) => readonly Resource[];

/** Changes every resource by itself. */
export function eachResource(change: (resource: Resource) => Resource): Transform {
  return (resources) => resources.map(change);
}
