import { KubectlError } from '../errors.ts';
import { PlainRefusal, wrapping } from './errors.ts';
import type { Folder } from './folder.ts';
import { generatedResources, mergedGenerated } from './generate.ts';
import type { Kustomization } from './kustomization.ts';
import { readKustomization } from './read-kustomization.ts';
import { MALFORMED, readResources } from './read-resources.ts';
import { absorbed, appended } from './resource-list.ts';
import { metadataMap, type Resource } from './resource.ts';
import { withImages } from './transform/images.ts';
import { withAnnotations, withCommonLabels, withLabels } from './transform/labels.ts';
import { withPrefix, withSuffix } from './transform/names.ts';
import { withNamespace } from './transform/namespace.ts';
import { withJsonPatches, withPatches } from './transform/patches.ts';
import { withReplicas } from './transform/replicas.ts';
import { withStrategicPatches } from './transform/strategic-patches.ts';

/**
 * The resources of a kustomization and all that it includes, changed as it says (KustTarget.accumulateTarget). Names get their hashes,
 * and references their new names, only when the outermost one is done.
 * @param resources what is there already: a component works on the resources of the kustomization that includes it
 */
export function accumulated(
  kustomization: Kustomization,
  folder: Folder,
  resources: readonly Resource[] = [],
): readonly Resource[] {
  const { bases = [], components = [] } = kustomization;
  const included = wrapping(
    (message) => `accumulating resources: ${message}`,
    () => [...(kustomization.resources ?? []), ...bases].reduce((all, path) => withPath(all, path, folder), resources),
  );
  const composed = wrapping(
    (message) => `accumulating components: ${message}`,
    () => components.reduce((all, path) => withComponent(all, path, folder), included),
  );
  const generated = generatedResources(kustomization, folder).reduce((all, made) => {
    folder.budget.spendChanges(1, all.length);
    return wrapping(
      (message) => `merging from generator: ${message}`,
      () => absorbed(all, made, mergedGenerated),
    );
  }, composed);
  folder.budget.spend('resources', generated.length - resources.length);
  return transformed(generated, kustomization, folder).filter((resource) => !isLocal(resource));
}

type Transformer = (
  resources: readonly Resource[],
  kustomization: Kustomization,
  folder: Folder,
) => readonly Resource[];

/** In kustomize's order (KustTarget.configureBuiltinTransformers), with the field that says how much there is to do. */
const transformers: readonly (readonly [Transformer, keyof Kustomization])[] = [
  [withStrategicPatches, 'patchesStrategicMerge'],
  [withPatches, 'patches'],
  [withNamespace, 'namespace'],
  [withPrefix, 'namePrefix'],
  [withSuffix, 'nameSuffix'],
  [withLabels, 'labels'],
  [withCommonLabels, 'commonLabels'],
  [withAnnotations, 'commonAnnotations'],
  [withJsonPatches, 'patchesJson6902'],
  [withReplicas, 'replicas'],
  [withImages, 'images'],
];

function transformed(
  resources: readonly Resource[],
  kustomization: Kustomization,
  folder: Folder,
): readonly Resource[] {
  return transformers.reduce((all, [transform, field]) => {
    const asked = kustomization[field];
    if (asked !== undefined) folder.budget.spendChanges(valuesIn(asked), all.length);
    return transform(all, kustomization, folder);
  }, resources);
}

/** How many texts and numbers a field of a kustomization holds. */
function valuesIn(field: unknown): number {
  if (typeof field !== 'object' || field === null) return 1;
  return Object.values(field).reduce<number>((sum, value) => sum + valuesIn(value), 0);
}

/** Objects for tools only, which no cluster gets (KustTarget.IgnoreLocal). */
function isLocal({ object }: Resource): boolean {
  const local = metadataMap(object, 'annotations')['config.kubernetes.io/local-config'];
  return local !== undefined && local !== 'false';
}

/** An entry of `resources`: first tried as a file, then as a folder with a kustomization. */
function withPath(resources: readonly Resource[], path: string, folder: Folder): readonly Resource[] {
  try {
    return wrapping(
      (message) =>
        message.startsWith('may not add')
          ? `merging resources from '${path}': ${message}`
          : `accumulating resources from '${path}': ${message}${message.startsWith(MALFORMED) ? ` in File: ${path}` : ''}`,
      () => appended(resources, readResources(folder.read(path))),
    );
  } catch (error) {
    if (error instanceof PlainRefusal || !(error instanceof KubectlError)) throw error;
    if (error.message.includes(MALFORMED)) throw error;
    return wrapping(
      (message) => `accumulation err='${error.message}': ${message}`,
      () => withFolder(resources, folder.enter(path)),
    );
  }
}

function withFolder(resources: readonly Resource[], folder: Folder): readonly Resource[] {
  const kustomization = loaded(folder);
  if (kustomization.kind === 'Component')
    throw new KubectlError(`expected kind != 'Component' for path '${folder.path}'`);
  const included = wrapping(
    (message) => `recursed accumulation of path '${folder.path}': ${message}`,
    () => accumulated(kustomization, folder),
  );
  return wrapping(
    (message) => `recursed merging from path '${folder.path}': ${message}`,
    () => appended(resources, included),
  );
}

function withComponent(resources: readonly Resource[], path: string, parent: Folder): readonly Resource[] {
  const folder = wrapping(
    (message) => `loader.New ${JSON.stringify(message)}`,
    () => parent.enter(path),
  );
  return wrapping(
    (message) => `accumulateDirectory: ${JSON.stringify(message)}`,
    () => {
      const kustomization = loaded(folder);
      if (kustomization.kind !== 'Component')
        throw new KubectlError(`expected kind 'Component' for path '${folder.path}' but got '${kustomization.kind}'`);
      return wrapping(
        (message) => `recursed accumulation of path '${folder.path}': ${message}`,
        () => accumulated(kustomization, folder, resources),
      );
    },
  );
}

function loaded(folder: Folder): Kustomization {
  return wrapping(
    (message) => `couldn't make target for path '${folder.path}': ${message}`,
    () => readKustomization(folder),
  );
}
