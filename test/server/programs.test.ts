import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fields, type TestServer, withServer } from './serving.ts';

/** What programs ask for that watch and list whatever there is: informers, the garbage collector, operators with accounts of their own. */

const PODS = '/api/v1/namespaces/default/pods';
const FLOWS = '/apis/flowcontrol.apiserver.k8s.io/v1beta2/flowschemas';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** The first line of a watch that says something. */
async function firstEvent({ served }: TestServer, path: string, accept: string): Promise<Fields> {
  const response = await fetch(`${served.url}${path}`, { headers: { accept } });
  const [line = ''] = (await response.text()).split('\n');
  return JSON.parse(line) as Fields;
}

test('a bookmark has the form of its watch', async () => {
  await withServer(async (server) => {
    const watch = '?watch=1&allowWatchBookmarks=true&timeoutSeconds=0&resourceVersion=';
    const now = String((await server.control({ settle: true })).json['revision']);
    const forms = [
      ['application/json', 'Pod', 'v1'],
      [METADATA, 'PartialObjectMetadata', 'meta.k8s.io/v1'],
      ['application/json;as=Table;g=meta.k8s.io;v=v1', 'Table', 'meta.k8s.io/v1'],
    ] as const;
    for (const [accept, kind, apiVersion] of forms) {
      const { type, object } = await firstEvent(server, `${PODS}${watch}${now}`, accept);
      const { kind: has, apiVersion: version } = object as unknown as Fields;
      assert.deepEqual([type, has, version], ['BOOKMARK', kind, apiVersion]);
    }
  });
});

test('what is listed and not simulated is empty for a program, with a warning, and refused to whom it would be shown', async () => {
  await withServer(async (server) => {
    const { status, json, warning } = await server.ask('GET', FLOWS);
    assert.deepEqual([status, json['kind'], json['items']], [200, 'FlowSchemaList', []]);
    assert.equal(warning, '299 - "flowschemas are not simulated: the list is always empty"');
    const metadata = await server.ask('GET', FLOWS, { headers: { accept: METADATA } });
    assert.equal(metadata.json['kind'], 'PartialObjectMetadataList');
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const shown = await server.ask('GET', FLOWS, { headers: { accept } });
    assert.deepEqual([shown.status, shown.json['message']], [405, 'flowschemas are not simulated']);
    const other = await server.ask('GET', FLOWS, { headers: { 'impersonate-user': 'lee' } });
    const message =
      'flowschemas.flowcontrol.apiserver.k8s.io is forbidden: User "lee" cannot list resource "flowschemas" in API group "flowcontrol.apiserver.k8s.io" at the cluster scope';
    assert.deepEqual([other.status, other.json['message']], [403, message]);
    const watch = `${FLOWS}?watch=1&allowWatchBookmarks=true&timeoutSeconds=0`;
    const { type, object } = await firstEvent(server, watch, 'application/json');
    assert.deepEqual([type, (object as unknown as Fields)['kind']], ['BOOKMARK', 'FlowSchema']);
  });
});

const INVALID = 'ListOptions.meta.k8s.io "" is invalid: ';
const MATCH = 'resourceVersionMatch: ';
const UNSUPPORTED = `${MATCH}Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""`;
const NO_VERSION = `${MATCH}Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided`;

