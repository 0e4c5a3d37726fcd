import type { FieldShape } from './decode.ts';

const texts: FieldShape = { list: 'string' };
const textMap: FieldShape = { map: 'string' };
const generatorOptions: FieldShape = {
  struct: 'GeneratorOptions',
  fields: { labels: textMap, annotations: textMap, disableNameSuffixHash: 'bool', immutable: 'bool' },
};
const generator = {
  name: 'string',
  namespace: 'string',
  behavior: 'string',
  literals: texts,
  files: texts,
  envs: texts,
  env: 'string',
  options: generatorOptions,
} as const;
const gvk = { group: 'string', version: 'string', kind: 'string' } as const;
const target: FieldShape = {
  struct: 'Selector',
  fields: { ...gvk, name: 'string', namespace: 'string', labelSelector: 'string', annotationSelector: 'string' },
};
const patches: FieldShape = {
  list: { struct: 'Patch', fields: { path: 'string', patch: 'string', target, options: { map: 'bool' } } },
};
const labels: FieldShape = {
  list: {
    struct: 'Label',
    fields: {
      pairs: textMap,
      includeSelectors: 'bool',
      includeTemplates: 'bool',
      fields: { list: { struct: 'FieldSpec', fields: { ...gvk, path: 'string', create: 'bool' } } },
    },
  },
};
const images: FieldShape = {
  list: {
    struct: 'Image',
    fields: { name: 'string', newName: 'string', newTag: 'string', digest: 'string', tagSuffix: 'string' },
  },
};

/** Fields that kustomize has and this one does not act on, each for being a language or a program of its own. */
export const refusedFields = [
  'buildMetadata',
  'configurations',
  'crds',
  'generators',
  'helmChartInflationGenerator',
  'helmCharts',
  'helmGlobals',
  'openapi',
  'replacements',
  'transformers',
  'validators',
  'vars',
] as const;

/** Every field of a kustomization file and what it holds. */
export const kustomizationShape: FieldShape = {
  struct: 'Kustomization',
  fields: {
    kind: 'string',
    apiVersion: 'string',
    metadata: 'any',
    inventory: 'any',
    resources: texts,
    bases: texts,
    components: texts,
    namespace: 'string',
    namePrefix: 'string',
    nameSuffix: 'string',
    commonLabels: textMap,
    commonAnnotations: textMap,
    labels,
    images,
    replicas: { list: { struct: 'Replica', fields: { name: 'string', count: 'int64' } } },
    patches,
    patchesStrategicMerge: texts,
    patchesJson6902: patches,
    configMapGenerator: { list: { struct: 'ConfigMapArgs', fields: generator } },
    secretGenerator: { list: { struct: 'SecretArgs', fields: { ...generator, type: 'string' } } },
    generatorOptions,
    ...Object.fromEntries(refusedFields.map((name) => [name, 'any'])),
  },
};
