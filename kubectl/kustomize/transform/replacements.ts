import { isArray, isObject, type JsonObject, type JsonValue } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import type { Folder } from '../folder.ts';
import type {
  FieldOptions,
  Replacement,
  ReplacementField,
  ReplacementSource,
  ReplacementTarget,
  ResourceSelector,
  Target,
} from '../kustomization.ts';
import { replacementShape } from '../kustomization-shape.ts';
import { decodeLeniently, readValue } from '../read-value.ts';
import { currentId, gvkOf, idText, isSelected, type Resource, type ResourceId } from '../resource.ts';
import { selectorMatcher } from '../select.ts';
import { changeCreated, changeMatching, fieldPath, lookUp, scalarText } from './field-path.ts';
import { replaced } from './replaced-value.ts';
import type { Transform } from './transform.ts';

const NAME = 'metadata.name';

export interface ReplacementArgs {
  readonly replacements?: readonly ReplacementField[];
}

/**
 * ReplacementTransformer: each replacement copies a value of one resource into fields of others, one after the other.
 * @throws KubectlError for a file that is no replacement; the transform throws where a value is not there or does not fit
 */
export function replacementTransformer({ replacements = [] }: ReplacementArgs, folder: Folder): Transform {
  const all = replacements.flatMap((entry) => read(entry, folder));
  return (resources) =>
    all.reduce((changed, { source, targets }) => {
      if (source === undefined || targets === undefined)
        throw new KubectlError('replacements must specify a source and at least one target');
      folder.budget.spendChanges(targets.length, changed.length);
      return targets.reduce(copying(valueOf(source, changed)), changed);
    }, resources);
}

function read({ path = '', ...inline }: ReplacementField, folder: Folder): readonly Replacement[] {
  if (path === '') return [inline];
  if (inline.source !== undefined || (inline.targets ?? []).length > 0)
    throw new KubectlError('cannot specify both path and inline replacement');
  const value = readValue(folder.read(path));
  if (isArray(value)) return decodeLeniently(value, { list: replacementShape }) as readonly Replacement[];
  if (isObject(value)) return [decodeLeniently(value, replacementShape) as Replacement];
  throw new KubectlError(`unsupported replacement type encountered within replacement path: ${goKind(value)}`);
}

function goKind(value: JsonValue): string {
  if (value === null) return 'invalid';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'float64' : 'string';
}

/** The value that a source names. */
function valueOf(source: ReplacementSource, resources: readonly Resource[]): JsonValue {
  const [found, second] = resources.filter((resource) => idsOf(resource).some((id) => isNamed(id, source)));
  if (second !== undefined) throw new KubectlError(`multiple matches for selector ${sourceText(source)}`);
  if (found === undefined) throw new KubectlError(`nothing selected by ${sourceText(source)}`);
  const path = source.fieldPath || NAME;
  const value = lookUpSource(found.object, path);
  if (value === undefined || isEmpty(value))
    throw new KubectlError(`fieldPath \`${path}\` is missing for replacement source ${selectorText(source)}`);
  const { delimiter = '', index = 0 } = source.options ?? {};
  if (delimiter === '') return value;
  const text = scalarText(value);
  if (text === undefined) throw new KubectlError('delimiter option can only be used with scalar nodes');
  const part = index < 0 ? undefined : text.split(delimiter)[index];
  if (part === undefined) throw new KubectlError(`options.index ${index} is out of bounds for value ${text}`);
  return replaced(value, part);
}

