import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeBody, encodeObject, type KubeLike, PROTOBUF } from '../../../server/protobuf/envelope.ts';
import { type TestServer, withServer } from '../serving.ts';

const PODS = '/api/v1/namespaces/default/pods';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SHIPS = '/apis/example.com/v1/namespaces/default/ships';
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', labels: { app: 'p' } },
  spec: { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80 }] }] },
};
const NAMES = { plural: 'ships', singular: 'ship', kind: 'Ship' };
const SCHEMA = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'ships.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: NAMES,
    versions: [{ name: 'v1', served: true, storage: true, schema: SCHEMA }],
  },
};

interface Asked {
  readonly body?: KubeLike | Buffer;
  readonly accept?: string;
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
}

/** One request with a protobuf body, if any, and a protobuf answer, if it can be had. */
async function ask({ served }: TestServer, method: string, path: string, given: Asked = {}): Promise<Answered> {
  const { body, accept = PROTOBUF } = given;
  const bytes = body === undefined || Buffer.isBuffer(body) ? body : encodeObject(body);
  const response = await fetch(`${served.url}${path}`, {
    method,
    headers: { accept, ...(bytes === undefined ? {} : { 'content-type': PROTOBUF }) },
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, bytes: Buffer.from(await response.arrayBuffer()) };
}

type Fields = Readonly<Record<string, never>>;

test('a pod is created, listed, evicted and missed in protobuf', async () => {
  await withServer(async (server) => {
    await server.control({ advanceMs: 1000 });
    const created = await ask(server, 'POST', PODS, { body: POD });
    await server.control({ advanceMs: 60_000 });
    assert.deepEqual([created.status, created.type], [201, PROTOBUF]);
    const { spec } = decodeBody(created.bytes) as unknown as { spec: { containers: Fields[]; dnsPolicy: string } };
    assert.deepEqual(spec.containers[0]?.['ports'], [{ containerPort: 80, protocol: 'TCP' }]);
    assert.equal(spec.dnsPolicy, 'ClusterFirst');
    const list = await ask(server, 'GET', PODS);
    assert.match(list.bytes.toString('latin1'), /^k8s\0[^]*PodList/);
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'other' } } as KubeLike;
    assert.equal((await ask(server, 'DELETE', `${PODS}/p`, { body: options })).status, 409);
    const deleteOptions = { gracePeriodSeconds: 0 };
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'p' }, deleteOptions };
    assert.equal((await ask(server, 'POST', `${PODS}/p/eviction`, { body: eviction })).status, 201);
    const gone = await ask(server, 'GET', `${PODS}/p`);
    assert.deepEqual([gone.status, gone.type], [404, PROTOBUF]);
    assert.equal((decodeBody(gone.bytes) as Fields)['message'], 'pods "p" not found');
  });
});

test('JSON is answered to whom it is as good, Tables always', async () => {
  await withServer(async (server) => {
    const table = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    for (const accept of ['*/*', `application/json,${PROTOBUF}`, table])
      assert.equal((await ask(server, 'GET', PODS, { accept })).type, 'application/json', accept);
    assert.equal((await ask(server, 'GET', PODS, { accept: `${PROTOBUF},application/json` })).type, PROTOBUF);
    const protobufTable = `${PROTOBUF};as=Table;v=v1;g=meta.k8s.io`;
    assert.equal((await ask(server, 'GET', PODS, { accept: protobufTable })).status, 406);
  });
});

test('of custom objects only the metadata is told in protobuf', async () => {
  await withServer(async (server) => {
    assert.equal((await ask(server, 'POST', CRDS, { body: CRD })).status, 201);
    await server.control({ advanceMs: 3000 });
    const refused = await ask(server, 'GET', SHIPS);
    assert.deepEqual([refused.status, refused.type], [406, PROTOBUF]);
    const message = `only the following media types are accepted: application/json, application/yaml, ${PROTOBUF}`;
    assert.equal((decodeBody(refused.bytes) as Fields)['message'], message);
    const accept = `${PROTOBUF};as=PartialObjectMetadataList;g=meta.k8s.io;v=v1`;
    assert.deepEqual((await ask(server, 'GET', SHIPS, { accept })).type, PROTOBUF);
    assert.deepEqual((await ask(server, 'POST', SHIPS, { body: POD, accept: '*/*' })).status, 415);
  });
});

test('a body that is no object is refused with what the path wants and what there was', async () => {
  await withServer(async (server) => {
    const messageFor = async (text: string): Promise<string> => {
      const { status, bytes } = await ask(server, 'POST', PODS, { body: Buffer.from(text, 'latin1'), accept: '*/*' });
      assert.equal(status, 400);
      return (JSON.parse(bytes.toString('utf8')) as { message: string }).message;
    };
    assert.equal(
      await messageFor('k8s'),
      'the object provided is unrecognized (must be of type Pod): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] (6b3873)',
    );
    assert.equal(
      await messageFor('k8s\0\n\x09\n\x02v1\x12\x03Pod\x12\x05\n\x10abc'),
      'Pod in version "v1" cannot be handled as a Pod: unexpected EOF',
    );
  });
});

test('a watch in protobuf has frames with their length in front', async () => {
  await withServer(async (server) => {
    await ask(server, 'POST', PODS, { body: POD });
    const left = new AbortController();
    const response = await fetch(`${server.served.url}${PODS}?watch=1`, {
      headers: { accept: PROTOBUF },
      signal: left.signal,
    });
    assert.equal(response.headers.get('content-type'), `${PROTOBUF};stream=watch`);
    const { value = new Uint8Array() } = (await response.body?.getReader().read()) ?? {};
    left.abort();
    const bytes = Buffer.from(value);
    const frame = bytes.subarray(4, 4 + bytes.readUInt32BE(0));
    assert.equal(frame.subarray(0, 7).toString('latin1'), '\n\x05ADDED');
    const body = frame.subarray(frame.indexOf('k8s\0'));
    assert.deepEqual((decodeBody(body) as unknown as { metadata: { name: string } }).metadata.name, 'p');
  });
});
