import { encodeBase64, isObject, type JsonObject, member } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { withField } from './fields.ts';
import type { Folder } from './folder.ts';
import { keyValues } from './key-values.ts';
import type { GeneratorArgs, GeneratorOptions } from './kustomization.ts';
import {
  type Behavior,
  metadataMap,
  nameOf,
  namespaceOf,
  type Resource,
  resourceOf,
  withMetadata,
} from './resource.ts';

/**
 * What one entry of configMapGenerator or secretGenerator makes.
 * @param global the generatorOptions of the kustomization
 * @throws KubectlError without a name, and for files and literals that cannot be read
 */
export function generatedResource(
  kind: 'ConfigMap' | 'Secret',
  args: GeneratorArgs,
  global: GeneratorOptions | undefined,
  folder: Folder,
): Resource {
  if ((args.name ?? '') === '') throw new KubectlError('a configmap must have a name');
  const options = mergedOptions(args.options, global);
  const data = Object.fromEntries(
    [...keyValues(args, folder)].map(([key, value]) => [key, kind === 'Secret' ? base64Lines(value) : value]),
  );
  const metadata = {
    name: args.name ?? '',
    ...(args.namespace ? { namespace: args.namespace } : {}),
    ...(isFilled(options.labels) ? { labels: options.labels } : {}),
    ...(isFilled(options.annotations) ? { annotations: options.annotations } : {}),
  };
  const object = {
    apiVersion: 'v1',
    kind,
    metadata,
    ...(kind === 'Secret' ? { type: args.type || 'Opaque', data } : isFilled(data) ? { data } : {}),
    ...(options.immutable === true ? { immutable: true } : {}),
  };
  const behavior: Behavior = args.behavior === 'merge' || args.behavior === 'replace' ? args.behavior : 'create';
  return { ...resourceOf(object), needsHash: options.disableNameSuffixHash !== true, behavior };
}

function isFilled(map: Readonly<Record<string, string>> | undefined): map is Readonly<Record<string, string>> {
  return map !== undefined && Object.keys(map).length > 0;
}

/** types.MergeGlobalOptionsIntoLocal: what the generator says wins, except that either may switch something on. */
function mergedOptions(local: GeneratorOptions = {}, global: GeneratorOptions = {}): GeneratorOptions {
  return {
    labels: { ...global.labels, ...local.labels },
    annotations: { ...global.annotations, ...local.annotations },
    disableNameSuffixHash: local.disableNameSuffixHash === true || global.disableNameSuffixHash === true,
    immutable: local.immutable === true || global.immutable === true,
  };
}

const lineLength = 70;

/** Base64, broken into lines where it is long (kyaml yaml.encodeBase64). */
function base64Lines(text: string): string {
  const encoded = encodeBase64(text);
  if (encoded.length < lineLength) return encoded;
  return (encoded.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

/**
 * A generated resource in the place of the one that is there: it keeps that one's names, history and metadata, and for `merge` its
 * entries (resmap.appendReplaceOrMerge).
 */
export function mergedGenerated(old: Resource, made: Resource): Resource {
  const labels = { ...metadataMap(old.object, 'labels'), ...metadataMap(made.object, 'labels') };
  const annotations = { ...metadataMap(old.object, 'annotations'), ...metadataMap(made.object, 'annotations') };
  const named = withMetadata(made.object, 'name', nameOf(old.object));
  const placed = withMetadata(named, 'namespace', namespaceOf(old.object) || undefined);
  const labelled = withMetadata(placed, 'labels', isFilled(labels) ? labels : undefined);
  const object = withMetadata(labelled, 'annotations', isFilled(annotations) ? annotations : undefined);
  const filled = made.behavior === 'merge' ? ['data', 'binaryData'].reduce(withBoth(old.object), object) : object;
  return { ...old, object: filled };
}

function withBoth(old: JsonObject): (object: JsonObject, field: string) => JsonObject {
  return (object, field) => {
    const both = { ...textsOf(old, field), ...textsOf(object, field) };
    return withField(object, field, isFilled(both) ? both : undefined);
  };
}

function textsOf(object: JsonObject, field: string): Readonly<Record<string, string>> {
  const map = member(object, field);
  if (!isObject(map)) return {};
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, value === null ? '' : String(value)]));
}
