import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../../engine/index.ts';
import { KubectlError } from '../../errors.ts';
import { printYaml } from '../../output/yaml.ts';
import { withField, wrongKind } from '../fields.ts';
import { compilePattern } from '../pattern.ts';
import { plainScalar } from '../scalars.ts';

/**
 * The steps of `spec.template.spec.containers.[name=web].image`: a dot within brackets or after a backslash does not part, and brackets
 * without `=` around a name with dots go away (kyaml utils.SmarterPathSplitter).
 */
export function fieldPath(path: string): readonly string[] {
  const steps: string[] = [];
  let open: string[] = [];
  for (const part of path.split(/(?<!\\)\./).map((each) => each.replaceAll('\\.', '.'))) {
    if (open.length > 0) open.push(part);
    else if (part.startsWith('[') && !part.endsWith(']')) open = [part];
    else steps.push(part);
    if (open.length > 1 && part.endsWith(']')) {
      steps.push(bracketed(open));
      open = [];
    }
  }
  return open.length > 0 ? [...steps, bracketed(open)] : steps;
}

function bracketed(parts: readonly string[]): string {
  const text = parts.join('.');
  return text.includes('=') ? text : text.replace(/^[[\]]+|[[\]]+$/g, '');
}

/**
 * The value at a path (kyaml PathGetter); undefined where there is none.
 * @throws KubectlError for `*`, and where the path meets something else than it wants
 */
export function lookUp(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  const fields: string[] = [];
  for (const step of path.map((each) => each.trim()).filter((each) => each !== '')) {
    const matcher = stepMatcher(step);
    if (typeof matcher === 'string') fields.push(step);
    found = childAt(found, matcher, fields);
    if (found === undefined) return undefined;
  }
  return found;
}

type Matcher = string | number | { readonly field: string; readonly value: string };

function stepMatcher(step: string): Matcher {
  if (/^[-+]?\d+$/.test(step)) {
    if (Number(step) < 0) throw new KubectlError(`array index ${Number(step)} cannot be negative`);
    return Number(step);
  }
  if (step === '-') return -1;
  if (step === '*') throw new KubectlError('wildcard is not supported in PathGetter');
  return isListStep(step) ? elementOf(step) : step;
}

function isListStep(step: string): boolean {
  return step.startsWith('[') && step.endsWith(']');
}

function elementOf(step: string): { field: string; value: string } {
  const at = step.indexOf('=');
  if (at < 0) throw new KubectlError('list path element must contain fieldName=fieldValue for element to match');
  return { field: step.slice(1, at), value: step.slice(at + 1, -1) };
}

function childAt(value: JsonValue, matcher: Matcher, fields: readonly string[]): JsonValue | undefined {
  if (typeof matcher === 'string') {
    const map = asMap(value, fields.slice(0, -1));
    return map === undefined ? undefined : member(map, matcher);
  }
  const list = asList(value, fields);
  if (typeof matcher === 'number') return list.at(matcher);
  return list[indexOfElement(list, matcher)];
}

/** Where the element with the value in the field is, or the value itself for an empty field; -1: nowhere. */
export function indexOfElement(list: JsonArray, { field, value }: { field: string; value: string }): number {
  return list.findIndex((item) => {
    if (field === '') return scalarText(item) === value;
    const own = isObject(item) ? member(item, field) : undefined;
    return own !== undefined && scalarText(own) === value;
  });
}

function asMap(value: JsonValue, fields: readonly string[]): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) throw wrongKind(value, 'MappingNode', fields);
  return value;
}

function asList(value: JsonValue, fields: readonly string[]): JsonArray {
  if (value === null) return [];
  if (!isArray(value)) throw wrongKind(value, 'SequenceNode', fields);
  return value;
}

/** A scalar as it stands in YAML; undefined for a map or list. */
export function scalarText(value: JsonValue): string | undefined {
  if (value === null) return '';
  return typeof value === 'object' ? undefined : String(value);
}