/** Options of a list, and what a v1.25.2 API server says of them. */
const OPTIONS: readonly (readonly [query: string, code: number, message: string])[] = [
  ['resourceVersionMatch=Exact', 422, `${INVALID}${NO_VERSION}`],
  ['resourceVersionMatch=Foo&resourceVersion=1', 422, `${INVALID}${UNSUPPORTED}`],
  ['resourceVersionMatch=Foo', 422, `${INVALID}[${NO_VERSION}, ${UNSUPPORTED}]`],
  [
    'resourceVersionMatch=Exact&resourceVersion=0',
    422,
    `${INVALID}${MATCH}Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"`,
  ],
  [
    'resourceVersionMatch=NotOlderThan&resourceVersion=1&continue=abc',
    422,
    `${INVALID}${MATCH}Forbidden: resourceVersionMatch is forbidden when continue is provided`,
  ],
  [
    'watch=1&resourceVersionMatch=Exact&resourceVersion=1',
    422,
    `${INVALID}${MATCH}Forbidden: resourceVersionMatch is forbidden for watch`,
  ],
  ['limit=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
  ['timeoutSeconds=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
  [
    'resourceVersion=abc',
    500,
    'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
  ],
  ['resourceVersionMatch=Exact&resourceVersion=1', 410, 'The resourceVersion for the provided list is too old.'],
];

test('options of a list that make no sense together are refused in the words of a v1.25.2 API server', async () => {
  await withServer(async ({ ask }) => {
    for (const [query, code, message] of OPTIONS) {
      const { status, json } = await ask('GET', `${PODS}?${query}`);
      assert.deepEqual([status, json['message']], [code, message], query);
    }
  });
});

const ACCOUNT = '/api/v1/namespaces/default/serviceaccounts/default';
const REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews';

async function tokenOf({ ask }: TestServer): Promise<string> {
  const { json } = await ask('POST', `${ACCOUNT}/token`, { body: { spec: { audiences: [] } } });
  return (json['status'] as unknown as { readonly token: string }).token;
}

test('a token of a service account stands for it, and for nothing any more when its time is over', async () => {
  await withServer(async (server) => {
    await server.control({ advanceMs: 1000 });
    const authorization = `Bearer ${await tokenOf(server)}`;
    const asAccount = (more = {}) => server.ask('GET', PODS, { headers: { authorization, ...more } });
    const refused = await asAccount();
    const message =
      'pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"';
    assert.deepEqual([refused.status, refused.json['message']], [403, message]);
    const posing = await asAccount({ 'impersonate-user': 'kubernetes-admin' });
    const cannot =
      'users "kubernetes-admin" is forbidden: User "system:serviceaccount:default:default" cannot impersonate resource "users" in API group "" at the cluster scope';
    assert.deepEqual([posing.status, posing.json['message']], [403, cannot]);
    assert.equal((await server.ask('GET', PODS, { headers: { authorization: 'Bearer seatrial' } })).status, 200);
    await server.control({ advanceMs: 3_600_000 });
    const late = await asAccount();
    assert.deepEqual([late.status, late.json['message']], [401, 'Unauthorized']);
  });
});

test('a review of a token says whose it is, and for whom', async () => {
  await withServer(async (server) => {
    await server.control({ advanceMs: 1000 });
    const token = await tokenOf(server);
    const review = async (spec: object): Promise<unknown> =>
      (await server.ask('POST', REVIEWS, { body: { spec } })).json['status'];
    const audience = 'https://kubernetes.default.svc.cluster.local';
    const { uid } = (await server.ask('GET', ACCOUNT)).json['metadata'] as unknown as { readonly uid: string };
    const groups = ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'];
    const user = { username: 'system:serviceaccount:default:default', uid, groups };
    assert.deepEqual(await review({ token }), { authenticated: true, user, audiences: [audience] });
    assert.deepEqual(await review({ token, audiences: ['b', audience] }), {
      authenticated: true,
      user,
      audiences: [audience],
    });
    assert.deepEqual(await review({ token, audiences: ['b'] }), {
      user: {},
      error: `[invalid bearer token, token audiences ["${audience}"] is invalid for the target audiences ["b"]]`,
    });
    assert.deepEqual(await review({ token: 'abc' }), { user: {}, error: 'invalid bearer token' });
    const none = await server.ask('POST', REVIEWS, { body: { spec: {} } });
    assert.deepEqual([none.status, none.json['message']], [400, 'token is required for TokenReview in authentication']);
  });
});

test('single checks of health are answered, OpenAPI v3 in protobuf is refused', async () => {
  await withServer(async ({ ask }) => {
    for (const path of ['/readyz/ping', '/healthz/etcd', '/livez/ping'])
      assert.equal((await ask('GET', path)).text, 'ok');
    assert.equal((await ask('GET', '/livez/nope')).status, 404);
    const accept = 'application/com.github.proto-openapi.spec.v3@v1.0+protobuf';
    assert.equal((await ask('GET', '/openapi/v3/apis/apps/v1', { headers: { accept } })).status, 406);
  });
});
