import { isObject, type JsonObject, type JsonValue, member } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { unmarshalError } from '../decode.ts';
import { wrapping } from '../errors.ts';
import type { Folder } from '../folder.ts';
import { readValue } from '../read-value.ts';
import { emptyConfig, mergedConfig, type TransformerConfig } from './transformer-config.ts';

/**
 * What files of `crds` say of the fields of custom resources: OpenAPI definitions by the names of their types, with extensions for
 * labels, annotations, names and references (accumulator.LoadConfigFromCRDs).
 * @throws KubectlError for a file that is not there or is none
 */
export function readCrds(paths: readonly string[], folder: Folder): TransformerConfig {
  return wrapping(
    (message) => `loading CRDs [${paths.join(' ')}]: ${message}`,
    () => paths.reduce((config, path) => mergedConfig(config, configOf(folder.read(path), path)), emptyConfig),
  );
}

function configOf(text: string, path: string): TransformerConfig {
  const types = wrapping(
    (message) => `unable to parse open API definition from '${path}': ${message}`,
    () => schemasOf(readValue(text)),
  );
  return [...types].reduce((config, [name, schema]) => {
    if (!['kind', 'apiVersion', 'metadata'].every((field) => Object.hasOwn(propertiesOf(schema), field))) return config;
    const found = inType(schema, { types, kind: name.split('.').at(-1) ?? '', visited: [name] }, []);
    return found.reduce(mergedConfig, config);
  }, emptyConfig);
}

type Schemas = ReadonlyMap<string, JsonObject>;

function schemasOf(value: JsonValue): Schemas {
  if (value === null) return new Map();
  if (!isObject(value)) {
    const { message } = unmarshalError(value, 'accumulator.nameToApiMap');
    throw new KubectlError(`error unmarshaling JSON: while decoding JSON: ${message}`);
  }
  return new Map(
    Object.entries(value).map(([name, definition]) => {
      const schema = isObject(definition)
        ? Object.entries(definition).find(([key]) => key.toLowerCase() === 'schema')
        : undefined;
      return [name, isObject(schema?.[1]) ? schema[1] : {}];
    }),
  );
}

function propertiesOf(schema: JsonObject): JsonObject {
  const properties = member(schema, 'properties');
  return isObject(properties) ? properties : {};
}

interface Walk {
  readonly types: Schemas;
  readonly kind: string;
  /** Types on the way: one that holds itself is not entered again. */
  readonly visited: readonly string[];
}

function inType(schema: JsonObject, walk: Walk, path: readonly string[]): readonly TransformerConfig[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]) => {
    if (!isObject(property)) return [];
    const here = [...path, name];
    const reference = textOf(property, '$ref') ?? '';
    const inner = walk.types.get(reference);
    const isNew = inner !== undefined && !walk.visited.includes(reference);
    return [
      ...ofProperty(property, walk.kind, here),
      ...(isNew ? inType(inner, { ...walk, visited: [...walk.visited, reference] }, here) : []),
    ];
  });
}

function ofProperty(property: JsonObject, kind: string, path: readonly string[]): readonly TransformerConfig[] {
  const has = (extension: string): boolean => textOf(property, `x-kubernetes-${extension}`) !== undefined;
  const place = { kind, path: path.join('/') };
  const version = textOf(property, 'x-kubernetes-object-ref-api-version');
  const target = textOf(property, 'x-kubernetes-object-ref-kind');
  const key = textOf(property, 'x-kubernetes-object-ref-name-key') ?? 'name';
  return [
    ...(has('annotation') ? [{ ...emptyConfig, commonAnnotations: [place] }] : []),
    ...(has('label-selector') ? [{ ...emptyConfig, commonLabels: [place] }] : []),
    ...(has('identity') ? [{ ...emptyConfig, namePrefix: [place] }] : []),
    ...(version === undefined || target === undefined
      ? []
      : [
          {
            ...emptyConfig,
            nameReference: [{ target: { kind: target, version }, fields: [{ kind, path: [...path, key].join('/') }] }],
          },
        ]),
  ];
}

/** A text among the members of a schema; names of extensions are in any case. */
function textOf(schema: JsonObject, name: string): string | undefined {
  const [, value] = Object.entries(schema).find(([key]) => key.toLowerCase() === name) ?? [];
  return typeof value === 'string' ? value : undefined;
}
