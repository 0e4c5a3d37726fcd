import { withEntry } from '../fields.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';
import { eachResource, type Transform } from './transform.ts';

type Texts = Readonly<Record<string, string>>;

export interface LabelArgs {
  readonly labels?: Texts;
  readonly fieldSpecs?: readonly FieldSpec[];
}

export interface AnnotationArgs {
  readonly annotations?: Texts;
  readonly fieldSpecs?: readonly FieldSpec[];
}

/** LabelTransformer. */
export function labelTransformer({ labels = {}, fieldSpecs = [] }: LabelArgs): Transform {
  return entries(labels, fieldSpecs);
}

/** AnnotationsTransformer. */
export function annotationsTransformer({ annotations = {}, fieldSpecs = [] }: AnnotationArgs): Transform {
  return entries(annotations, fieldSpecs);
}

/** Every pair put into the maps at every place. */
function entries(pairs: Texts, specs: readonly FieldSpec[]): Transform {
  const all = Object.entries(pairs);
  return eachResource((resource) => ({
    ...resource,
    object: all.reduce(
      (object, [name, value]) => changeFields(object, specs, 'map', withEntry(name, value)),
      resource.object,
    ),
  }));
}
