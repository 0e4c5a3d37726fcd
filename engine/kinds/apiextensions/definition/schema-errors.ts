import type { JsonValue } from '../../../api/json.ts';
import { deepEqual } from '../../../api/equality.ts';
import { goUntyped } from '../../../api/go-format.ts';
import { type FieldError, forbiddenField, goValue, invalid } from '../../../api/validation/field-error.ts';
import { child } from '../../../api/validation/path.ts';
import { ruleErrors } from '../cel/validate.ts';
import { prune, type Schema } from '../schema.ts';
import { validateAgainst } from '../schema-validation.ts';
import { openApiErrors } from './open-api-schema.ts';
import { ruleErrorsOf } from './rule-errors.ts';
import { structuralErrors } from './structural.ts';
import { additionalOf, isList, itemsOf, propertiesOf, sortedEntries, type WrittenSchema } from './written-schema.ts';

type Errors = readonly FieldError[];

/** The schema of a version (validateCustomResourceDefinitionValidation, v1.25). `hasStatus`: the status subresource is on. */
export function schemaErrors(schema: WrittenSchema, path: string, hasStatus: boolean): Errors {
  const unreadable = whyUnreadable(schema);
  const structural = unreadable === undefined ? structuralErrors(schema, path) : [];
  const isStructural = unreadable === undefined && structural.length === 0;
  const defaults = isStructural ? defaultErrors(schema, path, true) : [];
  const openApi = openApiErrors(schema, path);
  // Rules are read where nothing else is wrong.
  const isBroken = (at: string): boolean => openApi.some(({ field }) => isWithin(field, at));
  const rules = isStructural && defaults.length === 0 ? ruleErrorsOf(schema, path, isBroken) : undefined;
  const errors = [
    ...(hasStatus ? rootErrors(schema, path) : []),
    ...(schema.nullable === true ? [forbiddenField(`${path}.nullable`, 'nullable cannot be true at the root')] : []),
    ...structural,
    ...defaults,
    ...openApi,
    ...(rules?.errors ?? []),
    ...(rules?.tooMuch ?? []),
  ];
  // What cannot be read says nothing new where the other messages say why.
  return errors.length > 0 || unreadable === undefined ? errors : [invalid(path, '', unreadable)];
}

/** Whether the field is the one at the path, or below it. */
function isWithin(field: string, path: string): boolean {
  return field.startsWith(path) && ['', '.', '['].includes(field.charAt(path.length));
}

/** Members of a JSONSchemaProps that validate the whole object only, so that the status alone can still be validated. */
const ALLOWED_AT_ROOT =
  'Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations';
const ROOT_NAMES: ReadonlySet<string> = new Set([
  ...ALLOWED_AT_ROOT.split(' ').map((name) => name.charAt(0).toLowerCase() + name.slice(1)),
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

function rootErrors(schema: WrittenSchema, path: string): Errors {
  if (schema.type !== undefined && schema.type !== 'object') {
    const why = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [invalid(`${path}.type`, schema.type, why)];
  }
  const other = Object.entries(schema).some(
    ([name, value]) => !ROOT_NAMES.has(name) && value !== false && value !== '',
  );
  if (!other && schema.nullable !== true) return [];
  const why = `only [${ALLOWED_AT_ROOT}] fields are allowed at the root of the schema if the status subresource is enabled`;
  return [invalid(path, goValue('apiextensions.JSONSchemaProps{...}'), why)];
}

/** Why a schema has no structural form, in the words of NewStructural; the first reason from the outside in. */
function whyUnreadable(schema: WrittenSchema): string | undefined {
  const { additionalItems, definitions = {}, dependencies = {}, items, patternProperties = {} } = schema;
  const unsupported: readonly (readonly [isUsed: boolean, name: string])[] = [
    [(schema.id ?? '') !== '', 'id'],
    [(schema.$schema ?? '') !== '', 'schema'],
    [(schema.$ref ?? '') !== '', '$ref'],
    [Object.keys(patternProperties).length > 0, 'patternProperties'],
    [Object.keys(dependencies).length > 0, 'dependencies'],
    [additionalItems !== undefined, 'additionalItems'],
    [Object.keys(definitions).length > 0, 'definitions'],
  ];
  const found = unsupported.find(([isUsed]) => isUsed);
  if (found !== undefined) return `OpenAPIV3Schema '${found[1]}' is not supported`;
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  if (items !== undefined && isList(items)) return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  for (const inner of innerOf(schema)) {
    const why = whyUnreadable(inner);
    if (why !== undefined) return why;
  }
  return undefined;
}

function innerOf(schema: WrittenSchema): readonly WrittenSchema[] {
  const { not, allOf = [], anyOf = [], oneOf = [], properties = {} } = schema;
  const [items, additional] = [itemsOf(schema), additionalOf(schema)];
  return [
    ...(not === undefined ? [] : [not]),
    ...allOf,
    ...anyOf,
    ...oneOf,
    ...(additional === undefined ? [] : [additional]),
    ...(items === undefined ? [] : [items]),
    ...sortedEntries(properties).map(([, inner]) => inner),
  ];
}

/** Defaults have to be what the schema itself lets through (structuraldefaulting.ValidateDefaults, v1.25); those of metadata are not looked at. */
function defaultErrors(schema: WrittenSchema, path: string, isResource: boolean): Errors {
  const items = itemsOf(schema);
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  return [
    ...(schema.default === undefined
      ? []
      : ownDefaultErrors(schema as Schema, schema.default, `${path}.default`, isResource || isEmbedded)),
    ...(items === undefined ? [] : defaultErrors(items, `${path}.items`, false)),
    ...propertiesOf(schema)
      .filter(([name]) => !((isResource || isEmbedded) && name === 'metadata'))
      .flatMap(([name, inner]) => defaultErrors(inner, `${path}.properties[${name}]`, false)),
  ];
}

const within = (path: string, field: string): string =>
  field === '' || field.startsWith('[') ? `${path}${field}` : child(path, field);

/** The rules of a default compare it with itself. */
function ownDefaultErrors(schema: Schema, value: JsonValue, path: string, isResource: boolean): Errors {
  const pruned = prune(value, schema, schema['x-kubernetes-embedded-resource'] === true).value;
  // What is wrong inside of it is told from there on, and shown where it stands.
  const errors = validateAgainst(value, schema, '').map((error) => ({ ...error, field: within(path, error.field) }));
  return [
    ...(deepEqual(pruned, value) ? [] : [invalid(path, goValue(goUntyped(value)), 'must not have unknown fields')]),
    ...errors,
    ...(errors.length > 0 ? [] : ruleErrors(schema, isResource, value, value, path)),
  ];
}
