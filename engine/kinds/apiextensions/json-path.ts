import { isArray, isObject } from '../../api/json.ts';
import type { JsonValue } from '../../api/json.ts';

/**
 * The values at a simple JSON path as printer columns, scale subresources and the like use it: `.spec.a`, `.spec.list[0].b`,
 * `.spec.list[*].c`, `.metadata.labels['x.y/z']`, `.metadata.labels.x\.y`, `.status.conditions[?(@.type=="Ready")].status`.
 */
export function valuesAt(value: JsonValue, path: string): readonly JsonValue[] {
  return tokens(path).reduce<readonly JsonValue[]>((found, token) => found.flatMap((one) => step(one, token)), [value]);
}

/** Member, position, all, or a filter on a member's text. */
type Token =
  | { readonly member: string }
  | { readonly position: number }
  | { readonly all: true }
  | { readonly where: readonly string[]; readonly equals: string };

const TOKEN =
  /\.((?:\\.|[^.[\]\\])+)|\[(-?\d+)\]|\[(\*)\]|\['([^']*)'\]|\["([^"]*)"\]|\[\?\(@((?:\.[^.=\s]+)+)\s*==\s*(?:"([^"]*)"|'([^']*)')\)\]/gy;

function tokens(path: string): readonly Token[] {
  const bare = path.replace(/^\{|\}$/g, '');
  const text = bare.startsWith('.') || bare.startsWith('[') || bare === '' ? bare : `.${bare}`;
  return [...text.matchAll(TOKEN)].map((match): Token => {
    const [, name, position, all, quoted, double, where, equals, single] = match;
    if (position !== undefined) return { position: Number(position) };
    if (all !== undefined || name === '*') return { all: true };
    if (where !== undefined) return { where: where.split('.').slice(1), equals: equals ?? single ?? '' };
    return { member: name === undefined ? (quoted ?? double ?? '') : name.replace(/\\(.)/g, '$1') };
  });
}

function step(value: JsonValue, token: Token): readonly JsonValue[] {
  if ('member' in token)
    return isObject(value) && Object.hasOwn(value, token.member) ? [value[token.member] ?? null] : [];
  if ('all' in token) return isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  if (!isArray(value)) return [];
  if ('position' in token) return value.slice(token.position).slice(0, 1);
  return value.filter((item) => memberAt(item, token.where) === token.equals);
}

function memberAt(value: JsonValue, names: readonly string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>(
    (found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined),
    value,
  );
}

/** A copy of `value` with the member at a path of plain names set. */
export function withValueAt(value: JsonValue, path: string, next: JsonValue): JsonValue {
  const names = tokens(path).flatMap((token) => ('member' in token ? [token.member] : []));
  return setAt(value, names, next);
}

function setAt(value: JsonValue, [name, ...rest]: readonly string[], next: JsonValue): JsonValue {
  if (name === undefined) return next;
  const object = isObject(value) ? value : {};
  return { ...object, [name]: setAt(Object.hasOwn(object, name) ? (object[name] ?? null) : null, rest, next) };
}
