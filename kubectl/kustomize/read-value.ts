import type { JsonValue } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { loadYamlManifests } from '../manifest/load.ts';
import { decode, type FieldShape } from './decode.ts';
import { wrapping } from './errors.ts';

/**
 * The first document of a YAML text; an empty text is null.
 * @throws KubectlError for bad YAML
 */
export function readValue(text: string): JsonValue {
  const { documents, errors } = loadYamlManifests(text, 'value');
  const [error] = errors;
  if (error !== undefined) throw new KubectlError(error.message.replace(/^error parsing [^:]*: /, ''));
  return documents[0]?.value ?? null;
}

/**
 * A value as sigs.k8s.io/yaml reads it into a struct: unknown fields are passed over.
 * @throws KubectlError where a field has another type
 */
export function decodeLeniently(value: JsonValue, shape: FieldShape): JsonValue {
  const struct = typeof shape === 'object' && 'struct' in shape ? shape.struct : '';
  return wrapping(
    (message) => `error unmarshaling JSON: while decoding JSON: ${message}`,
    () => decode(value ?? {}, shape, { struct, path: '', isLenient: true }),
  );
}
