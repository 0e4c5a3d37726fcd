import {
  type FieldError,
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../../../api/validation/field-error.ts';
import { itemsOf, type WrittenSchema } from './written-schema.ts';

type Errors = readonly FieldError[];

const LIST_TYPE = 'x-kubernetes-list-type';
const MAP_KEYS = 'x-kubernetes-list-map-keys';
const MAP_TYPE = 'x-kubernetes-map-type';

/** Lists that are sets or maps, and the keys of the latter. */
export function listTypeErrors(schema: WrittenSchema, path: string): Errors {
  const { [LIST_TYPE]: listType, [MAP_KEYS]: keys = [] } = schema;
  const at = `${path}.${LIST_TYPE}`;
  const errors: FieldError[] = [...ownTypeErrors(schema, path)];
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType))
    errors.push(notSupported(at, listType, ['atomic', 'set', 'map']));
  const why = 'must be map if x-kubernetes-list-map-keys is non-empty';
  if (keys.length > 0 && listType === undefined) errors.push(required(at, why));
  else if (keys.length > 0 && listType !== 'map') errors.push(invalid(at, listType, why));
  if (listType === 'map') errors.push(...mapErrors(schema, keys, path));
  return [...errors, ...itemErrors(schema, keys, path)];
}

function ownTypeErrors(schema: WrittenSchema, path: string): Errors {
  const { type = '', [LIST_TYPE]: listType } = schema;
  if (listType === undefined) return [];
  const why = 'must be array if x-kubernetes-list-type is specified';
  if (type !== 'array') return [type === '' ? required(`${path}.type`, why) : invalid(`${path}.type`, type, why)];
  const items = itemsOf(schema);
  if (listType !== 'set' || items === undefined) return [];
  const atomic = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  // Both print the list type of the items, as Kubernetes does.
  const shown = items[LIST_TYPE] ?? null;
  if (items.type === 'array' && items[LIST_TYPE] !== undefined && items[LIST_TYPE] !== 'atomic')
    return [invalid(`${path}.items.${LIST_TYPE}`, shown, atomic)];
  if (items.type === 'object' && items[MAP_TYPE] !== 'atomic')
    return [invalid(`${path}.items.${MAP_TYPE}`, shown, atomic)];
  return [];
}

function mapErrors(schema: WrittenSchema, keys: readonly string[], path: string): Errors {
  const errors: FieldError[] = [];
  const items = itemsOf(schema);
  if (keys.length === 0)
    errors.push(required(`${path}.${MAP_KEYS}`, 'must not be empty if x-kubernetes-list-type is map'));
  if (schema.items === undefined)
    errors.push(required(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map'));
  if (items === undefined) return errors;
  if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map";
    return [...errors, invalid(`${path}.items.type`, items.type ?? '', why)];
  }
  return [...errors, ...keys.flatMap((key, i) => keyErrors(items, keys, path, key, keys.indexOf(key) < i))];
}

function keyErrors(
  items: WrittenSchema,
  keys: readonly string[],
  path: string,
  key: string,
  isRepeated: boolean,
): Errors {
  const property = items.properties?.[key];
  const isNested = property?.type === 'array' || property?.type === 'object';
  const scalar = "must be a scalar type if parent array's x-kubernetes-list-type is map";
  return [
    ...(property === undefined
      ? [invalid(`${path}.${MAP_KEYS}`, keys, 'entries must all be names of item properties')]
      : []),
    ...(isNested ? [invalid(`${path}.items.properties[${key}].type`, items.type, scalar)] : []),
    ...(isRepeated ? [invalid(`${path}.${MAP_KEYS}`, keys, 'must not contain duplicate entries')] : []),
  ];
}

/** What the items of sets and maps need to be told apart (validateMapListKeysMapSet, v1.25). */
function itemErrors(schema: WrittenSchema, keys: readonly string[], path: string): Errors {
  const listType = schema[LIST_TYPE];
  const items = itemsOf(schema);
  if (items === undefined || (listType !== 'set' && listType !== 'map')) return [];
  const nullable =
    items.nullable === true
      ? [forbiddenField(`${path}.items.nullable`, `cannot be nullable when x-kubernetes-list-type is ${listType}`)]
      : [];
  if (listType === 'set') return nullable;
  const is = 'this property is in x-kubernetes-list-map-keys, so it';
  const perKey = keys.flatMap((key) => {
    const property = items.properties?.[key];
    if (property === undefined) return [];
    const at = `${path}.items.properties[${key}]`;
    const isSure = items.required?.includes(key) === true || property.default !== undefined;
    return [
      ...(isSure ? [] : [required(`${at}.default`, `${is} must have a default or be a required property`)]),
      ...(property.nullable === true ? [forbiddenField(`${at}.nullable`, `${is} cannot be nullable`)] : []),
    ];
  });
  return [...nullable, ...perKey];
}
