import { isArray, isObject, type JsonObject, type JsonValue, member, withMember } from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import { printYaml } from '../output/yaml.ts';
import { wrapping } from './errors.ts';

/** The object with one field set; undefined takes it away. */
export function withField(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  return withMember(object, name, value);
}

/** What to make where a path ends at a field that is not there; undefined: nothing, the field is left out. */
export type Missing = 'map' | 'scalar' | undefined;

/**
 * Changes the value at a path of field names (kustomize's fieldspec filter): lists on the way are gone through element by element
 * and are no part of the path, `containers[]` insists on a list. With `create`, maps that are missing on the way are made.
 * @param change gets the value at the end: `{}` for a map just made, null for a scalar just made
 * @throws KubectlError where the path meets neither a map nor a list
 */
export function changeAt(
  value: JsonValue,
  path: readonly string[],
  create: Missing,
  change: (old: JsonValue) => JsonValue,
): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (value === null) return value;
  if (isArray(value))
    return wrapping(
      (message) => `visit traversal on path: [${path.join(' ')}]: ${message}`,
      () => value.map((item) => changeAt(item, path, create, change)),
    );
  if (!isObject(value)) throw new KubectlError('expected sequence or mapping node');
  const name = step.replace(/\[\]$/, '');
  if (name === '') throw new KubectlError('cannot set or create an empty field name');
  const making = step === name ? create : undefined;
  const old = member(value, name);
  if (old === undefined && making === undefined) return value;
  const made = rest.length > 0 || making === 'map' ? {} : null;
  const next = changeAt(making === undefined ? (old ?? null) : (old ?? made), rest, create, change);
  return withField(value, name, next);
}

/** `a/b/c` as steps; `\/` is a slash inside of one. */
export function pathSteps(path: string): readonly string[] {
  return path.split(/(?<!\\)\//).map((step) => step.replaceAll('\\/', '/'));
}

/** A map with one entry set: what label and annotation transformers do at the end of a path. */
export function withEntry(name: string, value: string): (old: JsonValue, path: string) => JsonValue {
  return (old, path) => {
    if (old === null) return old;
    if (!isObject(old)) throw wrongKind(old, 'MappingNode', fieldNames(path));
    return withField(old, name, value);
  };
}

/** The names of the fields on a path, as messages have them. */
export function fieldNames(path: string): readonly string[] {
  return pathSteps(path).map((step) => step.replace(/\[\]$/, ''));
}

/**
 * What kyaml says where a map, a list or a scalar is something else.
 * @param wanted `MappingNode`, `SequenceNode` or `ScalarNode`
 */
export function wrongKind(value: JsonValue, wanted: string, fields: readonly string[]): KubectlError {
  const kind = isArray(value) ? 'SequenceNode' : isObject(value) ? 'MappingNode' : 'ScalarNode';
  const text = typeof value === 'string' ? value : printYaml(value).trim();
  return new KubectlError(`wrong Node Kind for ${fields.join('.')} expected: ${wanted} was ${kind}: value: {${text}}`);
}
