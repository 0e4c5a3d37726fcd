import { isArray, isObject, type JsonObject, jsonPatch, type JsonValue, PatchError } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { loadYamlManifests } from '../../manifest/load.ts';
import { withMetadata, metadataOf, type Resource } from '../resource.ts';

/** The operations of a JSON patch (RFC 6902) written as JSON or YAML; undefined where the text is none. */
export function readJsonPatch(text: string): readonly JsonObject[] | undefined {
  const { documents, errors } = loadYamlManifests(text, 'patch');
  const value = documents[0]?.value;
  if (errors.length > 0 || documents.length !== 1 || !isArray(value)) return undefined;
  return value.every((operation) => isObject(operation)) ? value : undefined;
}

/** The resource with the operations applied (patchjson6902.Filter). @throws KubectlError where one does not apply */
export function jsonPatched(resource: Resource, operations: readonly JsonObject[]): Resource {
  const object = operations.reduce<JsonValue>(applied, withAnnotationsForOwnUse(resource));
  if (!isObject(object)) throw new KubectlError('the patch leaves no object');
  return { ...resource, object };
}

/** What kustomize remembers stands in annotations, so that they are there for a patch to add to. */
function withAnnotationsForOwnUse({ object, previous, behavior }: Resource): JsonObject {
  const isRemembered = previous.length > 0 || behavior !== undefined;
  const metadata = metadataOf(object);
  return isRemembered && !Object.hasOwn(metadata, 'annotations') ? withMetadata(object, 'annotations', {}) : object;
}

function applied(document: JsonValue, operation: JsonObject): JsonValue {
  try {
    return jsonPatch(document, [operation]);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new KubectlError(words(operation));
  }
}

/** The library's words for an operation that does not apply. */
function words(operation: JsonObject): string {
  const [op, path, from] = ['op', 'path', 'from'].map((name) => String(operation[name] ?? ''));
  const key = path?.split('/').at(-1) ?? '';
  switch (op) {
    case 'add':
    case 'replace':
      return `${op} operation does not apply: doc is missing path: "${path}": missing value`;
    case 'remove':
      return `error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`;
    case 'move':
    case 'copy':
      return `error in ${op} for path: '${path}': nothing to ${op} at ${from}: missing value`;
    case 'test':
      return `testing value ${path} failed: test failed`;
    default:
      return `Unexpected kind: ${op}`;
  }
}
