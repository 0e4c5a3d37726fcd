import { isObject, type JsonObject, member } from '../../engine/index.ts';
import { isClusterScoped } from './cluster-scoped.ts';
import type { JsonValue } from '../../engine/index.ts';
import { withField } from './fields.ts';

/** Group, version and kind. As a selector, an empty part matches anything. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What identifies a resource within one build (kyaml resid.ResId). */
export interface ResourceId extends Gvk {
  readonly name: string;
  /** As written; empty where the object has none. */
  readonly namespace: string;
}

/** What a generator may do with a resource of the same name that is there already. */
export type Behavior = 'create' | 'merge' | 'replace';

/** One object on its way through a build, and what kustomize remembers of it in annotations of its own. */
export interface Resource {
  readonly object: JsonObject;
  /** Every identity it had before, oldest first: references may still use its names. */
  readonly previous: readonly ResourceId[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** The name gets a hash of the content at the end. */
  readonly needsHash: boolean;
  /** Set for what a generator made. */
  readonly behavior?: Behavior;
  /** Names of the `vars` whose values come from it. */
  readonly variables?: readonly string[];
}

/** A resource as it comes out of a file. */
export function resourceOf(object: JsonObject): Resource {
  return { object, previous: [], prefixes: [], suffixes: [], needsHash: false };
}

/** A text field of an object or of its metadata; empty where there is none. */
function text(value: JsonValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

export function metadataOf(object: JsonObject): JsonObject {
  const metadata = member(object, 'metadata');
  return isObject(metadata) ? metadata : {};
}

export function nameOf(object: JsonObject): string {
  return text(member(metadataOf(object), 'name'));
}

export function namespaceOf(object: JsonObject): string {
  return text(member(metadataOf(object), 'namespace'));
}

/** A map of texts in the metadata (labels, annotations); null reads as the empty text. */
export function metadataMap(object: JsonObject, field: 'labels' | 'annotations'): Readonly<Record<string, string>> {
  const map = member(metadataOf(object), field);
  return isObject(map) ? Object.fromEntries(Object.entries(map).map(([name, value]) => [name, text(value)])) : {};
}

export function gvkOf(object: JsonObject): Gvk {
  const apiVersion = text(member(object, 'apiVersion'));
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: text(member(object, 'kind')),
  };
}

/** The object with one field of its metadata set; undefined takes it away. */
export function withMetadata(object: JsonObject, field: string, value: JsonValue | undefined): JsonObject {
  return withField(object, 'metadata', withField(metadataOf(object), field, value));
}

export function currentId({ object }: Resource): ResourceId {
  return { ...gvkOf(object), name: nameOf(object), namespace: namespaceOf(object) };
}

export function originalId(resource: Resource): ResourceId {
  return resource.previous[0] ?? currentId(resource);
}

/** The resource with its present identity among the previous ones. */
export function remembering(resource: Resource): Resource {
  const id = currentId(resource);
  return { ...resource, previous: [...resource.previous, { ...id, namespace: effectiveNamespace(id) }] };
}

/** Stands for the namespace of what has none; it is kustomize's own word, so `previous` may hold it. */
const NOT_A_NAMESPACE = '_non_namespaceable_';

/** The namespace that identities are compared by: `default` for none, and one word for everything cluster-scoped. */
export function effectiveNamespace(id: ResourceId): string {
  if (isClusterScoped(id)) return NOT_A_NAMESPACE;
  return id.namespace === '' ? 'default' : id.namespace;
}

/** Two identities are equal if these texts are. */
export function idKey(id: ResourceId): string {
  return JSON.stringify([effectiveNamespace(id), id.group, id.version, id.kind, id.name]);
}

/** Whether a selector's parts are those of the kind; empty parts match anything (resid.Gvk.IsSelected). */
export function isSelected(gvk: Gvk, selector: Partial<Gvk>): boolean {
  return (['group', 'version', 'kind'] as const).every((part) => {
    const wanted = selector[part] ?? '';
    return wanted === '' || wanted === gvk[part];
  });
}

export function gvkText({ group, version, kind }: Gvk): string {
  return [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');
}

/** `Deployment.v1.apps/web.[noNs]`, as kustomize's messages name a resource. */
export function idText(id: ResourceId): string {
  return `${gvkText(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;
}
