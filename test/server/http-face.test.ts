import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { withServer } from './serving.ts';

const POD = {
  metadata: { name: 'p', labels: { app: 'p' } },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
};
const PODS = '/api/v1/namespaces/default/pods';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

const refusals: readonly (readonly [method: string, path: string, code: number, reason: string, body?: unknown])[] = [
  ['GET', '/api/v1/namespaces/default/podz', 404, 'NotFound'],
  ['GET', '/apis/apps/v7', 404, 'NotFound'],
  ['GET', `${PODS}/gone`, 404, 'NotFound'],
  ['GET', '/api/v1/pods?fieldSelector=spec.foo=1', 400, 'BadRequest'],
  ['POST', '/api/v1/pods', 405, 'MethodNotAllowed', POD],
  ['PUT', PODS, 405, 'MethodNotAllowed', POD],
  ['POST', PODS, 400, 'BadRequest', '{"metadata":'],
  ['PATCH', `${PODS}/p`, 415, 'UnsupportedMediaType', {}],
  ['POST', '/seatrial/control', 400, 'BadRequest', { advance: 1 }],
];

test('what cannot be served is refused with the code and reason of a v1.25 server', async () => {
  await withServer(async ({ ask }) => {
    for (const [method, path, code, reason, body] of refusals) {
      const { status, json } = await ask(method, path, { body });
      assert.deepEqual(
        [status, json['kind'], json['reason'], json['code']],
        [code, 'Status', reason, code],
        `${method} ${path}`,
      );
    }
  });
});

/** The first line of the answer to a target as it is written: fetch would mend it. */
async function lineOf(url: string, target: string, headers: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8').write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`);
  let text = '';
  for await (const part of socket) text += String(part);
  return text.split('\r\n', 1)[0] ?? '';
}

test('a target that is no path is refused, over an upgrade as well, and the server goes on', async () => {
  await withServer(async ({ ask, served: { url } }) => {
    const first = await lineOf(url, '/%zz', 'Connection: Upgrade\r\nUpgrade: websocket\r\n');
    assert.equal(first, 'HTTP/1.1 400 BadRequest');
    assert.equal(await lineOf(url, '/%zz', 'Connection: close\r\n'), 'HTTP/1.1 400 Bad Request');
    for (const target of ['//[', '//', 'http://['])
      assert.match(await lineOf(url, target, 'Connection: close\r\n'), /^HTTP\/1.1 (?:200|404) /, target);
    assert.equal((await ask('GET', PODS)).status, 200);
  });
});

test('an unknown group is no Status but plain text', async () => {
  await withServer(async ({ ask }) => {
    const { status, type, text } = await ask('GET', '/apis/nope.example.com');
    assert.deepEqual([status, type, text], [404, 'text/plain; charset=utf-8', '404 page not found\n']);
  });
});

test('a body in a format that nobody reads is refused with those that are', async () => {
  await withServer(async ({ ask }) => {
    const headers = { 'content-type': 'text/plain' };
    const { status, json } = await ask('POST', PODS, { body: 'pod', headers });
    const message =
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf';
    assert.deepEqual([status, json['message'], json['details']], [415, message, undefined]);
  });
});

test('a pod is created without apiVersion and kind, listed without them, and shown as a Table', async () => {
  await withServer(async ({ ask }) => {
    const created = await ask('POST', PODS, { body: POD });
    assert.deepEqual([created.status, created.json['kind'], created.json['apiVersion']], [201, 'Pod', 'v1']);
    const list = (await ask('GET', PODS)).json as unknown as { kind: string; items: { kind?: string }[] };
    assert.deepEqual([list.kind, list.items.length, list.items[0]?.kind], ['PodList', 1, undefined]);
    const table = (await ask('GET', PODS, { headers: TABLE })).json as unknown as {
      kind: string;
      rows: { object: { kind: string } }[];
    };
    assert.deepEqual([table.kind, table.rows[0]?.object.kind], ['Table', 'PartialObjectMetadata']);
  });
});

test('a dry run answers with defaults and stores nothing', async () => {
  await withServer(async ({ ask }) => {
    const dry = await ask('POST', `${PODS}?dryRun=All`, { body: POD });
    assert.equal(dry.status, 201);
    assert.equal((await ask('GET', `${PODS}/p`)).status, 404);
  });
});

test('an unknown field is refused if asked strictly, and otherwise named in a Warning', async () => {
  await withServer(async ({ ask }) => {
    const body = { ...POD, spec: { ...POD.spec, foo: 1 } };
    assert.equal((await ask('POST', `${PODS}?fieldValidation=Strict`, { body })).status, 400);
    const warned = await ask('POST', `${PODS}?fieldValidation=Warn`, { body });
    assert.deepEqual([warned.status, warned.warning], [201, '299 - "unknown field \\"spec.foo\\""']);
  });
});

test('a key that stands twice in a JSON body is seen', async () => {
  await withServer(async ({ ask }) => {
    const body = '{"metadata":{"name":"twice"},"data":{"a":"1","a":"2"}}';
    const { json } = await ask('POST', '/api/v1/namespaces/default/configmaps?fieldValidation=Strict', { body });
    assert.match(String(json['message']), /strict decoding error: duplicate field "data\.a"$/);
  });
});

