import { jsonPatch, type JsonValue, mergePatch, PatchError, strategicMergePatch } from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import type { JsonBody } from './manifest-objects.ts';
import { loadManifests } from './manifest/load.ts';
import { resolveKind } from './resource-args.ts';

/** `--overrides` (with `--override-type`: merge, strategic or json) over a generated object. */
export function mergeOverrides(invocation: Invocation, object: JsonBody): JsonBody {
  const text = invocation.string('overrides') ?? '';
  if (text === '') return object;
  const type = invocation.string('override-type') || 'merge';
  const patch = parseOverrides(text);
  try {
    if (type === 'merge') return mergePatch(object, patch) as JsonBody;
    if (type === 'json') return jsonPatch(object, patch) as JsonBody;
    if (type === 'strategic') {
      const kind = resolveKind(invocation.client, String(object['kind']));
      return strategicMergePatch(object, patch, kind.schema);
    }
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new KubectlError(error.message);
  }
  throw new KubectlError(`invalid override type: ${type}`);
}

function parseOverrides(text: string): JsonValue {
  const { documents, errors } = loadManifests(text, '--overrides');
  const [error] = errors;
  const [document] = documents;
  if (error !== undefined) throw new KubectlError(error.message);
  if (document === undefined || typeof document.value !== 'object') throw new KubectlError('Invalid JSON Patch');
  return document.value;
}
