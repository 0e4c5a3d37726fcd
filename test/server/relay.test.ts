import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster, Pod } from '../../engine/index.ts';
import { MemoryFiles } from '../../scenarios/files.ts';
import { Session } from '../../scenarios/session.ts';
import { type TestServer, withServer } from './serving.ts';
import { skip, withKubectl } from './with-kubectl.ts';

const SPACE = '/api/v1/namespaces/default';
const pod = (name: string, image: string, port: number, labels = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: { containers: [{ name: 'c', image, ports: [{ containerPort: port }] }] },
});
const service = (name: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 81, targetPort: 80 }] },
});
const OBJECTS: readonly (readonly [plural: string, object: object])[] = [
  ['pods', pod('web', 'nginx:1.23.1', 80, { app: 'web' })],
  ['pods', pod('db', 'redis', 6379)],
  ['pods', pod('waits', 'nginx:none', 80)],
  ['services', service('web')],
  ['services', service('empty')],
];

async function make({ ask, cluster }: Pick<TestServer, 'ask' | 'cluster'>): Promise<void> {
  for (const [plural, body] of OBJECTS) assert.equal((await ask('POST', `${SPACE}/${plural}`, { body })).status, 201);
  cluster.advance(60_000);
}

async function withObjects(use: (server: TestServer) => Promise<void>): Promise<void> {
  await withServer(async (server) => {
    await make(server);
    await use(server);
  });
}

const PAGE = /^<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!<\/title>\n/;
const refused = (reason: string, message: string): string => `Error from server (${reason}): ${message}\n`;
const unavailable = (message: string): string => refused('ServiceUnavailable', message);
const forbidden = (what: string, where: string): string => refused('Forbidden', `${what} in API group "" ${where}`);

