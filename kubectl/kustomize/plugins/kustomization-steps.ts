import type { TransformerConfig } from '../config/transformer-config.ts';
import { mergedSpecs } from '../config/transformer-config.ts';
import { withPaths } from '../config/read-configurations.ts';
import { wrapping } from '../errors.ts';
import type { Folder } from '../folder.ts';
import type { Kustomization, LabelEntry } from '../kustomization.ts';
import type { Origin } from '../origin.ts';
import { imageTagTransformer } from '../transform/images.ts';
import type { FieldSpec } from '../transform/field-specs.ts';
import { annotationsTransformer, labelTransformer } from '../transform/labels.ts';
import { prefixTransformer, suffixTransformer } from '../transform/names.ts';
import { namespaceTransformer } from '../transform/namespace.ts';
import { patchJson6902Transformer, patchTransformer } from '../transform/patches.ts';
import { replacementTransformer } from '../transform/replacements.ts';
import { replicaCountTransformer } from '../transform/replicas.ts';
import { patchStrategicMergeTransformer } from '../transform/strategic-patches.ts';
import type { Transform } from '../transform/transform.ts';
import { type Step, valuesIn } from './step.ts';

/**
 * The transformers that the fields of a kustomization configure, in kustomize's order (KustTarget.configureBuiltinTransformers): all are
 * configured before the first runs.
 * @param originOf what is noted for a kind of transformer
 * @throws KubectlError for a patch or replacement that cannot be read
 */
export function kustomizationSteps(
  kustomization: Kustomization,
  config: TransformerConfig,
  folder: Folder,
  originOf: (kind: string) => Origin | undefined,
): readonly Step[] {
  const { namespace = '', namePrefix = '', nameSuffix = '', images = [], replicas = [] } = kustomization;
  const { patchesStrategicMerge = [], patches = [], patchesJson6902 = [], replacements = [] } = kustomization;
  const { commonAnnotations = {} } = kustomization;
  const each = <A>(kind: string, all: readonly A[], configure: (args: A) => Transform): readonly Step[] =>
    all.map((args) => ({
      transform: wrapping(
        (message) => `trouble configuring builtin ${kind}: ${message}`,
        () => configure(args),
      ),
      size: valuesIn(args),
      origin: originOf(kind),
    }));
  const once = <A>(kind: string, isAsked: boolean, args: A, configure: (args: A) => Transform): readonly Step[] =>
    each(kind, isAsked ? [args] : [], configure);
  return [
    ...once('PatchStrategicMergeTransformer', patchesStrategicMerge.length > 0, patchesStrategicMerge, (paths) =>
      patchStrategicMergeTransformer({ paths }, folder),
    ),
    ...each('PatchTransformer', patches, (patch) => patchTransformer(patch, folder)),
    ...once('NamespaceTransformer', namespace !== '', namespace, () =>
      namespaceTransformer({ metadata: { namespace }, fieldSpecs: config.namespace }),
    ),
    ...once('PrefixTransformer', namePrefix !== '', namePrefix, (prefix) =>
      prefixTransformer({ prefix, fieldSpecs: config.namePrefix }),
    ),
    ...once('SuffixTransformer', nameSuffix !== '', nameSuffix, (suffix) =>
      suffixTransformer({ suffix, fieldSpecs: config.nameSuffix }),
    ),
    ...each('LabelTransformer', labelEntries(kustomization, config), labelTransformer),
    ...once('AnnotationsTransformer', Object.keys(commonAnnotations).length > 0, commonAnnotations, (annotations) =>
      annotationsTransformer({ annotations, fieldSpecs: config.commonAnnotations }),
    ),
    ...each('PatchJson6902Transformer', patchesJson6902, ({ patch, ...rest }) =>
      patchJson6902Transformer({ ...rest, ...(patch === undefined ? {} : { jsonOp: patch }) }, folder),
    ),
    ...each('ReplicaCountTransformer', replicas, (replica) =>
      replicaCountTransformer({ replica, fieldSpecs: config.replicas }),
    ),
    ...each('ImageTagTransformer', images, (imageTag) => imageTagTransformer({ imageTag, fieldSpecs: config.images })),
    ...once('ReplacementTransformer', replacements.length > 0, replacements, () =>
      replacementTransformer({ replacements }, folder),
    ),
  ];
}

interface Labels {
  readonly labels: Readonly<Record<string, string>>;
  readonly fieldSpecs: readonly FieldSpec[];
}

/** `labels`, entry by entry, and then `commonLabels`, be they empty. */
function labelEntries({ labels = [], commonLabels = {} }: Kustomization, config: TransformerConfig): readonly Labels[] {
  if (labels.length === 0 && Object.keys(commonLabels).length === 0) return [];
  return [
    ...labels.map((entry) => ({ labels: entry.pairs ?? {}, fieldSpecs: specsOf(entry, config) })),
    { labels: commonLabels, fieldSpecs: config.commonLabels },
  ];
}

/** An entry's own places and those its switches bring; without a switch only the labels of the object. */
function specsOf(entry: LabelEntry, config: TransformerConfig): readonly FieldSpec[] {
  const own = withPaths(entry.fields ?? []);
  if (entry.includeSelectors === true) return mergedSpecs(own, config.commonLabels);
  const template = { path: 'spec/template/metadata/labels' };
  const templated =
    entry.includeTemplates === true
      ? wrapping(
          (message) => `failed to merge template fieldSpec: ${message}`,
          () => mergedSpecs(own, [template]),
        )
      : own;
  return mergedSpecs(templated, [{ path: 'metadata/labels', create: true }]);
}
