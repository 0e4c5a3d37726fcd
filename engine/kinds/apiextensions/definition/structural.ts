import { RE2JS, RE2JSException } from 're2js';
import { deepEqual } from '../../../api/equality.ts';
import {
  type FieldError,
  forbiddenField,
  formatFieldError,
  invalid,
  required,
} from '../../../api/validation/field-error.ts';
import { additionalOf, itemsOf, propertiesOf, type WrittenSchema } from './written-schema.ts';

type Level = 'root' | 'item' | 'field';
type Errors = readonly FieldError[];

/** What a structural schema must obey (structuralschema.ValidateStructural, v1.25); the messages are sorted. */
export function structuralErrors(schema: WrittenSchema, path: string): Errors {
  const errors = [...invariants(schema, 'root', path), ...incomplete(schema, schema, path, path)];
  const texts = new Map(errors.map((error) => [error, `${error.field}: ${formatFieldError(error)}`]));
  return errors.sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
}

const isEmbedded = (schema: WrittenSchema): boolean => schema['x-kubernetes-embedded-resource'] === true;
const preserves = (schema: WrittenSchema): boolean => schema['x-kubernetes-preserve-unknown-fields'] === true;
const isIntOrString = (schema: WrittenSchema): boolean => schema['x-kubernetes-int-or-string'] === true;

function invariants(schema: WrittenSchema, level: Level, path: string): Errors {
  const items = itemsOf(schema);
  const additional = additionalOf(schema);
  const [first] = schema.allOf ?? [];
  return [
    ...(schema.type === 'array' && items === undefined ? [required(`${path}.items`, 'must be specified')] : []),
    ...(items === undefined ? [] : invariants(items, 'item', `${path}.items`)),
    ...propertiesOf(schema).flatMap(([name, inner]) => invariants(inner, 'field', `${path}.properties[${name}]`)),
    ...(schema.additionalProperties !== undefined && level === 'root'
      ? [forbiddenField(`${path}.additionalProperties`, 'must not be used at the root')]
      : []),
    ...(additional === undefined ? [] : invariants(additional, 'field', `${path}.additionalProperties`)),
    ...extensionErrors(schema, path),
    ...junctorErrors(schema, path, isNumberOrText(schema.anyOf), isNumberOrText(first?.anyOf)),
    ...typeErrors(schema, level, path),
    ...(isEmbedded(schema) && schema.additionalProperties !== undefined
      ? [forbiddenField(`${path}.additionalProperties`, 'must not be used if x-kubernetes-embedded-resource is set')]
      : []),
    ...resourceErrors(schema, level, path),
  ];
}

/** The one exception: `anyOf: [{type: integer}, {type: string}]`. */
function isNumberOrText(list: WrittenSchema['anyOf']): boolean {
  return deepEqual(list, [{ type: 'integer' }, { type: 'string' }]);
}

function extensionErrors(schema: WrittenSchema, path: string): Errors {
  if (!isIntOrString(schema)) return [];
  const why = 'must be false if x-kubernetes-int-or-string is true';
  return [
    ...(preserves(schema) ? [invalid(`${path}.x-kubernetes-preserve-unknown-fields`, true, why)] : []),
    ...(isEmbedded(schema) ? [invalid(`${path}.x-kubernetes-embedded-resource`, true, why)] : []),
  ];
}

const NO_TYPE: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function typeErrors(schema: WrittenSchema, level: Level, path: string): Errors {
  const { type = '' } = schema;
  const at = `${path}.type`;
  const errors: FieldError[] = [];
  if (isEmbedded(schema) && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? required(at, why) : invalid(at, type, why));
  } else if (type === '' && !isIntOrString(schema) && !preserves(schema)) errors.push(required(at, NO_TYPE[level]));
  if (level === 'root' && type !== '' && type !== 'object')
    errors.push(invalid(at, type, 'must be object at the root'));
  return errors;
}

