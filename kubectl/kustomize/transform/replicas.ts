import { KubectlError } from '../../errors.ts';
import type { Kustomization } from '../kustomization.ts';
import { currentId, isSelected, type Resource } from '../resource.ts';
import { changeFields } from './field-specs.ts';

const kinds = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/**
 * `replicas`: the count of whatever has or had the name (ReplicaCountTransformer).
 * @throws KubectlError when nothing has it
 */
export function withReplicas(resources: readonly Resource[], kustomization: Kustomization): readonly Resource[] {
  return (kustomization.replicas ?? []).reduce((all, { name = '', count = 0 }) => {
    const specs = (resource: Resource): readonly string[] =>
      kinds.filter((kind) =>
        [...resource.previous, currentId(resource)].some((id) => id.name === name && isSelected(id, { kind })),
      );
    if (!all.some((resource) => specs(resource).length > 0)) {
      const gvks = kinds.map((kind) => `${kind}.[noVer].[noGrp]`).join(' ');
      throw new KubectlError(`resource with name ${name} does not match a config with the following GVK [${gvks}]`);
    }
    return all.map((resource) => {
      const places = specs(resource).map((kind) => ({ path: 'spec/replicas', kind, create: true }));
      return { ...resource, object: changeFields(resource.object, places, 'scalar', () => count) };
    });
  }, resources);
}
