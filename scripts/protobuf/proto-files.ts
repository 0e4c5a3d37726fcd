/** A field of a message: `metadata = 1`. `type` has the notation of the generated table: `[]T` a list, `{}T` a map with string keys. */
export interface ProtoField {
  readonly name: string;
  readonly number: number;
  readonly type: string;
}

/** Messages that are a value of one piece in JSON. */
const VALUES: Readonly<Record<string, string>> = {
  'api.resource.Quantity': 'quantity',
  'util.intstr.IntOrString': 'intOrString',
  'pkg.runtime.RawExtension': 'raw',
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'microTime',
  'meta.v1.FieldsV1': 'raw',
  'apiextensions.v1.JSON': 'raw',
};

const SCALARS: ReadonlySet<string> = new Set(['string', 'bytes', 'bool', 'int32', 'int64', 'double']);
const PACKAGE = /^package (?<name>[\w.]+);/m;
const MESSAGE = /^message (?<name>\w+) \{(?<body>[^}]*)\}/gm;
const FIELD =
  /^\s*(?:(?<label>optional|repeated)\s+(?<type>[\w.]+)|map<string,\s*(?<element>[\w.]+)>)\s+(?<name>\w+)\s*=\s*(?<number>\d+);/gm;

/** The messages of one generated.proto, by their short names (`core.v1.Pod`). Kubernetes' files have no messages within messages. */
export function messagesOf(text: string): Map<string, readonly ProtoField[]> {
  const bare = text.replace(/^\s*\/\/.*$/gm, '');
  const own = PACKAGE.exec(bare)?.groups?.['name'] ?? '';
  const messages = [...bare.matchAll(MESSAGE)].map(({ groups = {} }): [string, readonly ProtoField[]] => [
    shortName(`${own}.${groups['name'] ?? ''}`),
    fieldsOf(groups['body'] ?? '', own),
  ]);
  return new Map(messages);
}

/** `k8s.io.api.core.v1.Pod`, `io.k8s.api.core.v1.Pod` -> `core.v1.Pod`. */
export function shortName(name: string): string {
  return name.split('.').slice(-3).join('.');
}

function fieldsOf(body: string, own: string): readonly ProtoField[] {
  const lines = body.split('\n').filter((line) => line.trim() !== '').length;
  const fields = [...body.matchAll(FIELD)].map(({ groups = {} }) => {
    const { label, type = '', element, name = '', number = '' } = groups;
    const form = element === undefined ? (label === 'repeated' ? '[]' : '') : '{}';
    return { name, number: Number(number), type: `${form}${typeName(element ?? type, own)}` };
  });
  if (fields.length !== lines) throw new Error(`${own}: ${lines} lines, but ${fields.length} fields in:\n${body}`);
  return fields;
}

function typeName(type: string, own: string): string {
  if (SCALARS.has(type)) return type;
  const name = shortName(type.includes('.') ? type : `${own}.${type}`);
  return VALUES[name] ?? name;
}
