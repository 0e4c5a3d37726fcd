import { RE2JS, RE2JSException } from 're2js';
import { isArray, isObject } from '../../api/json.ts';
import type { JsonObject } from '../../api/json.ts';
import { type FieldError, forbiddenField, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { prune, type Schema } from './schema.ts';
import { validateAgainst } from './schema-validation.ts';

type Level = 'root' | 'item' | 'field';

/** What OpenAPI has and a definition may not have; a schema with one of them is not asked whether it is structural. */
const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const;
const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const UNTYPED: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};
const ENVELOPE = ['apiVersion', 'kind', 'metadata'];

/**
 * What is wrong with the schema of a definition (validateCustomResourceDefinitionValidation, apiextensions v1.25): whether it is
 * structural, whether its defaults fit, and what OpenAPI's words may not say here.
 */
export function schemaErrors(schema: Schema, path: string): readonly FieldError[] {
  const openApi = openApiErrors(schema, path);
  if (says(schema, (part) => UNSUPPORTED.some((word) => part[word] !== undefined))) return openApi;
  const structural = [...structuralErrors(schema, path, 'root'), ...completenessErrors(schema, path)];
  return [...(structural.length > 0 ? structural : defaultErrors(schema, path, 'root')), ...openApi];
}

const raw = (schema: Schema): JsonObject => schema as unknown as JsonObject;

/** The schemas directly inside, with their paths below `path`. */
function inner(schema: Schema, path: string): [Schema, string, Level][] {
  const { properties = {}, items, additionalProperties } = schema;
  return [
    ...(items === undefined || isArray(items) ? [] : [[items, `${path}.items`, 'item'] as [Schema, string, Level]]),
    ...Object.keys(properties)
      .sort()
      .map((name): [Schema, string, Level] => [properties[name] ?? {}, `${path}.properties[${name}]`, 'field']),
    ...(typeof additionalProperties === 'object'
      ? [[additionalProperties, `${path}.additionalProperties`, 'field'] as [Schema, string, Level]]
      : []),
  ];
}

/** The schemas under allOf, anyOf, oneOf and not. */
function junctors(schema: Schema, path: string): [Schema, string][] {
  const listed = (['anyOf', 'allOf', 'oneOf'] as const).flatMap((word) =>
    (schema[word] ?? []).map((one, i): [Schema, string] => [one, `${path}.${word}[${i}]`]),
  );
  return schema.not === undefined ? listed : [...listed, [schema.not, `${path}.not`]];
}

function says(schema: Schema, test: (part: JsonObject) => boolean): boolean {
  return (
    test(raw(schema)) ||
    inner(schema, '').some(([part]) => says(part, test)) ||
    junctors(schema, '').some(([part]) => says(part, test))
  );
}

function structuralErrors(schema: Schema, path: string, level: Level): FieldError[] {
  const isAnything =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isResource = level === 'root' || schema['x-kubernetes-embedded-resource'] === true;
  const { type = '', additionalProperties } = schema;
  const errors: FieldError[] = [];
  if (type === 'array' && schema.items === undefined) errors.push(required(`${path}.items`, 'must be specified'));
  if (level === 'root' && additionalProperties !== undefined)
    errors.push(forbiddenField(`${path}.additionalProperties`, 'must not be used at the root'));
  if (schema['x-kubernetes-embedded-resource'] === true && type !== 'object')
    errors.push(embeddedType(type, `${path}.type`));
  else if (type === '' && !isAnything) errors.push(required(`${path}.type`, UNTYPED[level]));
  if (level === 'root' && type !== '' && type !== 'object')
    errors.push(invalid(`${path}.type`, type, 'must be object at the root'));
  return [
    ...errors,
    ...(isResource ? envelopeErrors(schema, path) : []),
    ...(level === 'root' ? metadataErrors(schema, path) : []),
    ...valueErrors(schema, path),
    ...inner(schema, path).flatMap(([part, at, below]) => structuralErrors(part, at, below)),
  ];
}

function embeddedType(type: string, path: string): FieldError {
  const why = 'must be object if x-kubernetes-embedded-resource is true';
  return type === '' ? required(path, why) : invalid(path, type, why);
}

