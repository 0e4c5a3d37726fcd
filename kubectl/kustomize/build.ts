import { isObject, type JsonObject, member } from '../../engine/index.ts';
import type { FileAccess } from '../environment.ts';
import { printYamlDocuments } from '../output/yaml.ts';
import { accumulated } from './accumulate.ts';
import { BuildBudget } from './budget.ts';
import { Folder } from './folder.ts';
import { withHashes } from './hash.ts';
import { readKustomization } from './read-kustomization.ts';
import { withReferences } from './name-references.ts';
import { withoutNotes } from './origin.ts';
import { inOrder } from './order.ts';
import { metadataMap, metadataOf, withMetadata } from './resource.ts';
import { labelTransformer } from './transform/labels.ts';
import { withExpansions } from './vars/expansion.ts';
import { variableValues } from './vars/variables.ts';

export interface BuildOptions {
  /** Not by kinds, but as they came. */
  readonly isUnordered?: boolean;
  /** Files may be read from outside of the folder of the kustomization that names them. */
  readonly isUnrestricted?: boolean;
}

/**
 * What `kubectl kustomize DIR` prints (kustomize v4.5.7, which is in kubectl v1.25): the resources of a kustomization as YAML documents.
 * @param path the folder of the kustomization, as the command line names it
 * @throws KubectlError in kustomize's words; paths in them count from the working folder
 */
export function buildKustomization(path: string, files: FileAccess): string {
  return printYamlDocuments(buildObjects(path, files));
}

/** The same as objects. */
export function buildObjects(path: string, files: FileAccess, options: BuildOptions = {}): readonly JsonObject[] {
  const folder = Folder.at(path, files, new BuildBudget(), options.isUnrestricted);
  const kustomization = readKustomization(folder);
  const { buildMetadata = [] } = kustomization;
  const origin = buildMetadata.length === 0 ? undefined : '';
  const { resources, config, variables } = accumulated(kustomization, { folder, origin });
  const named = withReferences(withHashes(resources), config.nameReference);
  const expanded = withExpansions(named, variableValues({ resources: named, variables }), config.varReference);
  const ordered = options.isUnordered === true ? expanded : inOrder(expanded);
  const marked = buildMetadata.includes('managedByLabel') ? managed(ordered) : ordered;
  return marked.map(({ object }) => withTextAnnotations(withoutNotes(object, buildMetadata)));
}

/** The label of what kustomize has built; the kustomize within kubectl knows no version of itself. */
const managed = labelTransformer({
  labels: { 'app.kubernetes.io/managed-by': 'kustomize-unknown' },
  fieldSpecs: [{ path: 'metadata/labels', create: true }],
});

/** Every annotation is written as a text, and an empty map of them not at all (RNode.SetAnnotations). */
function withTextAnnotations(object: JsonObject): JsonObject {
  const annotations = metadataMap(object, 'annotations');
  if (Object.keys(annotations).length > 0) return withMetadata(object, 'annotations', annotations);
  const hasMetadata = isObject(member(object, 'metadata'));
  return hasMetadata && Object.hasOwn(metadataOf(object), 'annotations')
    ? withMetadata(object, 'annotations', undefined)
    : object;
}
