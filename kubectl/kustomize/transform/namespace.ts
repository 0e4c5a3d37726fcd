import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { isClusterScoped } from '../cluster-scoped.ts';
import { withField } from '../fields.ts';
import { currentId, gvkOf, idKey, idText, remembering, type Resource } from '../resource.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';
import type { Transform } from './transform.ts';

/** Which subjects of bindings move along: only `default`, every namespace's own service account; all service accounts; none. */
const subjectModes = ['defaultOnly', 'none', 'allServiceAccounts'] as const;

export interface NamespaceArgs {
  readonly metadata?: { readonly namespace?: string };
  readonly fieldSpecs?: readonly FieldSpec[];
  /** Only what is empty is set. */
  readonly unsetOnly?: boolean;
  readonly setRoleBindingSubjects?: string;
}

/**
 * NamespaceTransformer: the namespace into everything that may have one.
 * @throws KubectlError for an unknown mode, and when two resources become one
 */
export function namespaceTransformer({ metadata, fieldSpecs = [], ...options }: NamespaceArgs): Transform {
  const mode = options.setRoleBindingSubjects || 'defaultOnly';
  if (!subjectModes.some((each) => each === mode)) {
    const [first, second, third] = subjectModes.map((each) => JSON.stringify(each));
    throw new KubectlError(
      `invalid value ${JSON.stringify(mode)} for setRoleBindingSubjects: must be one of ${first}, ${second} or ${third}`,
    );
  }
  const namespace = metadata?.namespace ?? '';
  if (namespace === '') return (resources) => resources;
  const set = (old: JsonValue): JsonValue => (options.unsetOnly === true && isFilled(old) ? old : namespace);
  const specs = fieldSpecs.filter(({ path }) => path !== 'metadata/namespace');
  return (resources) => {
    const moved = resources.map((resource) => ({
      ...remembering(resource),
      object: inNamespace(resource.object, specs, mode, set),
    }));
    refuseConflicts(moved);
    return moved;
  };
}

function isFilled(old: JsonValue): boolean {
  return old !== null && String(old) !== '';
}

function refuseConflicts(resources: readonly Resource[]): void {
  const known = new Set<string>();
  for (const resource of resources) {
    const id = currentId(resource);
    if (known.has(idKey(id))) throw new KubectlError(`namespace transformation produces ID conflict: ${idText(id)}`);
    known.add(idKey(id));
  }
}

type Setter = (old: JsonValue) => JsonValue;

function inNamespace(object: JsonObject, specs: readonly FieldSpec[], mode: string, set: Setter): JsonObject {
  const gvk = gvkOf(object);
  const placed = isClusterScoped(gvk)
    ? object
    : changeFields(object, [{ path: 'metadata/namespace', create: true }], 'scalar', set);
  if (!isBinding(gvk.kind)) return changeFields(placed, specs, 'scalar', set);
  const others = specs.filter(
    ({ kind, path }) => !isBinding(kind) || !['subjects', 'subjects/namespace'].includes(path),
  );
  return changeFields(withSubjects(placed, mode, set), others, 'scalar', set);
}

function isBinding(kind: string | undefined): boolean {
  return kind === 'RoleBinding' || kind === 'ClusterRoleBinding';
}

function withSubjects(object: JsonObject, mode: string, set: Setter): JsonObject {
  const subjects = member(object, 'subjects');
  if (!isArray(subjects) || mode === 'none') return object;
  const [field, value] = mode === 'defaultOnly' ? ['name', 'default'] : ['kind', 'ServiceAccount'];
  const moved = subjects.map((subject) =>
    isObject(subject) && member(subject, field) === value
      ? withField(subject, 'namespace', set(member(subject, 'namespace') ?? null))
      : subject,
  );
  return withField(object, 'subjects', moved);
}