function envelopeErrors({ properties = {} }: Schema, path: string): FieldError[] {
  const wanted = { kind: 'string', apiVersion: 'string', metadata: 'object' } as const;
  return (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((name) => {
    const given = properties[name];
    if (given === undefined || given.type === wanted[name]) return [];
    return [invalid(`${path}.properties[${name}].type`, given.type ?? '', `must be ${wanted[name]}`)];
  });
}

/** The server knows metadata itself: a schema may limit the name only. */
function metadataErrors({ properties = {} }: Schema, path: string): FieldError[] {
  const { metadata } = properties;
  if (metadata === undefined) return [];
  const { type: _t, description: _d, properties: named = {}, ...rest } = raw(metadata);
  const others = Object.keys(named as JsonObject).filter((name) => name !== 'name' && name !== 'generateName');
  if (others.length === 0 && Object.keys(rest).length === 0) return [];
  const why = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
  return [forbiddenField(`${path}.properties[metadata]`, why)];
}

function valueErrors(schema: Schema, path: string): FieldError[] {
  return [
    ...patternErrors(schema, path),
    ...junctors(schema, path).flatMap(([part, at]) =>
      isIntOrString(schema, at.slice(path.length)) ? [] : nestedErrors(part, at),
    ),
  ];
}

/** `anyOf: [{type: integer}, {type: string}]` beside x-kubernetes-int-or-string is allowed to name types. */
function isIntOrString(schema: Schema, word: string): boolean {
  const types = (schema.anyOf ?? []).map((one) => JSON.stringify(one)).join();
  return word.startsWith('.anyOf[') && types === '{"type":"integer"},{"type":"string"}';
}

const NOT_NESTED: readonly (readonly [keyof Schema | 'title' | 'description', string])[] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
];

/** Below a junctor only values may be judged: what a field is has to stand outside. */
function nestedErrors(schema: Schema, path: string): FieldError[] {
  const given = raw(schema);
  return [
    ...NOT_NESTED.filter(([word]) => given[word] !== undefined && given[word] !== false).map(([word, why]) =>
      forbiddenField(`${path}.${word}`, why),
    ),
    ...valueErrors(schema, path),
    ...inner(schema, path).flatMap(([part, at]) => nestedErrors(part, at)),
  ];
}

function patternErrors({ pattern }: Schema, path: string): FieldError[] {
  if (pattern === undefined || pattern === '') return [];
  try {
    RE2JS.compile(pattern);
    return [];
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const why = `must be a valid regular expression, but isn't: ${error.message}`;
    return [invalid(`${path}.pattern`, pattern, why)];
  }
}

/** Every field that a junctor judges has to be specified outside of it. */
function completenessErrors(schema: Schema, path: string): FieldError[] {
  return [
    ...junctors(schema, path).flatMap(([part, at]) => unspecified(part, schema, path, at)),
    ...inner(schema, path).flatMap(([part, at]) => completenessErrors(part, at)),
  ];
}

function unspecified(nested: Schema, schema: Schema | undefined, path: string, at: string): FieldError[] {
  if (schema === undefined) return [required(path, `because it is defined in ${at}`)];
  const { properties = {}, items } = nested;
  return [
    ...junctors(nested, at).flatMap(([part, below]) => unspecified(part, schema, path, below)),
    ...(items === undefined ? [] : unspecified(items, schema.items, `${path}.items`, `${at}.items`)),
    ...Object.keys(properties)
      .sort()
      .flatMap((name) => {
        const [to, from] = [`${path}.properties[${name}]`, `${at}.properties[${name}]`];
        return unspecified(properties[name] ?? {}, schema.properties?.[name], to, from);
      }),
  ];
}