/** What kubectl v1.25.0 prints of `get --raw`; the address of the pod is ADDRESS. */
const RAW: readonly (readonly [path: string, text: string | RegExp])[] = [
  [`${SPACE}/pods/web/proxy/`, PAGE],
  [`${SPACE}/pods/web:80/proxy/`, PAGE],
  [`${SPACE}/pods/web:http/proxy/`, PAGE],
  [`${SPACE}/services/web:81/proxy/`, PAGE],
  [`${SPACE}/services/web:81/proxy`, PAGE],
  [`${SPACE}/services/web:http/proxy/`, PAGE],
  [`${SPACE}/services/http:web:http/proxy/index.html?a=b`, PAGE],
  [`${SPACE}/services/web:81/proxy/nope`, refused('NotFound', 'the server could not find the requested resource')],
  [`${SPACE}/services/web:80/proxy/`, unavailable('no service port 80 found for service "web"')],
  [`${SPACE}/services/web/proxy/`, unavailable('no endpoints available for service "web"')],
  [`${SPACE}/services/web:https/proxy/`, unavailable('no endpoints available for service "web:https"')],
  [`${SPACE}/services/empty:81/proxy/`, unavailable('no endpoints available for service "empty"')],
  [`${SPACE}/services/none:81/proxy/`, refused('NotFound', 'services "none" not found')],
  [`${SPACE}/services/none/proxy/`, refused('NotFound', 'endpoints "none" not found')],
  [`${SPACE}/services/ftp:web:81/proxy/`, refused('BadRequest', 'invalid service request "ftp:web:81"')],
  [`${SPACE}/pods/none/proxy/`, refused('NotFound', 'pods "none" not found')],
  [`${SPACE}/pods/a:b:c:d/proxy/`, refused('BadRequest', 'invalid pod request "a:b:c:d"')],
  [
    `${SPACE}/pods/web:81/proxy/`,
    unavailable('error trying to reach service: dial tcp ADDRESS:81: connect: connection refused'),
  ],
  [
    `${SPACE}/pods/web:nope/proxy/`,
    unavailable('error trying to reach service: dial tcp: lookup tcp/nope: unknown port'),
  ],
  [
    `${SPACE}/pods/db/proxy/`,
    unavailable(
      'error trying to reach service: seatrial answers HTTP/1.1 there and nothing else: pod default/db listens on port 6379, but does not answer HTTP there',
    ),
  ],
  ['/api/v1/nodes/w1-k8s/proxy/healthz', 'ok'],
  [
    '/api/v1/nodes/w1-k8s:10250/proxy/pods',
    /^\{"kind":"PodList","apiVersion":"v1","metadata":\{\},"items":\[\{"metadata":/,
  ],
  [
    '/api/v1/nodes/w1-k8s/proxy/configz',
    refused('BadRequest', '/configz of a kubelet is not simulated by seatrial; /healthz and /pods are'),
  ],
  ['/api/v1/nodes/none/proxy/healthz', refused('NotFound', 'nodes "none" not found')],
  [
    `${SPACE}/services/web:81/proxy/ --as=jane`,
    forbidden(
      'services "web:81" is forbidden: User "jane" cannot get resource "services/proxy"',
      'in the namespace "default"',
    ),
  ],
  [
    '/api/v1/nodes/w1-k8s/proxy/healthz --as=jane',
    forbidden('nodes "w1-k8s" is forbidden: User "jane" cannot get resource "nodes/proxy"', 'at the cluster scope'),
  ],
];

type Kubectl = (line: string) => Promise<{ readonly exit: number; readonly text: string }>;

async function checkRaw(cluster: Cluster, kubectl: Kubectl): Promise<void> {
  const address = cluster.view.get<Pod>('Pod', 'default', 'web')?.status.podIP ?? '';
  for (const [path, expected] of RAW) {
    const { exit, text } = await kubectl(`get --raw ${path}`);
    if (typeof expected === 'string') assert.equal(text, expected.replace('ADDRESS', address), path);
    else assert.match(text, expected, path);
    assert.equal(exit, text.startsWith('Error') ? 1 : 0, path);
  }
}

test('the embedded kubectl gets what a relayed request is answered with', async () => {
  await withObjects(async ({ cluster }) => {
    const session = new Session(cluster, new MemoryFiles());
    await checkRaw(cluster, (line) => {
      const { exit, stdout, stderr } = session.kubectl(line.split(' '));
      return Promise.resolve({ exit, text: stdout + stderr });
    });
  });
});

test('a real kubectl gets the same', { skip }, async () => {
  await withKubectl(async (kubectl, { cluster }) => {
    await kubectl(
      'create -f -',
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OBJECTS.map(([, one]) => one) }),
    );
    cluster.advance(60_000);
    await checkRaw(cluster, kubectl);
  });
});

test('method, query, headers and body go through, and what the API server adds or keeps to itself', async () => {
  await withObjects(async ({ ask, served }) => {
    const web = `${SPACE}/services/web:81/proxy`;
    const headers = { authorization: 'Bearer seatrial', 'user-agent': 'tester/2', 'x-forwarded-for': '10.9.8.7' };
    const shown = await ask('GET', `${web}/?q=%20a+b`, { headers });
    assert.deepEqual([shown.status, shown.type], [200, 'text/html']);
    const posted = await ask('POST', `${web}/form`, { body: 'a=b', headers: { 'content-type': 'text/plain' } });
    assert.deepEqual([posted.status, posted.type], [405, 'text/html']);
    const head = await fetch(`${served.url}${web}/`, { method: 'HEAD' });
    assert.deepEqual(
      [head.status, head.headers.get('content-length'), head.headers.get('server')],
      [200, '615', 'nginx/1.23.1'],
    );
    const lines = (await ask('GET', `${SPACE}/pods/web/log?tailLines=3`)).text;
    assert.match(
      lines,
      /^192\.168\.1\.10 - - \[.*\] "GET \/\?q=%20a\+b HTTP\/1\.1" 200 615 "-" "tester\/2" "10\.9\.8\.7, 127\.0\.0\.1"$/m,
    );
    assert.match(lines, /"POST \/form HTTP\/1\.1" 405 /);
    const folder = await fetch(`${served.url}${web}?q=1`, { redirect: 'manual' });
    assert.deepEqual([folder.status, folder.headers.get('location')], [301, `${web}/?q=1`]);
    assert.equal((await ask('GET', `/api/v1/services/web:81/proxy/`)).status, 404);
  });
});

test('endpoints have their turn one after the other, and where nobody listens the connection is refused', async () => {
  await withObjects(async ({ ask, cluster }) => {
    await ask('POST', `${SPACE}/pods`, { body: pod('web-2', 'nginx:1.23.1', 80, { app: 'web' }) });
    cluster.advance(60_000);
    for (let n = 0; n < 4; n++) await ask('GET', `${SPACE}/services/web:81/proxy/from-${n}`);
    for (const name of ['web', 'web-2']) {
      const { text } = await ask('GET', `${SPACE}/pods/${name}/log`);
      assert.equal(text.match(/"GET \/from-\d/g)?.length, 2, name);
    }
    const { json } = await ask('GET', `${SPACE}/pods/waits/proxy/`);
    const address = cluster.view.get<Pod>('Pod', 'default', 'waits')?.status.podIP ?? '';
    assert.equal(json['message'], `error trying to reach service: dial tcp ${address}:80: connect: connection refused`);
    const { nodeName = '' } = cluster.view.get<Pod>('Pod', 'default', 'web')?.spec ?? {};
    cluster.stop('kubelet', nodeName);
    const kubelet = await ask('GET', `/api/v1/nodes/${nodeName}/proxy/healthz`);
    assert.match(
      String(kubelet.json['message']),
      /^error trying to reach service: dial tcp [\d.]+:10250: connect: connection refused$/,
    );
  });
});

const CURL: readonly (readonly [path: string, expected: RegExp])[] = [
  [`${SPACE}/pods/web/proxy/`, PAGE],
  [`${SPACE}/services/web:81/proxy/nope`, /^<html>\r\n<head><title>404 Not Found<\/title>/],
  [`${SPACE}/services/empty:81/proxy/`, /"message": "no endpoints available for service \\"empty\\""/],
];

test('kubectl proxy hands them on', async () => {
  await withObjects(async ({ cluster }) => {
    const session = new Session(cluster, new MemoryFiles());
    session.kubectl(['proxy']);
    for (const [path, expected] of CURL) {
      const outcome = session.forwards
        .reach(cluster)
        .http({ from: 'outside' }, { host: 'localhost', port: 8001, path });
      assert.match(outcome.outcome === 'answered' ? outcome.response.body : outcome.why, expected, path);
    }
  });
});
