import { KubectlError } from '../../errors.ts';
import type { Folder } from '../folder.ts';
import { readResources } from '../read-resources.ts';
import { appended, theOneLike } from '../resource-list.ts';
import {
  currentId,
  gvkOf,
  idKey,
  metadataMap,
  nameOf,
  namespaceOf,
  remembering,
  type Resource,
  withMetadata,
} from '../resource.ts';
import { withField } from '../fields.ts';
import { wrapping } from '../errors.ts';
import { mergeObject } from './strategic-merge.ts';
import type { Transform } from './transform.ts';

/** What `options` of a patch may allow. */
export interface Allowed {
  readonly nameChange: boolean;
  readonly kindChange: boolean;
}

const nothing: Allowed = { nameChange: false, kindChange: false };

export interface StrategicPatchArgs {
  readonly paths?: readonly string[];
  readonly patches?: string;
}

/** PatchStrategicMergeTransformer: texts of patches or paths of files with them, each for the resource it is like. */
export function patchStrategicMergeTransformer(
  { paths = [], patches: inline = '' }: StrategicPatchArgs,
  folder: Folder,
): Transform {
  if (paths.length === 0 && inline === '') throw new KubectlError('empty file path and empty patch content');
  const patches = [...paths.flatMap((text) => patchesOf(text, folder)), ...readResources(inline)];
  if (patches.length === 0)
    throw new KubectlError(`patch appears to be empty; files=[${paths.join(' ')}], Patch=${inline}`);
  return (resources) => {
    folder.budget.spendChanges(patches.length, resources.length);
    return patches.reduce((all, patch) => {
      const target = theOneLike(all, patch);
      return patchEach(all, (resource) => resource === target, withTexts(patch), nothing);
    }, resources);
  };
}

/** The legacy rule of the field: what reads as resources is the patch itself, anything else a path. */
function patchesOf(text: string, folder: Folder): readonly Resource[] {
  try {
    return readResources(text);
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    return wrapping(
      (message) => (message.includes('MalformedYAMLError') ? `${message} in File: ${text}` : message),
      () => readResources(folder.read(text)),
    );
  }
}

/**
 * A patch applied to those resources that are chosen; what it deletes is left out (resmap.ApplySmPatch).
 * @throws KubectlError when two resources become one
 */
export function patchEach(
  resources: readonly Resource[],
  isChosen: (resource: Resource) => boolean,
  patch: Resource,
  allowed: Allowed,
): readonly Resource[] {
  const chosen = new Set(resources.filter(isChosen).map((resource) => idKey(currentId(resource))));
  const patched = resources.flatMap((resource) =>
    chosen.has(idKey(currentId(resource))) ? patchedResource(resource, patch, allowed) : [resource],
  );
  return appended([], patched);
}

/**
 * Labels and annotations of a patch that is applied to a chosen set are texts: null is the empty one, and takes nothing away
 * (Resource.CopyMergeMetaDataFieldsFrom).
 */
export function withTexts(patch: Resource): Resource {
  const object = (['labels', 'annotations'] as const).reduce((changed, field) => {
    const texts = metadataMap(changed, field);
    return withMetadata(changed, field, Object.keys(texts).length === 0 ? undefined : texts);
  }, patch.object);
  return { ...patch, object };
}

/** Name, namespace and kind stay as they are, unless the patch may change them (Resource.ApplySmPatch). */
function patchedResource(resource: Resource, patch: Resource, allowed: Allowed): readonly Resource[] {
  const { object } = resource;
  const ofItsVersion = { ...patch.object, apiVersion: object['apiVersion'] ?? null };
  const merged = mergeObject(object, ofItsVersion);
  if (merged === undefined || Object.keys(merged).length === 0) return [];
  const ofItsKind = allowed.kindChange ? merged : withField(merged, 'kind', gvkOf(object).kind);
  const named = allowed.nameChange ? ofItsKind : withMetadata(ofItsKind, 'name', nameOf(object));
  const placed = withMetadata(named, 'namespace', namespaceOf(object) || undefined);
  const kept = allowed.nameChange || allowed.kindChange ? remembering(resource) : resource;
  return [{ ...kept, object: placed }];
}
