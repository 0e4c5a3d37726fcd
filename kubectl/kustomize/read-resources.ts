import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { loadYamlManifests } from '../manifest/load.ts';
import { gvkOf, metadataMap, nameOf, namespaceOf, type Resource, resourceOf } from './resource.ts';
import { readResourceScalar } from './scalars.ts';

/**
 * The resources of a text (resource.Factory.SliceFromBytes): empty documents are left out, lists opened.
 * @throws KubectlError for bad YAML and for what has no kind or name
 */
export function readResources(text: string): readonly Resource[] {
  const { documents, errors } = loadYamlManifests(text.replaceAll('\r\n', '\n'), 'resources', readResourceScalar);
  const [error] = errors;
  if (error !== undefined) throw new KubectlError(`${MALFORMED}: ${ownWords(error.message)}`);
  for (const { duplicates } of documents) {
    const [duplicate] = duplicates;
    if (duplicate !== undefined)
      throw new KubectlError(
        `${MALFORMED}: yaml: line ${duplicate.line}: mapping key ${JSON.stringify(duplicate.path.at(-1))} already defined at line ${duplicate.firstLine}`,
      );
  }
  return documents.flatMap(({ value }) => objectsIn(value)).map(resourceOf);
}

/** Begins the errors of files that are no YAML; kustomize tries no directory after one. */
export const MALFORMED = 'MalformedYAMLError';

function ownWords(message: string): string {
  return message.replace(/^error parsing resources: (?:error converting YAML to JSON: )?/, '');
}

function objectsIn(value: JsonValue): readonly JsonObject[] {
  if (value === null || (isObject(value) && Object.keys(value).length === 0)) return [];
  if (isArray(value) && value.length === 0) return [];
  const object = checked(value);
  if (!gvkOf(object).kind.endsWith('List')) return [object];
  const items = member(object, 'items') ?? [];
  if (!isArray(items)) throw new KubectlError(`expected array in ${gvkOf(object).kind}/items`);
  return items.flatMap(objectsIn);
}

/** RNode.GetValidatedMetadata. */
function checked(value: JsonValue): JsonObject {
  if (!isObject(value) || !['apiVersion', 'kind', 'metadata'].some((field) => (value[field] ?? null) !== null))
    throw new KubectlError('missing Resource metadata');
  const { kind } = gvkOf(value);
  if (kind === '') throw new KubectlError(`missing kind in object ${metaText(value)}`);
  if (nameOf(value) === '' && !kind.endsWith('List'))
    throw new KubectlError(`missing metadata.name in object ${metaText(value)}`);
  return value;
}

/** The metadata as Go prints the struct. */
function metaText(object: JsonObject): string {
  const { group, version, kind } = gvkOf(object);
  const map = (field: 'labels' | 'annotations'): string =>
    Object.entries(metadataMap(object, field))
      .map(([name, value]) => `${name}:${value}`)
      .toSorted()
      .join(' ');
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return `{{${apiVersion} ${kind}} {{${nameOf(object)} ${namespaceOf(object)}} map[${map('labels')}] map[${map('annotations')}]}}`;
}
