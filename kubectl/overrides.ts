import {
  decode,
  type JsonObject,
  jsonPatch,
  type JsonValue,
  mergePatch,
  PatchError,
  strategicMergePatch,
} from '../engine/index.ts';
import { KubectlError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import type { JsonBody } from './manifest-objects.ts';
import { loadManifests } from './manifest/load.ts';
import { resolveKind } from './resource-args.ts';
import { typedForm } from './typed-form.ts';

/** `--overrides` (with `--override-type`: merge, strategic or json) over a generated object. */
export function mergeOverrides(invocation: Invocation, object: JsonBody): JsonBody {
  const text = invocation.string('overrides') ?? '';
  if (text === '') return object;
  const type = invocation.string('override-type') || 'merge';
  const patch = parseOverrides(text);
  const { schema } = resolveKind(invocation.client, String(object['kind']));
  try {
    if (type === 'merge') return typed(mergePatch(object, patch), schema);
    if (type === 'json') return typed(jsonPatch(object, patch), schema);
    if (type === 'strategic') return typed(strategicMergePatch(object, patch, schema), schema);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new KubectlError(error.message);
  }
  throw new KubectlError(`invalid override type: ${type}`);
}

/** kubectl reads the result into the kind's own type, which has no room for fields it does not know. */
function typed(merged: JsonValue, schema: string | undefined): JsonBody {
  if (schema === undefined) return merged as JsonBody;
  const { object, errors, warnings } = decode(schema, merged, { strict: 'Warn' });
  const [error] = errors;
  if (error !== undefined) throw new KubectlError(error);
  return typedForm(schema, (warnings.length === 0 ? merged : object) as JsonObject);
}

function parseOverrides(text: string): JsonValue {
  const { documents, errors } = loadManifests(text, '--overrides');
  const [error] = errors;
  const [document] = documents;
  if (error !== undefined || document === undefined || typeof document.value !== 'object')
    throw new KubectlError('Invalid JSON Patch');
  return document.value;
}
