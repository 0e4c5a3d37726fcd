import { wrapping } from '../errors.ts';
import type { Folder } from '../folder.ts';
import { generatedResource, mergedGenerated } from '../generate.ts';
import type { GeneratorArgs, Kustomization } from '../kustomization.ts';
import { generatedBy, type Origin } from '../origin.ts';
import { absorbed } from '../resource-list.ts';
import type { Resource } from '../resource.ts';

/** Makes one resource. */
export interface Generator {
  readonly generate: () => Resource;
  /** Noted on what it makes. */
  readonly origin: Origin | undefined;
}

/** The generators that the fields of a kustomization configure, in kustomize's order. */
export function kustomizationGenerators(
  { configMapGenerator = [], secretGenerator = [], generatorOptions }: Kustomization,
  folder: Folder,
  originOf: (kind: string) => Origin | undefined,
): readonly Generator[] {
  const each = (kind: 'ConfigMap' | 'Secret', all: readonly GeneratorArgs[]): readonly Generator[] =>
    all.map((args) => ({
      generate: () => generatedResource(kind, args, generatorOptions, folder),
      origin: originOf(`${kind}Generator`),
    }));
  return [...each('ConfigMap', configMapGenerator), ...each('Secret', secretGenerator)];
}

/** The resources and what generators make, which may change what is there. */
export function withGenerated(
  resources: readonly Resource[],
  generators: readonly Generator[],
  folder: Folder,
): readonly Resource[] {
  return generators.reduce((all, { generate, origin }) => {
    const made = generatedBy(generate(), origin);
    folder.budget.spendChanges(1, all.length);
    return wrapping(
      (message) => `merging from generator: ${message}`,
      () => absorbed(all, made, mergedGenerated),
    );
  }, resources);
}
