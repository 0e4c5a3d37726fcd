import { definitionOf } from '../../engine/index.ts';
import { MESSAGES } from './generated/messages.ts';

/** A field of a message. Without a name its members (of a list: the list itself) stand where the message stands in JSON. */
export interface Field {
  readonly name: string;
  readonly number: number;
  readonly form: 'one' | 'list' | 'map';
  /** A scalar, a value of one piece, or another message. */
  readonly type: string;
  /** JSON leaves zero out, because Go cannot tell it from nothing. */
  readonly omitsZero: boolean;
}

export interface Message {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly byNumber: ReadonlyMap<number, Field>;
}

const read = new Map<string, Message>();

/** A message of the table. Notation of its rows: `name=1:T`, `name?=1:T` where zero is left out, `=1:T` without a name; `[]T`, `{}T`. */
export function messageOf(name: string): Message {
  const known = read.get(name);
  if (known !== undefined) return known;
  const row = MESSAGES[name];
  if (row === undefined) throw new Error(`the table of protobuf messages has no ${name}`);
  const fields = row === '' ? [] : row.split(' ').map(fieldOf);
  const message = { name, fields, byNumber: new Map(fields.map((field) => [field.number, field])) };
  read.set(name, message);
  return message;
}

export function isMessage(type: string): boolean {
  return Object.hasOwn(MESSAGES, type);
}

function fieldOf(cell: string): Field {
  const [, name = '', mark, number, form, type = ''] = /^([^=?]*)(\?)?=(\d+):(\[\]|\{\})?(.*)$/.exec(cell) ?? [];
  const forms = { '[]': 'list', '{}': 'map' } as const;
  return {
    name,
    number: Number(number),
    form: form === undefined ? 'one' : forms[form as keyof typeof forms],
    type,
    omitsZero: mark !== undefined,
  };
}

/** Types whose one JSON value is whichever of their fields is set, the first that is (types_jsonschema.go and marshal.go, v1.25). */
const UNIONS: Readonly<Record<string, readonly string[]>> = {
  'apiextensions.v1.JSONSchemaPropsOrArray': ['jSONSchemas', 'schema'],
  'apiextensions.v1.JSONSchemaPropsOrBool': ['schema', 'allows'],
  'apiextensions.v1.JSONSchemaPropsOrStringArray': ['property', 'schema'],
};

export function unionOf(type: string): readonly string[] | undefined {
  return UNIONS[type];
}

const META = 'meta.k8s.io/v1';
const OTHERS: Readonly<Record<string, string>> = {
  'v1/Status': 'meta.v1.Status',
  [`${META}/PartialObjectMetadata`]: 'meta.v1.PartialObjectMetadata',
};

/** The message of a kind; undefined where the kind has none (a custom one, a Table). Every group has DeleteOptions of its own. */
export function messageOfKind(apiVersion: string, kind: string): string | undefined {
  if (kind === 'DeleteOptions') return 'meta.v1.DeleteOptions';
  const other = OTHERS[`${apiVersion}/${kind}`];
  return other ?? definitionOf(apiVersion, kind)?.split('.').slice(-3).join('.');
}
