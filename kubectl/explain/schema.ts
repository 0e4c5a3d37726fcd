import { descriptionOf } from './descriptions.ts';
import {
  type Client,
  type CustomResourceDefinition,
  definitionOf,
  fieldNames,
  fieldType,
  type FieldType,
  isObject,
  isRequired,
  isStatusError,
  type JsonObject,
  type JsonValue,
  type Kind,
} from '../../engine/index.ts';

/** A place in a kind's schema, wherever the schema comes from. */
export interface SchemaNode {
  /** `string`, `[]Object`, `map[string]string`. */
  readonly type: string;
  readonly description: string;
  /** Of the published definition that the field's type names, said after the field's own; '' for scalars and inline types. */
  readonly typeDescription: string;
  readonly required: boolean;
  /** The published definition that it is of, if any. */
  readonly definition?: string;
  /** Names of the fields below, sorted; none for scalars. */
  readonly fields: readonly string[];
  field(name: string): SchemaNode | undefined;
}

/** The schema of a kind in one of its versions; undefined where none is published. */
export function schemaOf(client: Client, kind: Kind, apiVersion: string): SchemaNode | undefined {
  if (kind.schema === undefined) return customSchema(client, kind, apiVersion);
  return publishedSchema(apiVersion, kind.kind) ?? publishedNode({ form: 'struct', id: kind.schema }, false, '');
}

/** The published schema of a kind, whether its objects are kept or not. */
export function publishedSchema(apiVersion: string, kind: string): SchemaNode | undefined {
  const id = definitionOf(apiVersion, kind);
  return id === undefined ? undefined : publishedNode({ form: 'struct', id }, false, '');
}

/** Every kind has them; Kubernetes' own OpenAPI does not call them required there. */
const TYPE_META: ReadonlySet<string> = new Set(['apiVersion', 'kind']);

const scalarNames: Readonly<Record<string, string>> = {
  any: '',
  schemaOrList: '',
  schemaOrBoolean: '',
  schemaOrStrings: '',
  object: 'map[string]',
  boolean: 'boolean',
  double: 'number',
  int32: 'integer',
  int64: 'integer',
};

const isKind = (id: string): boolean => fieldType(id, 'metadata') !== undefined;

/** Scalars that the published definitions have types of their own for, with a description. */
const SCALAR_TYPES: Readonly<Record<string, string>> = {
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  intOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  time: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
  microTime: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
};

/** The published definitions carry types and which fields are required; what they mean stands beside them. */
function publishedNode(type: FieldType, required: boolean, description: string): SchemaNode {
  const id = structOf(type);
  const named = id ?? scalarType(type);
  return {
    type: typeName(type),
    description,
    typeDescription: named === undefined ? '' : descriptionOf(named, ''),
    required,
    ...(id === undefined ? {} : { definition: id }),
    fields: id === undefined ? [] : fieldNames(id).toSorted(),
    field: (name) => {
      const inner = id === undefined ? undefined : fieldType(id, name);
      if (inner === undefined || id === undefined) return undefined;
      return publishedNode(
        inner,
        isRequired(id, name) && !(isKind(id) && TYPE_META.has(name)),
        descriptionOf(id, name),
      );
    },
  };
}

/** Lists and maps are looked through: `explain pod.spec.containers.image`. */
function structOf(type: FieldType): string | undefined {
  if (type.form === 'struct') return type.id;
  return type.form === 'scalar' ? undefined : structOf(type.element);
}

function scalarType(type: FieldType): string | undefined {
  if (type.form === 'scalar') return SCALAR_TYPES[type.scalar];
  return type.form === 'struct' ? undefined : scalarType(type.element);
}

function typeName(type: FieldType): string {
  switch (type.form) {
    case 'struct':
      return fieldNames(type.id).length === 0 ? 'map[string]' : 'Object';
    case 'list':
      return `[]${typeName(type.element)}`;
    case 'map':
      return `map[string]${typeName(type.element)}`;
    case 'scalar':
      return scalarNames[type.scalar] ?? 'string';
  }
}

/** A custom resource's schema stands in its definition. */
function customSchema(client: Client, kind: Kind, apiVersion: string): SchemaNode | undefined {
  try {
    const definition = client.get({
      kind: 'CustomResourceDefinition',
      name: `${kind.plural}.${kind.group}`,
    }) as CustomResourceDefinition;
    const version = definition.spec.versions.find(({ name }) => apiVersion === `${kind.group}/${name}`);
    const schema = version?.schema?.openAPIV3Schema as unknown as JsonObject | undefined;
    return schema === undefined ? undefined : withMetadata(schema, customNode(schema, false));
  } catch (error) {
    if (!isStatusError(error)) throw error;
    return undefined;
  }
}

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const KEEPS_UNKNOWN = 'x-kubernetes-preserve-unknown-fields';

/** Every object has the three fields; they are published where the schema is (of one that keeps unknown fields nothing is). */
function withMetadata(schema: JsonObject, node: SchemaNode): SchemaNode {
  if (schema[KEEPS_UNKNOWN] === true) return { ...node, fields: [], field: () => undefined };
  const model = 'io.k8s.api.core.v1.ConfigMap';
  const scalar = (name: string): SchemaNode =>
    publishedNode({ form: 'scalar', scalar: 'string' }, false, descriptionOf(model, name));
  const metadata = publishedNode({ form: 'struct', id: OBJECT_META }, false, descriptionOf(model, 'metadata'));
  return {
    ...node,
    fields: [...new Set([...node.fields, 'apiVersion', 'kind', 'metadata'])].toSorted(),
    field: (name) => {
      if (name === 'metadata') return metadata;
      return TYPE_META.has(name) ? scalar(name) : node.field(name);
    },
  };
}

/** OpenAPI v2 has no words for these: the server publishes nothing of what they are. */
function isUntold(schema: JsonObject): boolean {
  return schema['nullable'] === true || schema['x-kubernetes-int-or-string'] === true || schema[KEEPS_UNKNOWN] === true;
}

function customNode(schema: JsonObject, required: boolean): SchemaNode {
  const inner = isUntold(schema) ? {} : objectSchema(schema);
  const properties = (inner['properties'] ?? {}) as Readonly<Record<string, JsonObject>>;
  const requiredNames = (inner['required'] ?? []) as readonly JsonValue[];
  const { description } = schema;
  return {
    type: customType(schema),
    description: typeof description === 'string' ? description : '',
    typeDescription: '',
    required,
    fields: Object.keys(properties).toSorted(),
    field: (name) => {
      const found = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return found === undefined ? undefined : customNode(found, requiredNames.includes(name));
    },
  };
}

/** The schema whose fields a list or map has. */
function objectSchema(schema: JsonObject): JsonObject {
  const below = schema['items'] ?? schema['additionalProperties'];
  return isObject(below) ? objectSchema(below) : schema;
}

function customType(schema: JsonObject): string {
  if (isUntold(schema)) return '';
  const { type, items, additionalProperties } = schema;
  if (type === 'array') return `[]${isObject(items) ? customType(items) : ''}`;
  if (type === 'object' && isObject(additionalProperties)) return `map[string]${customType(additionalProperties)}`;
  if (type === 'object') return 'Object';
  return typeof type === 'string' ? type : 'string';
}
