import {
  definitionOf,
  elementShape,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  member,
  memberShape,
  type Shape,
  shapeOf,
} from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { withField } from '../fields.ts';
import { gvkOf } from '../resource.ts';
import { readResourceScalar } from '../scalars.ts';
import { DIRECTIVE, directiveOf, listDirective, type Maybe, requireSameForm } from './directives.ts';
import {
  appendElements,
  byKey,
  findElement,
  identitiesOf,
  mergeKeys,
  putElement,
  withoutElement,
} from './keyed-list.ts';

/**
 * An object with kustomize's strategic merge patch applied (kyaml merge2 with MergeOptionsListPrepend). Other than kubectl's: what a
 * patch adds to a list comes first, of the directives there is only `$patch`, and nulls of the object itself go away.
 * @returns undefined where the patch deletes the whole object
 * @throws KubectlError where map, list and scalar meet each other
 */
export function mergeObject(object: JsonObject, patch: JsonObject): JsonObject | undefined {
  const merged = merge(object, patch, undefined, []);
  return isObject(merged) ? merged : undefined;
}

function merge(old: Maybe, patch: Maybe, known: Shape | undefined, path: readonly string[]): Maybe {
  const shape = known ?? shapeOfObject(old) ?? shapeOfObject(patch);
  const first = old ?? patch ?? null;
  requireSameForm(first, patch, path);
  if (first === null) return undefined;
  if (isArray(first)) return mergeLists(old, patch, shape, path);
  if (isObject(first)) return mergeMaps(old, patch, shape, path);
  return patch === undefined ? first : inStyleOf(old, patch);
}

/** A value takes over the quotes of the one it replaces: 2 over `"1"`, which is a text only for its quotes, becomes `"2"`. */
function inStyleOf(old: Maybe, patch: JsonValue): Maybe {
  if (patch === null) return undefined;
  const isQuoted = typeof old === 'string' && typeof readResourceScalar(old, true) !== 'string';
  return isQuoted ? String(patch) : patch;
}

/** Nothing is known of the fields of a custom resource, but what is inside of one may say its kind. */
function shapeOfObject(value: Maybe): Shape | undefined {
  if (!isObject(value)) return undefined;
  const { group, version, kind } = gvkOf(value);
  return shapeOf(definitionOf(group === '' ? version : `${group}/${version}`, kind));
}

function mergeMaps(old: Maybe, patch: Maybe, shape: Shape | undefined, path: readonly string[]): Maybe {
  if (patch === null) return undefined;
  const directive = isObject(patch) ? directiveOf(patch) : undefined;
  if (directive === 'delete') return undefined;
  const added = isObject(patch) ? withField(patch, DIRECTIVE, undefined) : undefined;
  const base = isObject(old) && old !== patch && directive !== 'replace' ? old : undefined;
  const names = new Set([...Object.keys(base ?? {}), ...Object.keys(added ?? {})]);
  const fields = [...names].flatMap((name): [string, JsonValue][] => {
    const own = base === undefined ? undefined : member(base, name);
    const given = added === undefined ? undefined : member(added, name);
    // What only the patch has is walked through as well: its directives act, and its nulls go.
    const merged = merge(base === undefined ? given : own, given, memberShape(shape, name), [...path, name]);
    return merged === undefined || merged === null ? [] : [[name, merged]];
  });
  return Object.fromEntries(fields);
}

function mergeLists(old: Maybe, patch: Maybe, shape: Shape | undefined, path: readonly string[]): Maybe {
  const isMerged = shape?.rule.strategy?.split(',').includes('merge') === true;
  if (!isMerged) return (patch === undefined ? old : patch) ?? undefined;
  if (patch === null) return undefined;
  const given = isArray(patch) ? patch : undefined;
  const directive = listDirective(given ?? []);
  // Into a list that is not there kustomize puts the directive, and nothing else.
  if (directive !== undefined && !isArray(old)) return [{ [DIRECTIVE]: directive }];
  const rest =
    directive === undefined ? given : given?.filter((item) => !isObject(item) || item[DIRECTIVE] !== directive);
  if (directive === 'delete') return undefined;
  const base = directive === 'replace' || old === patch ? rest : old;
  return mergeElements(isArray(base) ? base : (rest ?? []), rest, shape, path);
}

/** Elements that several keys or none tell apart are compared each with each, which kustomize does without a limit. */
const MAX_LOOKED_THROUGH = 200;

type Elements = ReadonlyMap<string, JsonObject>;

/** The common case: every element has a key of its own. What the patch has comes first. */
function mergeUnique(base: Elements, patch: Elements, shape: Shape, path: readonly string[]): JsonArray {
  return [...new Set([...patch.keys(), ...base.keys()])].flatMap((key): JsonArray => {
    const [old, given] = [base.get(key), patch.get(key)];
    const merged = merge(old, given, elementShape(shape), [...path, '[]']);
    if (!isObject(merged) || Object.keys(merged).length === 0) return [];
    // kustomize puts the old element back over one that is to replace it.
    const isPutBack = old !== undefined && old !== given && given !== undefined && directiveOf(given) === 'replace';
    return [isPutBack ? old : merged];
  });
}

function mergeElements(base: JsonArray, patch: JsonArray | undefined, shape: Shape, path: readonly string[]): Maybe {
  const all = mergeKeys(shape.rule);
  if (all.length === 0) return [...new Set([...(patch ?? []), ...base])];
  const [key, second] = all;
  const [baseByKey, patchByKey] = [byKey(base, key), byKey(patch ?? [], key)];
  if (second === undefined && baseByKey !== undefined && patchByKey !== undefined)
    return mergeUnique(baseByKey, patchByKey, shape, path);
  if (base.length + (patch ?? []).length > MAX_LOOKED_THROUGH)
    throw new KubectlError(`a list of more than ${MAX_LOOKED_THROUGH} elements is not merged at ${path.join('.')}`);
  const { keys, identities } = identitiesOf(base, patch, all);
  if (identities.length === 0) return base;
  let dest = base;
  let items: JsonArray = [];
  for (const identity of identities) {
    const values = keys.map(({ index }) => identity[index] ?? '');
    const names = keys.map(({ name }) => name);
    const old = findElement(dest, names, values);
    const given = findElement(patch ?? [], names, values);
    const merged = merge(old, given, elementShape(shape), [...path, '[]']);
    if (!isObject(merged) || Object.keys(merged).length === 0) {
      dest = withoutElement(dest, names, values);
      continue;
    }
    const whole = names.reduce(
      (object, name, at) =>
        Object.hasOwn(object, name) || values[at] === '' ? object : withField(object, name, values[at]),
      merged,
    );
    const replaces = isObject(given) && directiveOf(given) === 'replace';
    if (old !== undefined && (old === given || !replaces)) dest = dest.map((item) => (item === old ? whole : item));
    items = putElement(items, whole, names, values);
  }
  return appendElements(
    items,
    dest,
    keys.map(({ name }) => name),
  );
}
