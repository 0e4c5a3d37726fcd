import { posix } from 'node:path';
import { emptyConfig, mergedConfig, type TransformerConfig } from './config/transformer-config.ts';
import { readConfigurations } from './config/read-configurations.ts';
import { readCrds } from './config/read-crds.ts';
import { KubectlError } from '../errors.ts';
import { PlainRefusal, wrapping } from './errors.ts';
import type { Folder } from './folder.ts';
import { builtinOrigin, fileOrigin, fromOrigin, type Origin } from './origin.ts';
import { kustomizationGenerators, withGenerated } from './plugins/generators.ts';
import { kustomizationSteps } from './plugins/kustomization-steps.ts';
import { externalGenerators, externalSteps, type PluginSource, validated } from './plugins/external.ts';
import { transformed } from './plugins/step.ts';
import { type ReadKustomization, readKustomization } from './read-kustomization.ts';
import { MALFORMED, readResources } from './read-resources.ts';
import { appended } from './resource-list.ts';
import { metadataMap, type Resource } from './resource.ts';
import { joinedVariables, mergedVariables, type Variable } from './vars/variables.ts';

/** The resources of a build so far, and what is known for them (accumulator.ResAccumulator). */
export interface Accumulation {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly variables: readonly Variable[];
}

export const nothingYet: Accumulation = { resources: [], config: emptyConfig, variables: [] };

/** A folder that is built. */
export interface Site {
  readonly folder: Folder;
  /** Its path from the outermost one, where origins are noted. */
  readonly origin: string | undefined;
}

/**
 * The resources of a kustomization and all that it includes, changed as it says (KustTarget.accumulateTarget). Names get their hashes,
 * and references their new names, only when the outermost one is done.
 * @param before what is there already: a component works on the resources of the kustomization that includes it
 */
export function accumulated(
  kustomization: ReadKustomization,
  site: Site,
  before: Accumulation = nothingYet,
): Accumulation {
  const { folder } = site;
  const { bases = [], components = [], configurations = [], crds = [], vars = [] } = kustomization;
  const included = wrapping(
    (message) => `accumulating resources: ${message}`,
    () => withPaths(before, [...(kustomization.resources ?? []), ...bases], site),
  );
  const composed = wrapping(
    (message) => `accumulating components: ${message}`,
    () => components.reduce((all, path) => withComponent(all, path, site), included),
  );
  const own = readConfigurations(configurations, folder);
  const configured = wrapping(
    (message) => `merging config: ${message}`,
    () => mergedConfig(composed.config, own),
  );
  const ofCrds = readCrds(crds, folder);
  const config = wrapping(
    (message) => `merging CRDs: ${message}`,
    () => mergedConfig(configured, ofCrds),
  );
  const { origin } = site;
  const originOf = (kind: string): Origin | undefined =>
    origin === undefined ? undefined : builtinOrigin(origin, kustomization.fileName, kind);
  const plugins: PluginSource = {
    ...site,
    fileName: kustomization.fileName,
    withPaths: (resources, paths) => withPaths({ ...nothingYet, resources }, paths, site).resources,
  };
  const generators = [
    ...kustomizationGenerators(kustomization, folder, originOf),
    ...externalGenerators(kustomization.generators ?? [], plugins),
  ];
  const generated = withGenerated(composed.resources, generators, folder);
  folder.budget.spend('resources', generated.length - before.resources.length);
  const steps = [
    ...kustomizationSteps(kustomization, config, folder, originOf),
    ...externalSteps(kustomization.transformers ?? [], plugins),
  ];
  const validators = externalSteps(kustomization.validators ?? [], plugins);
  const changed = validated(transformed(generated, steps, folder), validators, folder);
  const { resources, variables } = mergedVariables({ resources: changed, variables: composed.variables }, vars);
  return { resources: resources.filter((resource) => !isLocal(resource)), config, variables };
}

/** Objects for tools only, which no cluster gets (KustTarget.IgnoreLocal). */
function isLocal({ object }: Resource): boolean {
  const local = metadataMap(object, 'annotations')['config.kubernetes.io/local-config'];
  return local !== undefined && local !== 'false';
}

/** Entries of `resources`: each first tried as a file, then as a folder with a kustomization. */
function withPaths(before: Accumulation, paths: readonly string[], site: Site): Accumulation {
  return paths.reduce((all, path) => withPath(all, path, site), before);
}

function withPath(before: Accumulation, path: string, site: Site): Accumulation {
  try {
    return wrapping(
      (message) =>
        message.startsWith('may not add')
          ? `merging resources from '${path}': ${message}`
          : `accumulating resources from '${path}': ${message}${message.startsWith(MALFORMED) ? ` in File: ${path}` : ''}`,
      () => ({ ...before, resources: appended(before.resources, fileResources(path, site)) }),
    );
  } catch (error) {
    if (error instanceof PlainRefusal || !(error instanceof KubectlError)) throw error;
    if (error.message.includes(MALFORMED)) throw error;
    return wrapping(
      (message) => `accumulation err='${error.message}': ${message}`,
      () => withFolder(before, entered(site, path)),
    );
  }
}

function fileResources(path: string, { folder, origin }: Site): readonly Resource[] {
  const resources = readResources(folder.read(path));
  return origin === undefined ? resources : resources.map((each) => fromOrigin(each, fileOrigin(origin, path)));
}

function entered({ folder, origin }: Site, path: string): Site {
  return { folder: folder.enter(path), origin: origin === undefined ? undefined : posix.join(origin, path) };
}

function withFolder(before: Accumulation, site: Site): Accumulation {
  const { path } = site.folder;
  const kustomization = loaded(site.folder);
  if (kustomization.kind === 'Component') throw new KubectlError(`expected kind != 'Component' for path '${path}'`);
  const included = wrapping(
    (message) => `recursed accumulation of path '${path}': ${message}`,
    () => accumulated(kustomization, site),
  );
  return wrapping(
    (message) => `recursed merging from path '${path}': ${message}`,
    () => ({
      resources: appended(before.resources, included.resources),
      config: mergedConfig(before.config, included.config),
      variables: joinedVariables(before.variables, included.variables),
    }),
  );
}

function withComponent(before: Accumulation, path: string, parent: Site): Accumulation {
  const site = wrapping(
    (message) => `loader.New ${JSON.stringify(message)}`,
    () => entered(parent, path),
  );
  const { folder } = site;
  return wrapping(
    (message) => `accumulateDirectory: ${JSON.stringify(message)}`,
    () => {
      const kustomization = loaded(folder);
      if (kustomization.kind !== 'Component')
        throw new KubectlError(`expected kind 'Component' for path '${folder.path}' but got '${kustomization.kind}'`);
      return wrapping(
        (message) => `recursed accumulation of path '${folder.path}': ${message}`,
        () => accumulated(kustomization, site, before),
      );
    },
  );
}

function loaded(folder: Folder): ReadKustomization {
  return wrapping(
    (message) => `couldn't make target for path '${folder.path}': ${message}`,
    () => readKustomization(folder),
  );
}
