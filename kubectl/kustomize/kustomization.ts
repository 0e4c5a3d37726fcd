type Texts = Readonly<Record<string, string>>;

export interface GeneratorOptions {
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly disableNameSuffixHash?: boolean;
  readonly immutable?: boolean;
}

/** One entry of configMapGenerator or secretGenerator; only the latter has a type. */
export interface GeneratorArgs {
  readonly name?: string;
  readonly namespace?: string;
  /** `create`, `merge` or `replace`; any other text is `create`. */
  readonly behavior?: string;
  readonly literals?: readonly string[];
  readonly files?: readonly string[];
  readonly envs?: readonly string[];
  readonly env?: string;
  readonly options?: GeneratorOptions;
  readonly type?: string;
}

/** Which resources a patch is for: each text is a pattern for the whole of its part, empty for any. */
export interface Target {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

export interface Patch {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: Target;
  readonly options?: Readonly<Record<string, boolean>>;
}

export interface FieldSpec {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly path?: string;
  readonly create?: boolean;
}

export interface LabelEntry {
  readonly pairs?: Texts;
  readonly includeSelectors?: boolean;
  readonly includeTemplates?: boolean;
  readonly fields?: readonly FieldSpec[];
}

export interface ImageEntry {
  readonly name?: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
  readonly tagSuffix?: string;
}

/** Names resources exactly; an empty part stands for any. */
export interface ResourceSelector {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** How a part of a text is taken or set, and whether a field that is not there is made. */
export interface FieldOptions {
  readonly delimiter?: string;
  readonly index?: number;
  readonly create?: boolean;
}

export interface ReplacementSource extends ResourceSelector {
  readonly fieldPath?: string;
  readonly options?: FieldOptions;
}

/** Of these, names are exact here and patterns mean nothing; label and annotation selectors are as in patches. */
export interface ReplacementTarget {
  readonly select?: Target;
  readonly reject?: readonly Target[];
  readonly fieldPaths?: readonly string[];
  readonly options?: FieldOptions;
}

/** A value of one resource copied into fields of others. */
export interface Replacement {
  readonly source?: ReplacementSource;
  readonly targets?: readonly ReplacementTarget[];
}

/** A replacement in place, or the path of a file with one or a list of them. */
export interface ReplacementField extends Replacement {
  readonly path?: string;
}

/** `$(NAME)` stands for a field of a resource. */
export interface Var {
  readonly name?: string;
  readonly objref?: ResourceSelector & { readonly apiVersion?: string };
  readonly fieldref?: { readonly fieldPath?: string };
}

/** A kustomization file as far as it is simulated (api/types.Kustomization). */
export interface Kustomization {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly resources?: readonly string[];
  readonly bases?: readonly string[];
  readonly components?: readonly string[];
  readonly namespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly commonLabels?: Texts;
  readonly commonAnnotations?: Texts;
  readonly labels?: readonly LabelEntry[];
  readonly images?: readonly ImageEntry[];
  readonly replicas?: readonly { readonly name?: string; readonly count?: number }[];
  readonly patches?: readonly Patch[];
  readonly patchesStrategicMerge?: readonly string[];
  readonly patchesJson6902?: readonly Patch[];
  readonly configMapGenerator?: readonly GeneratorArgs[];
  readonly secretGenerator?: readonly GeneratorArgs[];
  readonly generatorOptions?: GeneratorOptions;
  readonly replacements?: readonly ReplacementField[];
  readonly vars?: readonly Var[];
  readonly crds?: readonly string[];
  readonly configurations?: readonly string[];
  /** Configurations of plugins in place, or paths of files or folders with them; likewise the next two. */
  readonly generators?: readonly string[];
  readonly transformers?: readonly string[];
  readonly validators?: readonly string[];
  readonly buildMetadata?: readonly string[];
}
