import { deepEqual } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { wrapping } from '../errors.ts';
import type { Folder } from '../folder.ts';
import { fileOrigin, fromOrigin, pluginOrigin } from '../origin.ts';
import { readResources } from '../read-resources.ts';
import { appended } from '../resource-list.ts';
import { idText, metadataMap, originalId, type Resource, withMetadata } from '../resource.ts';
import { loadPlugin } from './builtin-plugins.ts';
import type { Generator } from './generators.ts';
import { type Step, valuesIn } from './step.ts';

/** What the plugins of a kustomization are read with. */
export interface PluginSource {
  readonly folder: Folder;
  /** Path of the folder from the outermost one, where origins are noted. */
  readonly origin: string | undefined;
  readonly fileName: string;
  /** Adds the resources of files and folders, as `resources` does. */
  readonly withPaths: (resources: readonly Resource[], paths: readonly string[]) => readonly Resource[];
}

/**
 * The generators of `generators`.
 * @throws KubectlError for what is no built-in generator
 */
export function externalGenerators(entries: readonly string[], source: PluginSource): readonly Generator[] {
  return wrapping(
    (message) => `loading generator plugins: ${message}`,
    () =>
      configurations(entries, source, 'generator').map((resource) => {
        const plugin = loadPlugin(resource, source.folder);
        if (!('generate' in plugin)) throw new KubectlError(`plugin ${idText(originalId(resource))} not a generator`);
        return { generate: plugin.generate, origin: pluginOrigin(resource) };
      }),
  );
}

/**
 * The transformers of `transformers`, or of `validators`.
 * @throws KubectlError for what is no built-in transformer
 */
export function externalSteps(entries: readonly string[], source: PluginSource): readonly Step[] {
  return configurations(entries, source, 'transformer').map((resource) => {
    const plugin = loadPlugin(resource, source.folder);
    if (!('transform' in plugin)) throw new KubectlError(`plugin ${idText(originalId(resource))} not a transformer`);
    return { transform: plugin.transform, size: valuesIn(resource.object), origin: pluginOrigin(resource) };
  });
}

/** Objects that stand in the kustomization itself come first, then those of files and folders. */
function configurations(entries: readonly string[], source: PluginSource, what: string): readonly Resource[] {
  const read = entries.map((text) => ({ text, inline: inlineResources(text, source) }));
  const inline = wrapping(
    (message) => `configuring external ${what}: ${message}`,
    () => read.reduce<readonly Resource[]>((all, entry) => appended(all, entry.inline ?? []), []),
  );
  const paths = read.filter((entry) => entry.inline === undefined).map(({ text }) => text);
  return source.withPaths(inline, paths);
}

function inlineResources(text: string, { origin, fileName }: PluginSource): readonly Resource[] | undefined {
  try {
    const resources = readResources(text);
    return origin === undefined ? resources : resources.map((each) => fromOrigin(each, fileOrigin(origin, fileName)));
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    return undefined;
  }
}

/**
 * Runs transformers that must not change anything; only the label `validated-by` they may leave.
 * @throws KubectlError where one changes more
 */
export function validated(
  resources: readonly Resource[],
  validators: readonly Step[],
  folder: Folder,
): readonly Resource[] {
  return validators.reduce((all, { transform, size }) => {
    folder.budget.spendChanges(size, all.length);
    const after = transform(all);
    const isSame =
      after.length === all.length && after.every((resource, at) => deepEqual(unmarked(resource), all[at]?.object));
    if (!isSame) throw new KubectlError("validator shouldn't modify the resource map");
    return after;
  }, resources);
}

function unmarked({ object }: Resource): Resource['object'] {
  const { 'validated-by': mark, ...labels } = metadataMap(object, 'labels');
  return mark === undefined ? object : withMetadata(object, 'labels', labels);
}