function lookUpSource(object: JsonObject, path: string): JsonValue | undefined {
  try {
    return lookUp(object, fieldPath(path));
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    throw new KubectlError(`error looking up replacement source: ${error.message}`);
  }
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Copies the value into the resources of one target after another. */
function copying(value: JsonValue): (resources: readonly Resource[], target: ReplacementTarget) => readonly Resource[] {
  return (resources, { select, reject = [], fieldPaths = [], options = {} }) => {
    if (select === undefined) throw new KubectlError('target must specify resources to select');
    const paths = fieldPaths.length === 0 ? [NAME] : fieldPaths;
    const isChosen = chooser(select, reject);
    return resources.map((resource) =>
      isChosen(resource)
        ? {
            ...resource,
            object: paths.reduce((object, path) => copied(object, path, value, options), resource.object),
          }
        : resource,
    );
  };
}

function chooser(select: Target, reject: readonly Target[]): (resource: Resource) => boolean {
  const isLabelled = selectorMatcher(select);
  const isRejected = reject
    .filter(({ labelSelector = '', annotationSelector = '' }) => labelSelector !== '' || annotationSelector !== '')
    .map(selectorMatcher);
  const names = reject.filter((each) => selectorParts(each).some((part) => part !== ''));
  return (resource) =>
    isLabelled(resource.object) &&
    !isRejected.some((isMatch) => isMatch(resource.object)) &&
    idsOf(resource).some((id) => isNamed(id, select) && !names.some((each) => isNamed(id, each)));
}

function copied(object: JsonObject, path: string, value: JsonValue, options: FieldOptions): JsonObject {
  const steps = fieldPath(path);
  const change = (old: JsonValue | undefined): JsonValue => changedField(old, value, options);
  if (options.create !== true)
    return wrappingText('error finding field in replacement target', () => changeMatching(object, steps, change));
  if (steps.includes('*')) throw new KubectlError('cannot support create option in a multi-value target');
  const kind = isArray(value) ? 'list' : isObject(value) ? 'map' : 'scalar';
  const clean = steps.map((step) => step.trim()).filter((step) => step !== '');
  return wrappingText('error creating replacement node', () => changeCreated(object, clean, kind, change));
}

/** Errors of the value itself say nothing of the path. */
class ValueError extends KubectlError {}

function wrappingText(words: string, part: () => JsonValue): JsonObject {
  try {
    // The path leads into an object, and only its fields change.
    return part() as JsonObject;
  } catch (error) {
    if (error instanceof ValueError) throw new KubectlError(error.message);
    if (error instanceof KubectlError && error.constructor === KubectlError)
      throw new KubectlError(`${words}: ${error.message}`);
    throw error;
  }
}

function changedField(old: JsonValue | undefined, value: JsonValue, options: FieldOptions): JsonValue {
  const { delimiter = '', index = 0 } = options;
  const text = scalarText(value) ?? '';
  if (delimiter === '') return isBranch(old) ? value : replaced(old, text);
  const oldText = scalarText(old ?? '');
  if (oldText === undefined) throw new ValueError('delimiter option can only be used with scalar nodes');
  const parts = oldText.split(delimiter);
  if (index < 0) return replaced(old, [text, ...parts].join(delimiter));
  if (index >= parts.length) return replaced(old, [...parts, text].join(delimiter));
  return replaced(old, parts.with(index, text).join(delimiter));
}

function isBranch(value: JsonValue | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

/** Every identity a resource has and had (utils.MakeResIds). */
function idsOf(resource: Resource): readonly ResourceId[] {
  const { group, version } = gvkOf(resource.object);
  return [currentId(resource), ...resource.previous.map((id) => ({ ...id, group, version }))];
}

/** Whether an identity is one of those that a selector names exactly (resid.IsSelectedBy). */
function isNamed(id: ResourceId, selector: ResourceSelector): boolean {
  const { name = '', namespace = '' } = selector;
  return (
    (name === '' || name === id.name) &&
    (namespace === '' || namespace === (id.namespace || 'default')) &&
    isSelected(id, selector)
  );
}

function selectorParts(selector: ResourceSelector): readonly string[] {
  const { group = '', version = '', kind = '', name = '', namespace = '' } = selector;
  return [group, version, kind, name, namespace];
}

function selectorText(selector: ResourceSelector): string {
  const { group = '', version = '', kind = '', name = '', namespace = '' } = selector;
  return idText({ group, version, kind, name, namespace });
}

function sourceText(source: ReplacementSource): string {
  const { delimiter = '', index = 0, create = false } = source.options ?? {};
  const options = delimiter === '' && !create ? '' : `${delimiter}(${index}), create=${create}`;
  return [selectorText(source), source.fieldPath ?? '', options].filter((part) => part !== '').join(':');
}