/** What a resource, the outermost one or an embedded one, says of its kind, apiVersion and metadata. */
function resourceErrors(schema: WrittenSchema, level: Level, path: string): Errors {
  const { properties = {} } = schema;
  const isResource = level === 'root' || isEmbedded(schema);
  const at = (name: string): string => `${path}.properties[${name}]`;
  const errors: FieldError[] = [];
  for (const name of ['kind', 'apiVersion'] as const) {
    const type = properties[name]?.type ?? '';
    if (isResource && properties[name] !== undefined && type !== 'string')
      errors.push(invalid(`${at(name)}.type`, type, 'must be string'));
  }
  const { metadata } = properties;
  if (metadata !== undefined && isResource && metadata.type !== 'object')
    errors.push(invalid(`${at('metadata')}.type`, metadata.type ?? '', 'must be object'));
  if (metadata !== undefined && level === 'root' && !restrictsNamesOnly(metadata)) {
    const why = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    errors.push(forbiddenField(at('metadata'), why));
  }
  if (isEmbedded(schema) && !preserves(schema) && Object.keys(properties).length === 0) {
    const why =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(required(`${path}.properties`, why));
  }
  return errors;
}

function restrictsNamesOnly(metadata: WrittenSchema): boolean {
  const { type: _type, default: _default, properties = {}, ...rest } = metadata;
  const isNames = Object.keys(properties).every((name) => name === 'name' || name === 'generateName');
  return isNames && Object.keys(rest).length === 0;
}

/** allOf, anyOf, oneOf, not and the pattern. The two flags: where `type` stands although it is under a junctor. */
function junctorErrors(schema: WrittenSchema, path: string, skipAnyOf: boolean, skipFirstAllOf: boolean): Errors {
  const nested = (list: WrittenSchema['anyOf'], name: string): Errors =>
    (list ?? []).flatMap((each, i) =>
      nestedErrors(each, `${path}.${name}[${i}]`, name === 'allOf' && i === 0 && skipFirstAllOf),
    );
  return [
    ...(skipAnyOf ? [] : nested(schema.anyOf, 'anyOf')),
    ...nested(schema.allOf, 'allOf'),
    ...nested(schema.oneOf, 'oneOf'),
    ...(schema.not === undefined ? [] : nestedErrors(schema.not, `${path}.not`, false)),
    ...patternErrors(schema.pattern ?? '', path),
  ];
}

function patternErrors(pattern: string, path: string): Errors {
  try {
    RE2JS.compile(pattern);
    return [];
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const why = `must be a valid regular expression, but isn't: ${error.message}`;
    return [invalid(`${path}.pattern`, pattern, why)];
  }
}

/** Members that may not stand below a junctor, and how they would have to be. */
const NOT_NESTED: readonly (readonly [name: keyof WrittenSchema, how: string])[] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

function nestedErrors(schema: WrittenSchema, path: string, skipAnyOf: boolean): Errors {
  const items = itemsOf(schema);
  return [
    ...junctorErrors(schema, path, skipAnyOf, false),
    ...(items === undefined ? [] : nestedErrors(items, `${path}.items`, false)),
    ...propertiesOf(schema).flatMap(([name, inner]) => nestedErrors(inner, `${path}.properties[${name}]`, false)),
    ...NOT_NESTED.filter(([name]) => isGiven(schema[name])).map(([name, how]) =>
      forbiddenField(`${path}.${name}`, how),
    ),
    ...(schema.properties?.['metadata'] === undefined
      ? []
      : [forbiddenField(`${path}.properties[metadata]`, 'must not be specified in a nested context')]),
  ];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** What the junctors of the root name has to be named outside of them, too. */
function incomplete(value: WrittenSchema, schema: WrittenSchema | undefined, at: string, from: string): Errors {
  if (schema === undefined) return [required(at, `because it is defined in ${from}`)];
  return [
    ...(value.not === undefined ? [] : incompleteBelow(value.not, schema, at, `${from}.not`)),
    ...(['allOf', 'anyOf', 'oneOf'] as const).flatMap((name) =>
      (value[name] ?? []).flatMap((each, i) => incompleteBelow(each, schema, at, `${from}.${name}[${i}]`)),
    ),
  ];
}

function incompleteBelow(value: WrittenSchema, schema: WrittenSchema | undefined, at: string, from: string): Errors {
  if (schema === undefined) return [required(at, `because it is defined in ${from}`)];
  const items = itemsOf(value);
  return [
    ...incomplete(value, schema, at, from),
    ...(items === undefined ? [] : incompleteBelow(items, itemsOf(schema), `${at}.items`, `${from}.items`)),
    ...propertiesOf(value).flatMap(([name, inner]) =>
      incompleteBelow(inner, schema.properties?.[name], `${at}.properties[${name}]`, `${from}.properties[${name}]`),
    ),
  ];
}
