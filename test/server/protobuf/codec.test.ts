import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldNames, servedKinds } from '../../../engine/api/schema/definitions.ts';
import { BodyError, decodeBody, encodeObject, type KubeLike } from '../../../server/protobuf/envelope.ts';
import { type Field, isMessage, messageOf } from '../../../server/protobuf/table.ts';

/** Random objects as Go's encoder of k8s.io/api v0.25 wrote them, and what Go prints of them as JSON. */
const ENCODED = JSON.parse(readFileSync(new URL('go-encoded.json', import.meta.url), 'utf8')) as readonly {
  readonly object: KubeLike;
  readonly proto: string;
}[];

/** JSON has null where Go has nothing, protobuf has nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

for (const { object, proto } of ENCODED) {
  test(`${object.apiVersion} ${object.kind}: what Go wrote is read, and what is written is read as the same`, () => {
    const bytes = Buffer.from(proto, 'base64');
    assert.deepEqual(withoutNulls(decodeBody(bytes)), withoutNulls(object));
    const written = encodeObject(object);
    assert.ok(written !== undefined);
    assert.deepEqual(withoutNulls(decodeBody(written)), withoutNulls(object));
  });
}

/** Names that a message's members have in JSON. */
function namesOf(fields: readonly Field[]): string[] {
  return fields.flatMap(({ name, form, type }) =>
    name === '' && form === 'one' ? namesOf(messageOf(type).fields) : [name],
  );
}

/** Every message that served kinds are made of. */
function messagesInUse(): readonly string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { type } of messageOf(name).fields) if (isMessage(type)) visit(type);
  };
  for (const id of Object.values(servedKinds())) visit(messageName(id));
  return [...seen];
}

const messageName = (id: string): string => id.split('.').slice(-3).join('.');
const PREFIXES = ['io.k8s.api.', 'io.k8s.apimachinery.pkg.apis.', 'io.k8s.apiextensions-apiserver.pkg.apis.'];

test('the table has every field that the published schemas have, by the same name, and no other', () => {
  const roots = new Set([...Object.values(servedKinds()).map(messageName), 'meta.v1.DeleteOptions']);
  let compared = 0;
  for (const name of messagesInUse()) {
    const id = PREFIXES.map((prefix) => `${prefix}${name}`).find((id) => fieldNames(id).length > 0);
    if (id === undefined) continue;
    const typeNames = roots.has(name) ? ['apiVersion', 'kind'] : [];
    const published = fieldNames(id).filter((field) => !typeNames.includes(field));
    assert.deepEqual(namesOf(messageOf(name).fields).toSorted(), published.toSorted(), id);
    compared += 1;
  }
  assert.ok(compared > 300, `${compared} definitions were compared`);
});

const POD = '\n\x09\n\x02v1\x12\x03Pod';

/** Bodies that a v1.25.2 API server was sent, and the end of what it answered. */
const REFUSED: readonly (readonly [body: string, message: string, kind: string])[] = [
  ['', 'empty data', ''],
  ['k8s', 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]', ''],
  ['k8s\0', 'empty body', ''],
  [`k8s\0${POD}\x12\x05\n\x10abc`, 'unexpected EOF', 'Pod'],
  [`k8s\0${POD}\x12\x02\x08\x01`, 'proto: wrong wireType = 0 for field ObjectMeta', 'Pod'],
  [
    'k8s\0\n\x09\n\x02v1\x12\x03Pox\x12\0',
    'no kind "Pox" is registered for version "v1" in scheme "k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"',
    'Pox',
  ],
];

test('bytes that are no object are refused in the words of a v1.25.2 API server', () => {
  for (const [body, message, kind] of REFUSED) {
    assert.throws(() => decodeBody(Buffer.from(body, 'latin1')), { constructor: BodyError, message, kind });
  }
});

/** A field with a length, as bytes. */
function field(number: number, bytes: Buffer): Buffer {
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(value >> 7)]);
  return Buffer.concat([Buffer.from(varint(number * 8 + 2)), Buffer.from(varint(bytes.length)), bytes]);
}

function bodyOf(apiVersion: string, kind: string, raw: Buffer): Buffer {
  const type = Buffer.concat([field(1, Buffer.from(apiVersion)), field(2, Buffer.from(kind))]);
  return Buffer.concat([Buffer.from('k8s\0'), field(1, type), field(2, raw)]);
}

function deepSchema(levels: number): Buffer {
  let schema: Buffer = Buffer.alloc(0);
  for (let level = 0; level < levels; level++) schema = field(28, schema);
  const validation = field(4, field(1, schema));
  return bodyOf('apiextensions.k8s.io/v1', 'CustomResourceDefinition', field(2, field(7, validation)));
}

test('hostile bytes end in a refusal, not in a full stack', () => {
  const nested = /proto: messages nest deeper than 300/;
  assert.throws(() => decodeBody(deepSchema(2000)), nested);
  assert.doesNotThrow(() => decodeBody(deepSchema(200)));
  const groups = Buffer.concat([Buffer.from('k8s\0'), Buffer.alloc(100_000, 0x3b)]);
  assert.throws(() => decodeBody(groups), /groups nest deeper than 100/);
  const deepText = Buffer.from('['.repeat(500_000) + ']'.repeat(500_000));
  const revision = bodyOf('apps/v1', 'ControllerRevision', field(2, field(1, deepText)));
  assert.throws(() => decodeBody(revision), /json: a raw value nests deeper than 1000/);
});

test('a key of a map is never more than a key', () => {
  const entry = Buffer.concat([field(1, Buffer.from('__proto__')), field(2, Buffer.from('x'))]);
  const { data } = decodeBody(bodyOf('v1', 'ConfigMap', field(2, entry))) as { data: object };
  assert.deepEqual(Object.entries(data), [['__proto__', 'x']]);
});

test('any damage to a body is read or refused, never anything else', () => {
  const bodies = ENCODED.map(({ proto }) => Buffer.from(proto, 'base64'));
  const damage = fc.record({
    body: fc.constantFrom(...bodies),
    hits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 5 }),
    end: fc.option(fc.nat(), { nil: undefined }),
  });
  fc.assert(
    fc.property(damage, ({ body, hits, end }) => {
      const bytes = Buffer.from(end === undefined ? body : body.subarray(0, end % body.length));
      for (const [at, value] of hits) bytes[at % Math.max(1, bytes.length)] = value;
      try {
        decodeBody(bytes);
      } catch (error) {
        assert.ok(error instanceof BodyError, String(error));
      }
    }),
    { seed: 1, numRuns: 2000 },
  );
});
