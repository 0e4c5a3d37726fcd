import {
  type FieldError,
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../../../api/validation/field-error.ts';
import { listTypeErrors } from './list-type.ts';
import { additionalOf, isList, itemsOf, propertiesOf, sortedEntries, type WrittenSchema } from './written-schema.ts';

type Errors = readonly FieldError[];

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const META_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** Where a schema stands. */
interface Place {
  readonly isRoot: boolean;
  /** Within the metadata of a resource. */
  readonly isMeta: boolean;
  /** Why no defaults may stand there. */
  readonly noDefaults: string | undefined;
}

/** What any schema of a definition must obey (ValidateCustomResourceDefinitionOpenAPISchema, v1.25); rules of CEL are read by rule-errors.ts. */
export function openApiErrors(schema: WrittenSchema, path: string): Errors {
  return errorsAt(schema, path, { isRoot: true, isMeta: false, noDefaults: undefined });
}

function errorsAt(schema: WrittenSchema, path: string, place: Place): Errors {
  const { properties = {}, additionalProperties } = schema;
  const isClosed = additionalProperties === false || typeof additionalProperties === 'object';
  return [
    ...unsupported(schema, path, place),
    ...(schema.uniqueItems === true
      ? [
          forbiddenField(
            `${path}.uniqueItems`,
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...(isClosed && Object.keys(properties).length > 0
      ? [forbiddenField(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive')]
      : []),
    ...innerErrors(schema, path, place),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === false
      ? [invalid(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined')]
      : []),
    ...mapTypeErrors(schema, path),
    ...listTypeErrors(schema, path),
    ...ruleErrors(schema, path),
  ];
}

/** What JSON Schema has and a definition may not use (specStandardValidatorV3, v1.25). */
function unsupported(schema: WrittenSchema, path: string, { isMeta, noDefaults }: Place): Errors {
  const { type = '', items, additionalItems, patternProperties = {}, definitions = {}, dependencies } = schema;
  const refused = (isUsed: boolean, name: string, detail = `${name} is not supported`): Errors =>
    isUsed ? [forbiddenField(`${path}.${name}`, detail)] : [];
  return [
    ...(type === '' || TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, TYPES)]),
    ...refused(schema.default !== undefined && noDefaults !== undefined, 'default', `must not be set ${noDefaults}`),
    ...refused((schema.id ?? '') !== '', 'id'),
    ...refused(additionalItems !== undefined, 'additionalItems'),
    ...refused(Object.keys(patternProperties).length > 0, 'patternProperties'),
    ...refused(Object.keys(definitions).length > 0, 'definitions'),
    ...refused(dependencies !== undefined, 'dependencies'),
    ...refused(schema.$ref !== undefined, '$ref'),
    ...refused(type === 'null', 'type', 'type cannot be set to null, use nullable as an alternative'),
    ...refused(
      items !== undefined && isList(items) && items.length > 0,
      'items',
      'items must be a schema object and not an array',
    ),
    ...refused(
      isMeta && schema['x-kubernetes-embedded-resource'] === true,
      'x-kubernetes-embedded-resource',
      'must not be used inside of resource meta',
    ),
  ];
}

/** The schemas below this one. */
function innerErrors(schema: WrittenSchema, path: string, place: Place): Errors {
  const inner: Place = { ...place, isRoot: false };
  const isResource = place.isRoot || schema['x-kubernetes-embedded-resource'] === true;
  const additional = additionalOf(schema);
  const free: Place = place.isMeta
    ? { ...inner, noDefaults: 'inside additionalProperties applying to object metadata' }
    : inner;
  const propertyPlace = (name: string): Place => {
    if (!isResource || !META_FIELDS.has(name)) return inner;
    return { ...inner, isMeta: true, noDefaults: place.isRoot ? `in top-level ${name}` : inner.noDefaults };
  };
  const list = (schemas: readonly WrittenSchema[] | undefined, name: string): Errors =>
    (schemas ?? []).flatMap((each, i) => errorsAt(each, `${path}.${name}[${i}]`, inner));
  const items = itemsOf(schema);
  return [
    ...(additional === undefined ? [] : errorsAt(additional, `${path}.additionalProperties`, free)),
    ...propertiesOf(schema).flatMap(([name, each]) =>
      errorsAt(each, `${path}.properties[${name}]`, propertyPlace(name)),
    ),
    ...(schema.not === undefined ? [] : errorsAt(schema.not, `${path}.not`, inner)),
    ...list(schema.allOf, 'allOf'),
    ...list(schema.oneOf, 'oneOf'),
    ...list(schema.anyOf, 'anyOf'),
    ...sortedEntries(schema.definitions ?? {}).flatMap(([name, each]) =>
      errorsAt(each, `${path}.definitions[${name}]`, inner),
    ),
    ...(items === undefined ? [] : errorsAt(items, `${path}.items`, inner)),
    ...(schema.items !== undefined && isList(schema.items) ? list(schema.items, 'items') : []),
  ];
}

const MAP_TYPE = 'x-kubernetes-map-type';

function mapTypeErrors({ type = '', [MAP_TYPE]: mapType }: WrittenSchema, path: string): Errors {
  if (mapType === undefined) return [];
  const why = 'must be object if x-kubernetes-map-type is specified';
  const wrongType = type === '' ? required(`${path}.type`, why) : invalid(`${path}.type`, type, why);
  return [
    ...(type === 'object' ? [] : [wrongType]),
    ...(['atomic', 'granular'].includes(mapType)
      ? []
      : [notSupported(`${path}.${MAP_TYPE}`, mapType, ['atomic', 'granular'])]),
  ];
}

/** That a rule and its message are there, and of how many lines. */
function ruleErrors(schema: WrittenSchema, path: string): Errors {
  return (schema['x-kubernetes-validations'] ?? []).flatMap(({ rule = '', message = '' }, i) => {
    const at = `${path}.x-kubernetes-validations[${i}]`;
    if (rule.trim() === '') return [required(`${at}.rule`, 'rule is not specified')];
    const [said, isLong] = [message.trim(), /[\n\r]/];
    if (message !== '' && said === '')
      return [invalid(`${at}.message`, message, 'message must be non-empty if specified')];
    if (isLong.test(said)) return [invalid(`${at}.message`, message, 'message must not contain line breaks')];
    if (isLong.test(rule.trim()) && said === '')
      return [required(`${at}.message`, 'message must be specified if rule contains line breaks')];
    return [];
  });
}
