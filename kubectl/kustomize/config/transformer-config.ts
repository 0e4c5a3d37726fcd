import { KubectlError } from '../../errors.ts';
import { compareGvks } from '../order.ts';
import { type ReferenceRule, referenceRules } from '../reference-specs.ts';
import { gvkText, isSelected } from '../resource.ts';
import type { FieldSpec } from '../transform/field-specs.ts';
import { annotationSpecs, labelSpecs } from '../transform/label-specs.ts';
import { variableSpecs } from '../vars/variable-specs.ts';
import { imageSpecs, nameSpecs, namespaceSpecs, replicaSpecs } from './default-specs.ts';

const places = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonAnnotations',
  'commonLabels',
  'varReference',
  'images',
  'replicas',
] as const;

/** Where the transformers of a build look (builtinconfig.TransformerConfig). */
export type TransformerConfig = Readonly<Record<(typeof places)[number], readonly FieldSpec[]>> & {
  readonly nameReference: readonly ReferenceRule[];
};

/** What kustomize knows by itself, sorted as it sorts. */
export const defaultConfig: TransformerConfig = sorted({
  namePrefix: nameSpecs,
  nameSuffix: nameSpecs,
  namespace: namespaceSpecs,
  commonAnnotations: annotationSpecs,
  commonLabels: labelSpecs,
  varReference: variableSpecs,
  images: imageSpecs,
  replicas: replicaSpecs,
  nameReference: referenceRules,
});

export const emptyConfig: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonAnnotations: [],
  commonLabels: [],
  varReference: [],
  images: [],
  replicas: [],
  nameReference: [],
};

/**
 * Two configurations as one (TransformerConfig.Merge).
 * @throws KubectlError where both have a place and only one of them makes it
 */
export function mergedConfig(config: TransformerConfig, more: TransformerConfig): TransformerConfig {
  if (config === more || more === emptyConfig) return config;
  if (config === emptyConfig) return more;
  const merged = places.map((place) => [place, mergedSpecs(config[place], more[place])] as const);
  return sorted({
    ...config,
    ...Object.fromEntries(merged),
    nameReference: more.nameReference.reduce(withRule, config.nameReference),
  });
}

/** Places that are there already stay as they are, if both agree (types.FsSlice.MergeAll). */
export function mergedSpecs(specs: readonly FieldSpec[], more: readonly FieldSpec[]): readonly FieldSpec[] {
  return more.reduce((all, spec) => {
    const there = all.find(
      ({ group = '', version = '', kind = '', path }) =>
        path === spec.path && isSelected({ group, version, kind }, spec),
    );
    if (there === undefined) return [...all, spec];
    if ((there.create ?? false) !== (spec.create ?? false)) throw new KubectlError('conflicting fieldspecs');
    return all;
  }, specs);
}

function withRule(rules: readonly ReferenceRule[], rule: ReferenceRule): readonly ReferenceRule[] {
  const isSame = (each: ReferenceRule): boolean => targetText(each) === targetText(rule);
  if (!rules.some(isSame)) return [...rules, rule];
  return rules.map((each) => (isSame(each) ? { ...each, fields: mergedSpecs(each.fields, rule.fields) } : each));
}

function targetText({ target: { group = '', version = '', kind = '' } }: ReferenceRule): string {
  return gvkText({ group, version, kind });
}

/** By the order of kinds; suffixes alone stay as they are written. */
function sorted(config: TransformerConfig): TransformerConfig {
  const inOrder = places.map((place) => [
    place,
    place === 'nameSuffix' ? config[place] : config[place].toSorted(compareGvks),
  ]);
  return {
    ...config,
    ...Object.fromEntries(inOrder),
    nameReference: config.nameReference.toSorted((left, right) => compareGvks(left.target, right.target)),
  };
}
