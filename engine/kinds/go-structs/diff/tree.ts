import { compareQuantities } from '../../../api/quantity.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../../api/json.ts';
import { type GoField, internalStructs } from '../structs.ts';
import { type Edit, editScript } from './edit-script.ts';

type Maybe = JsonValue | undefined;

/** What was compared: two values of one Go type, of which one may be missing altogether, and what is inside them. */
export interface Node {
  readonly type: string;
  readonly x: Maybe;
  readonly y: Maybe;
  /** An element that only one side has. */
  readonly only?: 'x' | 'y';
  /** Fields, elements or entries; empty for a leaf. */
  readonly records: readonly Record[];
  readonly same: number;
  readonly different: number;
  /** How many nodes are below it, and how deep. */
  readonly below: number;
  readonly depth: number;
}

export interface Record {
  readonly key: string;
  readonly node: Node;
}

export type Kind = 'pointer' | 'slice' | 'map' | 'struct' | 'quantity' | 'scalar';

export function kindOf(type: string): Kind {
  if (type.startsWith('*')) return 'pointer';
  if (type.startsWith('[]')) return 'slice';
  if (type.startsWith('map[') || type === 'core.ResourceList') return 'map';
  if (type === 'resource.Quantity') return 'quantity';
  return internalStructs.has(type) || type === 'intstr.IntOrString' ? 'struct' : 'scalar';
}

export function elementType(type: string): string {
  if (type === 'core.ResourceList') return 'resource.Quantity';
  if (type.startsWith('*')) return type.slice(1);
  return type.slice(type.indexOf(']') + 1);
}

const PORT_FIELDS: readonly GoField[] = [
  { name: 'Type', jsonName: 'type', type: 'intstr.Type' },
  { name: 'IntVal', jsonName: 'intVal', type: 'int32' },
  { name: 'StrVal', jsonName: 'strVal', type: 'string' },
];

export function fieldsOf(type: string): readonly GoField[] {
  return type === 'intstr.IntOrString' ? PORT_FIELDS : (internalStructs.get(type) ?? []);
}

/** A number or text as Go holds it. */
function portValue(value: Maybe): JsonObject {
  return typeof value === 'string' ? { type: 1, strVal: value } : { type: 0, intVal: value ?? 0 };
}

export function memberOf(type: string, field: GoField, value: Maybe): Maybe {
  const members = type === 'intstr.IntOrString' ? portValue(value) : isObject(value) ? value : {};
  return field.jsonName === '' ? members : (members[field.jsonName] ?? undefined);
}

/** Whether Go holds nothing there: lists and maps without members come back from the storage as nil. */
export function isZero(type: string, value: Maybe): boolean {
  switch (kindOf(type)) {
    case 'pointer':
      return value === undefined;
    case 'slice':
      return !isArray(value) || value.length === 0;
    case 'map':
      return !isObject(value) || Object.keys(value).length === 0;
    case 'struct':
      return fieldsOf(type).every((field) => isZero(field.type, memberOf(type, field, value)));
    case 'quantity':
      return value === undefined;
    default:
      return value === undefined || value === '' || value === 0 || value === false;
  }
}

function leaf(type: string, x: Maybe, y: Maybe, isSame: boolean, only?: 'x' | 'y'): Node {
  const counts = { same: isSame ? 1 : 0, different: isSame ? 0 : 1, below: 0, depth: 0 };
  return { type, x, y, ...(only === undefined ? {} : { only }), records: [], ...counts };
}

function branch(type: string, x: Maybe, y: Maybe, records: readonly Record[]): Node {
  let [same, different, below, depth] = [0, 0, 0, 0];
  for (const { node } of records) {
    same += node.same;
    different += node.different;
    below += node.below + 1;
    depth = Math.max(depth, node.depth + 1);
  }
  return { type, x, y, records, same, different, below, depth };
}

/** Compares two values of a type down to their leaves, as go-cmp does. */
export function compare(type: string, x: Maybe, y: Maybe): Node {
  const [noX, noY] = [isZero(type, x), isZero(type, y)];
  const kind = kindOf(type);
  if (kind === 'quantity') return leaf(type, x, y, compareQuantities(quantity(x), quantity(y)) === 0);
  if (kind === 'scalar') return leaf(type, x, y, noX ? noY : x === y);
  if (kind === 'struct') {
    const records = fieldsOf(type).map((field) => ({
      key: field.name,
      node: compare(field.type, memberOf(type, field, x), memberOf(type, field, y)),
    }));
    return branch(type, x, y, records);
  }
  if (noX || noY) return leaf(type, x, y, noX && noY);
  if (kind === 'pointer') return branch(type, x, y, [{ key: '', node: compare(elementType(type), x, y) }]);
  return branch(type, x, y, kind === 'map' ? entries(type, x, y) : elements(type, x, y));
}

const quantity = (value: Maybe): string => String(value ?? '0');

function entries(type: string, x: Maybe, y: Maybe): readonly Record[] {
  const [left, right] = [isObject(x) ? x : {}, isObject(y) ? y : {}];
  const element = elementType(type);
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted().map((key) => {
    const [a, b] = [left[key], right[key]];
    if (a === undefined) return { key, node: leaf(element, a, b, false, 'y') };
    return { key, node: b === undefined ? leaf(element, a, b, false, 'x') : compare(element, a, b) };
  });
}

function elements(type: string, x: Maybe, y: Maybe): readonly Record[] {
  const [left, right] = [isArray(x) ? x : [], isArray(y) ? y : []];
  const element = elementType(type);
  const script = editScript(left.length, right.length, (i, j) => compare(element, left[i], right[j]));
  let [i, j] = [0, 0];
  return script.map((edit: Edit) => {
    if (edit === 'removed') return { key: '', node: leaf(element, left[i++], undefined, false, 'x') };
    if (edit === 'inserted') return { key: '', node: leaf(element, undefined, right[j++], false, 'y') };
    return { key: '', node: compare(element, left[i++], right[j++]) };
  });
}
