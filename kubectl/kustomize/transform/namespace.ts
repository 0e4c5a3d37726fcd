import { isArray, isObject, type JsonObject, member } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { isClusterScoped } from '../cluster-scoped.ts';
import { withField } from '../fields.ts';
import type { Kustomization } from '../kustomization.ts';
import { currentId, gvkOf, idKey, idText, remembering, type Resource, withMetadata } from '../resource.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';

/** Fields besides metadata.namespace that name the namespace (v4.5.7, builtinpluginconsts/namespace.go). */
const specs: readonly FieldSpec[] = [
  { path: 'metadata/name', kind: 'Namespace', create: true },
  { path: 'spec/service/namespace', group: 'apiregistration.k8s.io', kind: 'APIService', create: true },
  {
    path: 'spec/conversion/webhook/clientConfig/service/namespace',
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
  },
];

/**
 * `namespace`: into everything that may have one (NamespaceTransformer).
 * @throws KubectlError when two resources become one
 */
export function withNamespace(resources: readonly Resource[], { namespace = '' }: Kustomization): readonly Resource[] {
  if (namespace === '') return resources;
  const moved = resources.map((resource) => ({
    ...remembering(resource),
    object: inNamespace(resource.object, namespace),
  }));
  const known = new Set<string>();
  for (const resource of moved) {
    const id = currentId(resource);
    if (known.has(idKey(id))) throw new KubectlError(`namespace transformation produces ID conflict: ${idText(id)}`);
    known.add(idKey(id));
  }
  return moved;
}

function inNamespace(object: JsonObject, namespace: string): JsonObject {
  const gvk = gvkOf(object);
  const placed = isClusterScoped(gvk) ? object : withMetadata(object, 'namespace', namespace);
  const bound = ['RoleBinding', 'ClusterRoleBinding'].includes(gvk.kind) ? withSubjects(placed, namespace) : placed;
  return changeFields(bound, specs, 'scalar', () => namespace);
}

/** Only the subject `default`, every namespace's own service account, moves along. */
function withSubjects(object: JsonObject, namespace: string): JsonObject {
  const subjects = member(object, 'subjects');
  if (!isArray(subjects)) return object;
  const moved = subjects.map((subject) =>
    isObject(subject) && member(subject, 'name') === 'default' ? withField(subject, 'namespace', namespace) : subject,
  );
  return withField(object, 'subjects', moved);
}
