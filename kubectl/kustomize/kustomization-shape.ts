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
const gvk = { group: 'inlineString', version: 'inlineString', kind: 'inlineString' } as const;
const resId = { ...gvk, name: 'inlineString', namespace: 'inlineString' } as const;
const target: FieldShape = {
  struct: 'Selector',
  fields: { ...resId, labelSelector: 'string', annotationSelector: 'string' },
};
const patch = { path: 'string', patch: 'string', target, options: { map: 'bool' } } as const;
const patches: FieldShape = { list: { struct: 'Patch', fields: patch } };
const fieldSpecs = {
  list: { struct: 'FieldSpec', fields: { ...gvk, path: 'string', create: 'bool' } },
} as const;
const labels: FieldShape = {
  list: {
    struct: 'Label',
    fields: {
      pairs: textMap,
      includeSelectors: 'bool',
      includeTemplates: 'bool',
      fields: fieldSpecs,
    },
  },
};
const image: FieldShape = {
  struct: 'Image',
  fields: { name: 'string', newName: 'string', newTag: 'string', digest: 'string', tagSuffix: 'string' },
};
const replica: FieldShape = { struct: 'Replica', fields: { name: 'string', count: 'int64' } };
const fieldOptions: FieldShape = {
  struct: 'FieldOptions',
  fields: { delimiter: 'string', index: 'int', encoding: 'string', create: 'bool' },
};
const replacementFields = {
  source: { struct: 'SourceSelector', fields: { ...resId, fieldPath: 'string', options: fieldOptions } },
  targets: {
    arePointers: true,
    list: {
      struct: 'TargetSelector',
      fields: { select: target, reject: { list: target, arePointers: true }, fieldPaths: texts, options: fieldOptions },
    },
  },
} as const satisfies Readonly<Record<string, FieldShape>>;
const varShape: FieldShape = {
  struct: 'Var',
  fields: {
    name: 'string',
    objref: { struct: 'Target', fields: { ...gvk, apiVersion: 'string', name: 'string', namespace: 'string' } },
    fieldref: { struct: 'FieldSelector', fields: { fieldPath: 'string' } },
  },
};

/** One replacement, as a file of them holds it. */
export const replacementShape: FieldShape = { struct: 'Replacement', fields: replacementFields };

/** `replacements` of a kustomization or of a ReplacementTransformer. */
const replacements: FieldShape = {
  list: { struct: 'ReplacementField', fields: { ...replacementFields, path: 'string' } },
};

/** The same, by the name that Go's messages give it in some structs. */
const fsSlice: FieldShape = { ...fieldSpecs, type: 'types.FsSlice' };

/** A file of `configurations`. */
export const configurationShape: FieldShape = {
  struct: 'TransformerConfig',
  fields: {
    namePrefix: fsSlice,
    nameSuffix: fsSlice,
    namespace: fsSlice,
    commonLabels: fsSlice,
    commonAnnotations: fsSlice,
    nameReference: { list: { struct: 'NameBackReferences', fields: { ...gvk, fieldSpecs } } },
    varReference: fsSlice,
    images: fsSlice,
    replicas: fsSlice,
  },
};

const metadata: FieldShape = { struct: 'ObjectMeta', fields: { name: 'string', namespace: 'string' } };

/** What the files of built-in plugins hold, by their kinds. */
export const pluginShapes: Readonly<Record<string, FieldShape>> = Object.fromEntries(
  Object.entries({
    AnnotationsTransformer: { annotations: textMap, fieldSpecs },
    ConfigMapGenerator: { ...generator, metadata },
    ImageTagTransformer: { imageTag: image, fieldSpecs },
    LabelTransformer: { labels: textMap, fieldSpecs },
    NamespaceTransformer: { metadata, fieldSpecs, unsetOnly: 'bool', setRoleBindingSubjects: 'string' },
    PatchJson6902Transformer: { target, path: 'string', jsonOp: 'string' },
    PatchStrategicMergeTransformer: { paths: texts, patches: 'string' },
    PatchTransformer: patch,
    PrefixTransformer: { prefix: 'string', fieldSpecs },
    PrefixSuffixTransformer: { prefix: 'string', suffix: 'string', fieldSpecs },
    ReplacementTransformer: { replacements },
    ReplicaCountTransformer: { replica, fieldSpecs },
    SecretGenerator: { ...generator, type: 'string', metadata },
    SuffixTransformer: { suffix: 'string', fieldSpecs },
  } as const satisfies Readonly<Record<string, Readonly<Record<string, FieldShape>>>>).map(([kind, fields]) => [
    kind,
    { struct: `${kind}Plugin`, fields },
  ]),
);

/** Fields that kustomize has and this one does not act on, each for being a program or a schema of its own. */
export const refusedFields = ['helmChartInflationGenerator', 'helmCharts', 'helmGlobals', 'openapi'] as const;

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
    crds: texts,
    configurations: texts,
    generators: texts,
    transformers: texts,
    validators: texts,
    buildMetadata: texts,
    namespace: 'string',
    namePrefix: 'string',
    nameSuffix: 'string',
    commonLabels: textMap,
    commonAnnotations: textMap,
    labels,
    images: { list: image },
    replicas: { list: replica },
    replacements,
    vars: { list: varShape },
    patches,
    patchesStrategicMerge: texts,
    patchesJson6902: patches,
    configMapGenerator: { list: { struct: 'ConfigMapArgs', fields: generator } },
    secretGenerator: { list: { struct: 'SecretArgs', fields: { ...generator, type: 'string' } } },
    generatorOptions,
    ...Object.fromEntries(refusedFields.map((name) => [name, 'any'])),
  },
};
