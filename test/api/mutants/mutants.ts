import { isArray, isObject, type JsonObject, type JsonValue } from '../../../engine/api/json.ts';

/** An object with one thing wrong, or at least other, and what that is: `spec.replicas=-1`. */
export interface Mutant {
  readonly what: string;
  readonly object: JsonObject;
}

type Path = readonly (string | number)[];

const LONG = 300;
/** Of a list, the first so many elements are tried. */
const ELEMENTS = 3;

/** What only the server sets is left alone. */
const SERVER_SET: ReadonlySet<string> = new Set(
  ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation'].map((name) => `metadata.${name}`),
);

/** Every member of an object, taken away, null, of another type, empty, or with another value. */
export function* mutantsOf(object: JsonObject): Generator<Mutant> {
  yield* below(object, object, []);
}

function* below(root: JsonObject, value: JsonValue, path: Path): Generator<Mutant> {
  if (path.length > 0) yield* changesOf(root, value, path);
  const children: readonly (readonly [string | number, JsonValue])[] = isArray(value)
    ? value.slice(0, ELEMENTS).map((item, position) => [position, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [name, child] of children) {
    const at = [...path, name];
    if (!SERVER_SET.has(at.join('.'))) yield* below(root, child, at);
  }
}

function* changesOf(root: JsonObject, value: JsonValue, path: Path): Generator<Mutant> {
  const at = path.join('.');
  const put = (what: string, next: JsonValue): Mutant => ({
    what: `${at}${what}`,
    object: withValue(root, path, next),
  });
  yield { what: `${at} removed`, object: withoutValue(root, path) };
  yield put(' null', null);
  if (typeof value === 'string') for (const [what, text] of textsLike(value)) yield put(`=${what}`, text);
  if (typeof value === 'number')
    for (const number of [-1, 0, 1, value + 1, 65_536, 2_147_483_648, 1.5]) yield put(`=${number}`, number);
  if (typeof value === 'number') yield put('="x"', 'x');
  if (typeof value === 'boolean') yield put(' flipped', !value);
  if (typeof value === 'boolean') yield put('="yes"', 'yes');
  if (isArray(value)) yield* listsLike(value, put);
  else if (isObject(value)) yield* objectsLike(value, put);
}

function textsLike(text: string): readonly (readonly [what: string, value: JsonValue])[] {
  return [
    ['"Invalid_Value!"', 'Invalid_Value!'],
    ['long', 'x'.repeat(LONG)],
    ['""', ''],
    ['UPPER', text.toUpperCase()],
    ['other', `${text}x`],
    ['spaced', ` ${text}`],
    ['7', 7],
    ['/abs/../x', '/abs/../x'],
    ['-1s', '-1'],
  ];
}

type Put = (what: string, next: JsonValue) => Mutant;

function* listsLike(list: readonly JsonValue[], put: Put): Generator<Mutant> {
  const [first] = list;
  yield put('=[]', []);
  if (first !== undefined) yield put(' first twice', [...list, first]);
  yield put('="s"', 's');
  if (list.length > 1) yield put(' reversed', list.toReversed());
}

function* objectsLike(object: JsonObject, put: Put): Generator<Mutant> {
  yield put('={}', {});
  yield put(' +zzz', { ...object, zzz: 'q' });
  yield put(' +Bad Key!', { ...object, 'Bad Key!': 'q' });
  yield put('="s"', 's');
  yield put('=[]', []);
}

function withValue(root: JsonObject, path: Path, next: JsonValue): JsonObject {
  const copy = structuredClone(root) as Record<string, JsonValue>;
  const [parent, last] = parentOf(copy, path);
  parent[last] = next;
  return copy;
}

function withoutValue(root: JsonObject, path: Path): JsonObject {
  const copy = structuredClone(root) as Record<string, JsonValue>;
  const [parent, last] = parentOf(copy, path);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return copy;
}

function parentOf(copy: Record<string, JsonValue>, path: Path): [Record<string | number, JsonValue>, string | number] {
  let parent: Record<string | number, JsonValue> = copy;
  for (const name of path.slice(0, -1)) parent = parent[name] as Record<string | number, JsonValue>;
  return [parent, path.at(-1) ?? ''];
}