/**
 * Changes every value that a path matches (kyaml PathMatcher): `*` is every element, `[name=pattern]` those elements whose field the
 * pattern is found in. Where nothing matches, nothing changes.
 * @throws KubectlError where the path meets something else than it wants
 */
export function changeMatching(
  value: JsonValue,
  path: readonly string[],
  change: (old: JsonValue) => JsonValue,
): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (/^\+?\d+$/.test(step)) {
    const list = asList(value, []);
    const at = Number(step);
    const item = list[at];
    // kustomize panics here.
    if (item === undefined) throw new KubectlError(`index out of range [${at}] with length ${list.length}`);
    return list.with(at, changeMatching(item, rest, change));
  }
  if (step === '*') return value === null ? value : asList(value, []).map((item) => changeMatching(item, rest, change));
  if (isListStep(step)) return changeElements(value, elementOf(step), rest, change);
  const map = asMap(value, []);
  const child = map === undefined ? undefined : member(map, step);
  return map === undefined || child === undefined ? value : withField(map, step, changeMatching(child, rest, change));
}

function changeElements(
  value: JsonValue,
  { field, value: pattern }: { field: string; value: string },
  rest: readonly string[],
  change: (old: JsonValue) => JsonValue,
): JsonValue {
  if (value === null) return value;
  const isFound = compilePattern(pattern);
  return asList(value, []).map((item) => {
    // Elements that are matched by their own value end the path.
    if (field === '') return isFound(yamlText(item)) ? change(item) : item;
    const own = isObject(item) ? member(item, field) : undefined;
    return own !== undefined && isFound(yamlText(own)) ? changeMatching(item, rest, change) : item;
  });
}

/** A value as kyaml writes it alone. */
function yamlText(value: JsonValue): string {
  return printYaml(value).trim();
}

/**
 * Changes the value at a path and makes what is missing on the way (kyaml LookupCreate): maps, lists and elements with the field that
 * the path tells them by, but no elements at an index.
 * @param kind of the value at the end, where it is not there: a map or list is made empty, a scalar is undefined to `change`
 * @throws KubectlError where the path meets something else than it wants, and for an index that is not there
 */
export function changeCreated(
  value: JsonValue,
  path: readonly string[],
  kind: 'map' | 'list' | 'scalar',
  change: (old: JsonValue | undefined) => JsonValue,
  fields: readonly string[] = [],
): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  const matcher = stepMatcher(step);
  const names = typeof matcher === 'string' ? [...fields, matcher] : fields;
  const inside = (old: JsonValue | undefined): JsonValue =>
    rest.length === 0 ? change(old) : changeCreated(old ?? {}, rest, kind, change, names);
  if (value === null) throw new KubectlError(`nothing is made in a field without a value, at '${path.join('.')}'`);
  if (typeof matcher === 'string') {
    const map = asMap(value, fields) ?? {};
    return withField(map, matcher, inside(member(map, matcher) ?? made(rest[0], kind)));
  }
  const list = asList(value, fields);
  const at = typeof matcher === 'number' ? matcher : indexOfElement(list, matcher);
  const old = list.at(at < 0 && typeof matcher !== 'number' ? list.length : at);
  if (old !== undefined) return list.with(at, inside(old));
  // kustomize panics here.
  if (typeof matcher === 'number')
    throw new KubectlError(`no element is made at an index: '${path.join('.')}' of a list of ${list.length}`);
  const text = plainScalar(matcher.value);
  return [...list, inside(matcher.field === '' ? text : { [matcher.field]: text })];
}

/** What stands at a field that is not there, by the step that comes after it. */
function made(next: string | undefined, kind: 'map' | 'list' | 'scalar'): JsonValue | undefined {
  if (next === undefined) return kind === 'scalar' ? undefined : kind === 'list' ? [] : {};
  return isListStep(next) ? [] : {};
}