test('server-side apply takes YAML, and creates', async () => {
  await withServer(async ({ ask }) => {
    const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "1"}\n';
    const path = '/api/v1/namespaces/default/configmaps/c?fieldManager=me';
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    assert.equal((await ask('PATCH', path, { body, headers })).status, 201);
    assert.equal((await ask('PATCH', path, { body, headers })).status, 200);
  });
});

test('an autoscaler is served in both versions, and patched in the one that is not stored', async () => {
  await withServer(async ({ ask }) => {
    const spec = {
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 50,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    };
    const v1 = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers';
    assert.equal((await ask('POST', v1, { body: { metadata: { name: 'web' }, spec } })).status, 201);
    const headers = { 'content-type': 'application/merge-patch+json' };
    const patched = await ask('PATCH', `${v1}/web`, {
      body: { spec: { targetCPUUtilizationPercentage: 70 } },
      headers,
    });
    assert.deepEqual([patched.status, patched.json['apiVersion']], [200, 'autoscaling/v1']);
    const v2 = (await ask('GET', `${v1.replace('v1', 'v2')}/web`)).json as unknown as {
      spec: { metrics: { resource: { target: { averageUtilization: number } } }[] };
    };
    assert.equal(v2.spec.metrics[0]?.resource.target.averageUtilization, 70);
  });
});

test('a watch without a resourceVersion begins with what is there, and time runs while it waits', async () => {
  await withServer(async ({ ask, served }) => {
    await ask('POST', PODS, { body: POD });
    const phases: string[] = [];
    const response = await fetch(`${served.url}${PODS}?watch=1&timeoutSeconds=20`);
    const decoder = new TextDecoderStream();
    for await (const text of response.body?.pipeThrough(decoder) ?? []) {
      for (const line of text.split('\n').filter((one) => one !== '')) {
        const event = JSON.parse(line) as { type: string; object: { status: { phase: string } } };
        phases.push(`${event.type} ${event.object.status.phase}`);
      }
      if (phases.at(-1) === 'MODIFIED Running') break;
    }
    assert.equal(phases[0], 'ADDED Pending');
    assert.equal(phases.at(-1), 'MODIFIED Running');
  });
});

test('controlled time stands until it is moved', async () => {
  await withServer(async ({ ask, control, cluster }) => {
    const before = cluster.nowMs;
    await ask('GET', PODS);
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(cluster.nowMs, before);
    const moved = await control({ advanceMs: 5000 });
    assert.deepEqual([moved.status, moved.json['nowMs']], [200, before + 5000]);
    const stopped = await control({ stop: { process: 'kubelet', node: cluster.topology.nodes[0]?.name } });
    assert.deepEqual((stopped.json as unknown as { stopped: object[] }).stopped.length, 1);
  });
});

test('an impersonated user may do only what roles allow', async () => {
  await withServer(async ({ ask }) => {
    const headers = { 'impersonate-user': 'jane' };
    const { status, json } = await ask('GET', PODS, { headers });
    assert.equal(status, 403);
    assert.equal(
      json['message'],
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
    );
    const body = { spec: { resourceAttributes: { verb: 'list', resource: 'pods', namespace: 'default' } } };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const mine = (await ask('POST', path, { body })).json as unknown as { status: { allowed: boolean } };
    const hers = (await ask('POST', path, { body, headers })).json as unknown as { status: { allowed: boolean } };
    assert.deepEqual([mine.status.allowed, hers.status.allowed], [true, false]);
  });
});

test('empty maps of metadata are left out, as Go leaves them out', async () => {
  await withServer(async ({ ask }) => {
    const body = { metadata: { name: 'c', annotations: {}, labels: {} } };
    const { json } = await ask('POST', '/api/v1/namespaces/default/configmaps', { body });
    assert.deepEqual(
      Object.keys(json['metadata'] as unknown as object).filter((name) => /annotations|labels/.test(name)),
      [],
    );
  });
});

test('a null in a request for a token is a field that is not there', async () => {
  await withServer(async ({ ask }) => {
    const accounts = '/api/v1/namespaces/default/serviceaccounts';
    await ask('POST', accounts, { body: { metadata: { name: 'bot' } } });
    const { status } = await ask('POST', `${accounts}/bot/token`, { body: { spec: { expirationSeconds: null } } });
    assert.equal(status, 201);
  });
});

test('what follows at once from a request has happened when a client asks again, without time having passed', async () => {
  await withServer(async ({ ask, cluster }) => {
    const before = cluster.nowMs;
    const template = { metadata: { labels: { app: 'w' } }, spec: POD.spec };
    const body = { metadata: { name: 'w' }, spec: { selector: { matchLabels: { app: 'w' } }, template } };
    await ask('POST', '/apis/apps/v1/namespaces/default/deployments', { body });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const list = (await ask('GET', PODS)).json as unknown as { items: object[] };
    assert.deepEqual([list.items.length, cluster.nowMs], [1, before]);
  });
});
