import {
  fieldNames,
  fieldType,
  type FieldType,
  isAtomicStruct,
  isRequired,
  type MergeRule,
  mergeRule,
  type SchemaId,
  servedKinds,
} from '../../engine/index.ts';

/** A JSON schema as OpenAPI v2 has it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly [extension: `x-${string}`]: unknown;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What Kubernetes says of a definition (field '') or of one of its fields; '' where it says nothing. */
export type Describe = (id: SchemaId, field: string) => string;

const SCALARS: Readonly<Record<string, Schema>> = {
  any: {},
  object: { type: 'object' },
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  double: { type: 'number', format: 'double' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  intOrString: { type: 'string', format: 'int-or-string' },
  quantity: { type: 'string' },
  byte: { type: 'string', format: 'byte' },
  time: { type: 'string', format: 'date-time' },
  microTime: { type: 'string', format: 'date-time' },
};

/** Every definition that the served built-in kinds use, generated from the table by which the engine itself decodes and merges. */
export function builtInDefinitions(describe: Describe): Readonly<Record<string, Schema>> {
  const kindsOf = Map.groupBy(Object.entries(servedKinds()), ([, id]) => id);
  const definitions: Record<SchemaId, Schema> = {};
  const visit = (id: SchemaId): void => {
    if (definitions[id] !== undefined) return;
    const gvks = (kindsOf.get(id) ?? []).map(([apiVersionAndKind]) => gvkOf(apiVersionAndKind));
    definitions[id] = definitionSchema(id, gvks, describe);
    for (const field of fieldNames(id)) for (const used of structsOf(fieldType(id, field))) visit(used);
  };
  for (const id of kindsOf.keys()) visit(id);
  return definitions;
}

/** `apps/v1/Deployment` or `v1/Pod`. */
function gvkOf(text: string): GroupVersionKind {
  const parts = text.split('/');
  const [kind = '', version = '', group = ''] = parts.toReversed();
  return { group, version, kind };
}

/** A kind's own apiVersion and kind may be left out: the path of a request says them. */
const TYPE_NAMES: readonly string[] = ['apiVersion', 'kind'];

function definitionSchema(id: SchemaId, gvks: readonly GroupVersionKind[], describe: Describe): Schema {
  const names = fieldNames(id);
  const required = names.filter((name) => isRequired(id, name) && !(gvks.length > 0 && TYPE_NAMES.includes(name)));
  const properties = names.map((name): [string, Schema] => [name, fieldSchema(id, name, describe(id, name))]);
  return {
    ...described(describe(id, '')),
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    ...(names.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...(isAtomicStruct(id) ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    ...(gvks.length === 0 ? {} : { 'x-kubernetes-group-version-kind': gvks }),
  };
}

function described(description: string): Schema {
  return description === '' ? {} : { description };
}

function fieldSchema(id: SchemaId, name: string, description: string): Schema {
  const type = fieldType(id, name);
  return type === undefined
    ? {}
    : { ...described(description), ...schemaOf(type), ...extensionsOf(mergeRule(id, name)) };
}

function schemaOf(type: FieldType): Schema {
  if (type.form === 'scalar') return SCALARS[type.scalar] ?? {};
  if (type.form === 'list') return { type: 'array', items: schemaOf(type.element) };
  if (type.form === 'map') return { type: 'object', additionalProperties: schemaOf(type.element) };
  return { $ref: `#/definitions/${type.id}` };
}

function extensionsOf({ strategy, mergeKey, listType, listMapKeys, mapType }: MergeRule): Schema {
  return {
    ...(strategy === undefined ? {} : { 'x-kubernetes-patch-strategy': strategy }),
    ...(mergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': mergeKey }),
    ...(listType === undefined ? {} : { 'x-kubernetes-list-type': listType }),
    ...(listMapKeys === undefined ? {} : { 'x-kubernetes-list-map-keys': listMapKeys }),
    ...(mapType === undefined ? {} : { 'x-kubernetes-map-type': mapType }),
  };
}

function structsOf(type: FieldType | undefined): readonly SchemaId[] {
  if (type === undefined || type.form === 'scalar') return [];
  return type.form === 'struct' ? [type.id] : structsOf(type.element);
}
