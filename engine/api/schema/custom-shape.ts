import { isObject, member } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Scalar } from './definitions.ts';
import { type Shape, shapeOf } from './fields.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const TEXT: Shape = { type: { form: 'scalar', scalar: 'string' }, rule: {} };
const ENVELOPE: ReadonlyMap<string, Shape | undefined> = new Map([
  ['apiVersion', TEXT],
  ['kind', TEXT],
  ['metadata', shapeOf(META)],
]);
const SCALARS: Readonly<Record<string, Scalar>> = {
  string: 'string',
  integer: 'int64',
  number: 'double',
  boolean: 'boolean',
};

/** What server-side apply needs to know of a custom resource, from the structural schema of its definition. */
export function customShape(schema: JsonObject): Shape {
  const shape = shapeOfSchema(schema);
  return { ...shape, inner: (name) => (ENVELOPE.has(name) ? ENVELOPE.get(name) : shape.inner?.(name)) };
}

/** What may be anything: its members are owned one by one. */
const OPEN: Shape = { type: { form: 'struct', id: '' }, rule: {}, isOpen: true, inner: () => undefined };
const ANY: Shape = { type: { form: 'scalar', scalar: 'any' }, rule: {} };

function shapeOfSchema(schema: JsonObject): Shape {
  if (schema['x-kubernetes-int-or-string'] === true) return ANY;
  switch (schema['type']) {
    case 'object':
      return objectShape(schema);
    case 'array':
      return listShape(schema);
    default: {
      const scalar = SCALARS[String(schema['type'])];
      return scalar === undefined ? ANY : { type: { form: 'scalar', scalar }, rule: {} };
    }
  }
}

function objectShape(schema: JsonObject): Shape {
  const properties = member(schema, 'properties');
  const additional = member(schema, 'additionalProperties');
  const rule = schema['x-kubernetes-map-type'] === 'atomic' ? ({ mapType: 'atomic' } as const) : {};
  if (isObject(additional)) {
    const element = shapeOfSchema(additional);
    return { type: { form: 'map', element: { form: 'scalar', scalar: 'any' } }, rule, inner: () => element };
  }
  if (!isObject(properties)) return OPEN;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    type: { form: 'struct', id: '' },
    rule,
    ...(isOpen ? { isOpen } : {}),
    inner: (name) => schemaShape(member(properties, name)),
  };
}

function listShape(schema: JsonObject): Shape {
  const keys = member(schema, 'x-kubernetes-list-map-keys');
  const kind = schema['x-kubernetes-list-type'];
  const items = member(schema, 'items');
  return {
    type: { form: 'list', element: { form: 'scalar', scalar: 'any' } },
    rule: {
      listType: kind === 'map' || kind === 'set' ? kind : 'atomic',
      ...(Array.isArray(keys) ? { listMapKeys: keys as readonly string[] } : {}),
    },
    inner: () => schemaShape(items),
  };
}

function schemaShape(schema: JsonValue | undefined): Shape | undefined {
  return isObject(schema) ? shapeOfSchema(schema) : undefined;
}
