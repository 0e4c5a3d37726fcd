import type { FieldSpec as WrittenSpec } from '../kustomization.ts';
import { configurationShape } from '../kustomization-shape.ts';
import type { Folder } from '../folder.ts';
import { decodeLeniently, readValue } from '../read-value.ts';
import type { FieldSpec } from '../transform/field-specs.ts';
import { defaultConfig, emptyConfig, mergedConfig, type TransformerConfig } from './transformer-config.ts';

type Written = Partial<Readonly<Record<Exclude<keyof TransformerConfig, 'nameReference'>, readonly WrittenSpec[]>>> & {
  readonly nameReference?: readonly (Omit<WrittenSpec, 'path' | 'create'> & {
    readonly fieldSpecs?: readonly WrittenSpec[];
  })[];
};

/**
 * What kustomize knows by itself and the files of `configurations` add.
 * @throws KubectlError for a file that is not there, is none, or conflicts with what is known
 */
export function readConfigurations(paths: readonly string[], folder: Folder): TransformerConfig {
  const own = paths.reduce((config, path) => mergedConfig(config, read(folder.read(path))), emptyConfig);
  return mergedConfig(defaultConfig, own);
}

function read(text: string): TransformerConfig {
  const { nameReference = [], ...places } = decodeLeniently(readValue(text), configurationShape) as Written;
  const specs = Object.entries(places).map(([name, list]) => [name, withPaths(list)]);
  return {
    ...emptyConfig,
    ...Object.fromEntries(specs),
    nameReference: nameReference.map(({ fieldSpecs = [], ...target }) => ({ target, fields: withPaths(fieldSpecs) })),
  };
}

/** Places as users write them, where the path may be missing. */
export function withPaths(specs: readonly WrittenSpec[]): readonly FieldSpec[] {
  return specs.map((spec) => ({ ...spec, path: spec.path ?? '' }));
}
