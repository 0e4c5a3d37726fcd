import { isArray, isObject, type JsonObject, type JsonValue } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { formatGoFloat } from '../../output/go-value.ts';
import type { Resource } from '../resource.ts';
import { changeFields, type FieldSpec } from '../transform/field-specs.ts';

/**
 * The resources with `$(NAME)` replaced in the fields that may hold it (refvar.Filter): in texts, in the texts of a map and in lists of
 * texts. What is nothing but a variable takes the type of its value.
 * @throws KubectlError for a list that holds something else than texts
 */
export function withExpansions(
  resources: readonly Resource[],
  values: ReadonlyMap<string, JsonValue>,
  specs: readonly FieldSpec[],
): readonly Resource[] {
  if (values.size === 0) return resources;
  const change = (old: JsonValue): JsonValue => expandedField(old, values);
  return resources.map((resource) => ({
    ...resource,
    object: changeFields(resource.object, specs, undefined, change),
  }));
}

type Values = ReadonlyMap<string, JsonValue>;

function expandedField(value: JsonValue, values: Values): JsonValue {
  if (typeof value === 'string') return expanded(value, values);
  if (isArray(value))
    return value.map((item) => {
      if (typeof item !== 'string') throw new KubectlError('invalid value type expect a string');
      return expanded(item, values);
    });
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, typeof item === 'string' ? expanded(item, values) : item]),
  ) satisfies JsonObject;
}

/** `$$` is one dollar; a name that is no variable stays as it is, and so does one whose value is a map or list. */
function expanded(text: string, values: Values): JsonValue {
  const whole = /^\$\(([^)]*)\)$/.exec(text)?.[1];
  const only = whole === undefined ? undefined : primitive(values.get(whole));
  if (only !== undefined) return only;
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (written, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = primitive(values.get(name));
    if (value === undefined) return written;
    return typeof value === 'number' && !Number.isInteger(value) ? formatGoFloat(value) : String(value);
  });
}

function primitive(value: JsonValue | undefined): string | number | boolean | undefined {
  if (value === null) return '';
  return typeof value === 'object' ? undefined : value;
}
