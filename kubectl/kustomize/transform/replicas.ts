import { KubectlError } from '../../errors.ts';
import { currentId, gvkText, isSelected, type Resource } from '../resource.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';
import type { Transform } from './transform.ts';

export interface ReplicaArgs {
  readonly replica?: { readonly name?: string; readonly count?: number };
  readonly fieldSpecs?: readonly FieldSpec[];
}

/**
 * ReplicaCountTransformer: the count of whatever has or had the name.
 * @throws KubectlError when nothing has it
 */
export function replicaCountTransformer({ replica = {}, fieldSpecs = [] }: ReplicaArgs): Transform {
  const { name = '', count = 0 } = replica;
  const isMeant = (resource: Resource, spec: FieldSpec): boolean =>
    [...resource.previous, currentId(resource)].some((id) => id.name === name && isSelected(id, spec));
  return (resources) => {
    if (!resources.some((resource) => fieldSpecs.some((spec) => isMeant(resource, spec)))) {
      const gvks = fieldSpecs.map(({ group = '', version = '', kind = '' }) => gvkText({ group, version, kind }));
      throw new KubectlError(
        `resource with name ${name} does not match a config with the following GVK [${gvks.join(' ')}]`,
      );
    }
    return resources.map((resource) => {
      const places = fieldSpecs.filter((spec) => isMeant(resource, spec));
      return { ...resource, object: changeFields(resource.object, places, 'scalar', () => count) };
    });
  };
}
