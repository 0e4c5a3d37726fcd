import { KubectlError } from '../../errors.ts';
import { withEntry } from '../fields.ts';
import type { FieldSpec as WrittenSpec, Kustomization, LabelEntry } from '../kustomization.ts';
import { isSelected, type Resource } from '../resource.ts';
import { changeFields, type FieldSpec } from './field-specs.ts';
import { annotationSpecs, labelSpecs } from './label-specs.ts';

type Texts = Readonly<Record<string, string>>;

/** `labels`, entry by entry (LabelTransformer). */
export function withLabels(resources: readonly Resource[], { labels = [] }: Kustomization): readonly Resource[] {
  return labels.reduce((all, entry) => withEntries(all, entry.pairs ?? {}, specsOf(entry)), resources);
}

/** `commonLabels`, which follow them. */
export function withCommonLabels(resources: readonly Resource[], kustomization: Kustomization): readonly Resource[] {
  return withEntries(resources, kustomization.commonLabels ?? {}, labelSpecs);
}

/** `commonAnnotations` (AnnotationsTransformer). */
export function withAnnotations(resources: readonly Resource[], kustomization: Kustomization): readonly Resource[] {
  return withEntries(resources, kustomization.commonAnnotations ?? {}, annotationSpecs);
}

function withEntries(resources: readonly Resource[], pairs: Texts, specs: readonly FieldSpec[]): readonly Resource[] {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return resources;
  return resources.map((resource) => ({
    ...resource,
    object: entries.reduce(
      (object, [name, value]) => changeFields(object, specs, 'map', withEntry(name, value)),
      resource.object,
    ),
  }));
}

/** An entry's own places and those its switches bring; without a switch only the labels of the object. */
function specsOf(entry: LabelEntry): readonly FieldSpec[] {
  const own = (entry.fields ?? []).map((spec: WrittenSpec): FieldSpec => ({ ...spec, path: spec.path ?? '' }));
  if (entry.includeSelectors === true) return labelSpecs.reduce(mergedSpec, own);
  const templates: readonly FieldSpec[] =
    entry.includeTemplates === true ? [{ path: 'spec/template/metadata/labels' }] : [];
  return [...templates, { path: 'metadata/labels', create: true }].reduce(mergedSpec, own);
}

/** types.FsSlice.MergeOne: a place that is there already stays as it is, if both agree. */
function mergedSpec(specs: readonly FieldSpec[], spec: FieldSpec): readonly FieldSpec[] {
  const there = specs.find(
    (each) =>
      each.path === spec.path &&
      isSelected({ group: each.group ?? '', version: each.version ?? '', kind: each.kind ?? '' }, spec),
  );
  if (there === undefined) return [...specs, spec];
  if ((there.create ?? false) !== (spec.create ?? false)) throw new KubectlError('conflicting fieldspecs');
  return specs;
}