/** A default has to fit the schema that it stands in, without fields that would be pruned. */
function defaultErrors(schema: Schema, path: string, level: Level): FieldError[] {
  const given = schema.default;
  const at = `${path}.default`;
  if (given !== undefined && given !== null && level !== 'root') {
    const isResource = schema['x-kubernetes-embedded-resource'] === true;
    if (prune(given, schema, isResource).unknown.length > 0)
      return [invalid(at, given, 'must not have unknown fields')];
    return validateAgainst(given, schema, '').map((error) => ({
      ...error,
      field: error.field === '' || error.field === '<nil>' ? at : `${at}.${error.field}`,
    }));
  }
  return inner(schema, path).flatMap(([part, below, next]) => defaultErrors(part, below, next));
}

/** ValidateCustomResourceDefinitionOpenAPISchema, v1.25. */
function openApiErrors(schema: Schema, path: string, level: Level = 'root', inMetadata = false): FieldError[] {
  const given = raw(schema);
  const errors: FieldError[] = [];
  const { type = '', properties = {}, additionalProperties } = schema;
  if (type === 'null')
    errors.push(forbiddenField(`${path}.type`, 'type cannot be set to null, use nullable as an alternative'));
  if (type !== '' && !TYPES.includes(type)) errors.push(notSupported(`${path}.type`, type, TYPES));
  if (inMetadata && given['default'] !== undefined)
    errors.push(forbiddenField(`${path}.default`, `must not be set in top-level metadata`));
  for (const word of UNSUPPORTED)
    if (given[word] !== undefined) errors.push(forbiddenField(`${path}.${word}`, `${word} is not supported`));
  if (isArray(given['items'] ?? null))
    errors.push(forbiddenField(`${path}.items`, 'items must be a schema object and not an array'));
  if (schema.uniqueItems === true) {
    const why = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    errors.push(forbiddenField(`${path}.uniqueItems`, why));
  }
  if (
    Object.keys(properties).length > 0 &&
    (additionalProperties === false || isObject(given['additionalProperties'] ?? null))
  )
    errors.push(
      forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'),
    );
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    errors.push(invalid(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  return [
    ...errors,
    ...listErrors(schema, path),
    ...inner(schema, path).flatMap(([part, at, below]) =>
      openApiErrors(part, at, below, inMetadata || (level === 'root' && isEnvelope(at, path))),
    ),
    ...junctors(schema, path).flatMap(([part, at]) => openApiErrors(part, at, 'field', inMetadata)),
  ];
}

const isEnvelope = (at: string, path: string): boolean => ENVELOPE.some((name) => at === `${path}.properties[${name}]`);

function listErrors(schema: Schema, path: string): FieldError[] {
  const kind = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const errors: FieldError[] = [];
  const typePath = `${path}.x-kubernetes-list-type`;
  if (kind !== undefined && schema.type !== 'array') {
    const why = 'must be array if x-kubernetes-list-type is specified';
    errors.push(schema.type === undefined ? required(`${path}.type`, why) : invalid(`${path}.type`, schema.type, why));
  }
  if (kind !== undefined && !['atomic', 'set', 'map'].includes(kind))
    errors.push(notSupported(typePath, kind, ['atomic', 'set', 'map']));
  if (keys.length > 0 && kind !== 'map') {
    const why = 'must be map if x-kubernetes-list-map-keys is non-empty';
    errors.push(kind === undefined ? required(typePath, why) : invalid(typePath, kind, why));
  }
  return kind === 'map' ? [...errors, ...mapListErrors(schema, keys, path)] : errors;
}

function mapListErrors({ items }: Schema, keys: readonly string[], path: string): FieldError[] {
  const at = `${path}.x-kubernetes-list-map-keys`;
  const errors: FieldError[] = [];
  if (keys.length === 0) errors.push(required(at, 'must not be empty if x-kubernetes-list-type is map'));
  if (items === undefined)
    return [...errors, required(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map')];
  if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map";
    return [...errors, invalid(`${path}.items.type`, items.type ?? '', why)];
  }
  for (const key of keys) {
    const property = items.properties?.[key];
    if (property === undefined) errors.push(invalid(at, keys, 'entries must all be names of item properties'));
    else if (items.required?.includes(key) !== true && property.default === undefined) {
      const why = 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property';
      errors.push(required(`${path}.items.properties[${key}].default`, why));
    }
  }
  return errors;
}
