import type { JsonObject } from '../../../engine/index.ts';
import { withPaths } from '../config/read-configurations.ts';
import { KubectlError } from '../../errors.ts';
import { PlainRefusal, wrapping } from '../errors.ts';
import type { Folder } from '../folder.ts';
import { generatedResource } from '../generate.ts';
import { withHashes } from '../hash.ts';
import type { FieldSpec as WrittenSpec, GeneratorArgs } from '../kustomization.ts';
import { pluginShapes } from '../kustomization-shape.ts';
import { inOrder } from '../order.ts';
import { decodeLeniently } from '../read-value.ts';
import { gvkOf, gvkText, idText, originalId, type Resource } from '../resource.ts';
import { imageTagTransformer } from '../transform/images.ts';
import { annotationsTransformer, labelTransformer } from '../transform/labels.ts';
import { prefixTransformer, suffixTransformer } from '../transform/names.ts';
import { namespaceTransformer } from '../transform/namespace.ts';
import { patchJson6902Transformer, patchTransformer } from '../transform/patches.ts';
import { replacementTransformer } from '../transform/replacements.ts';
import { replicaCountTransformer } from '../transform/replicas.ts';
import { patchStrategicMergeTransformer } from '../transform/strategic-patches.ts';
import type { Transform } from '../transform/transform.ts';

/** What an object of `generators`, `transformers` or `validators` sets up. */
type Plugin = { readonly transform: Transform } | { readonly generate: () => Resource };

/** The arguments have been read by the shape of the same kind. */
type Configure = (args: never, folder: Folder) => Transform;

const transformers: Readonly<Record<string, Configure>> = {
  AnnotationsTransformer: annotationsTransformer,
  HashTransformer: () => withHashes,
  ImageTagTransformer: imageTagTransformer,
  LabelTransformer: labelTransformer,
  LegacyOrderTransformer: () => inOrder,
  NamespaceTransformer: namespaceTransformer,
  PatchJson6902Transformer: patchJson6902Transformer,
  PatchStrategicMergeTransformer: patchStrategicMergeTransformer,
  PatchTransformer: patchTransformer,
  PrefixTransformer: prefixTransformer,
  PrefixSuffixTransformer: (args) => {
    const [prefix, suffix] = [prefixTransformer(args), suffixTransformer(args)];
    return (resources) => suffix(prefix(resources));
  },
  ReplacementTransformer: replacementTransformer,
  ReplicaCountTransformer: replicaCountTransformer,
  SuffixTransformer: suffixTransformer,
};

const generators: Readonly<Record<string, 'ConfigMap' | 'Secret'>> = {
  ConfigMapGenerator: 'ConfigMap',
  SecretGenerator: 'Secret',
};

/** Built-in plugins that run another program or make objects of a cloud. */
const unsimulated = ['HelmChartInflationGenerator', 'IAMPolicyGenerator', 'ValueAddTransformer'];

/**
 * The plugin that an object configures (plugins/loader).
 * @throws KubectlError for an object of another program's, for an unknown kind and for a bad configuration
 */
export function loadPlugin(resource: Resource, folder: Folder): Plugin {
  const gvk = gvkOf(resource.object);
  const { kind } = gvk;
  if (gvk.group !== '' || gvk.version !== 'builtin')
    throw new KubectlError(`external plugins disabled; unable to load external plugin '${kind}'`);
  if (unsimulated.includes(kind)) throw new PlainRefusal(`the plugin ${kind} is not simulated`);
  const configure = Object.hasOwn(transformers, kind) ? transformers[kind] : undefined;
  const generated = Object.hasOwn(generators, kind) ? generators[kind] : undefined;
  if (configure === undefined && generated === undefined)
    throw new KubectlError(`unable to load builtin ${gvkText(gvk)}`);
  return wrapping(
    (message) => `plugin ${idText(originalId(resource))} fails configuration: ${message}`,
    () => {
      const args = argumentsOf(resource.object, kind);
      if (configure !== undefined) return { transform: configure(args as never, folder) };
      const named = namedByMetadata(args);
      return { generate: () => generatedResource(generated ?? 'ConfigMap', named, undefined, folder) };
    },
  );
}

function argumentsOf(object: JsonObject, kind: string): JsonObject {
  const shape = pluginShapes[kind];
  const args = shape === undefined ? {} : (decodeLeniently(object, shape) as JsonObject);
  const { fieldSpecs } = args as { readonly fieldSpecs?: readonly WrittenSpec[] };
  return fieldSpecs === undefined ? args : ({ ...args, fieldSpecs: withPaths(fieldSpecs) } as unknown as JsonObject);
}

/** Name and namespace of the plugin's own object are those of what it makes; its `env` is not read. */
function namedByMetadata(args: JsonObject): GeneratorArgs {
  const { metadata, env: _, ...own } = args as GeneratorArgs & { readonly metadata?: GeneratorArgs };
  return {
    ...own,
    name: own.name || (metadata?.name ?? ''),
    namespace: own.namespace || (metadata?.namespace ?? ''),
  };
}
