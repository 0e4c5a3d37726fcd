import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../engine/index.ts';
import { type TestServer, withServer } from './serving.ts';
import { skip, withKubectl } from './with-kubectl.ts';

const PODS = '/api/v1/namespaces/default/pods';
const POD = {
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.23.1', ports: [{ name: 'http', containerPort: 80 }] }] },
};
const DATABASE = {
  metadata: { name: 'db' },
  spec: { containers: [{ name: 'db', image: 'redis', ports: [{ containerPort: 6379 }] }] },
};
const GET = 'GET / HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n';

/** What comes over the channels of one WebSocket until the server closes it: port and bytes of each. */
function channelsOf(url: string, ports: string, sent: string): Promise<readonly string[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${PODS}/web/portforward?${ports}`, 'v4.channel.k8s.io');
  socket.binaryType = 'arraybuffer';
  const heard = new Map<number, Buffer>();
  socket.addEventListener('open', () => socket.send(Buffer.concat([Buffer.from([0]), Buffer.from(sent)])));
  socket.addEventListener('message', ({ data }) => {
    const [channel = 0, ...rest] = Buffer.from(data as ArrayBuffer);
    heard.set(channel, Buffer.concat([heard.get(channel) ?? Buffer.alloc(0), Buffer.from(rest)]));
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('no connection')));
    socket.addEventListener('close', () =>
      resolve([...heard].map(([channel, bytes]) => `${channel} ${bytes.readUInt16LE(0)} ${bytes.toString('utf8', 2)}`)),
    );
  });
}

async function withPods(use: (server: TestServer) => Promise<void>): Promise<void> {
  await withServer(async (server) => {
    for (const body of [POD, DATABASE]) await server.ask('POST', PODS, { body });
    server.cluster.advance(60_000);
    await use(server);
  });
}

test('a client library reaches the ports of a pod over a WebSocket, and hears why one is closed', async () => {
  await withPods(async ({ served, cluster }) => {
    const before = cluster.nowMs;
    const [data = '', error = ''] = await channelsOf(served.url, 'ports=80', GET);
    assert.match(data, /^0 80 HTTP\/1\.1 200 OK\r\nServer: nginx\/1\.23\.1\r\n[^]*Welcome to nginx!/);
    assert.equal(error, '1 80 ');
    const [none = '', why = ''] = await channelsOf(served.url, 'ports=81', GET);
    assert.equal(none, '0 81 ');
    assert.match(
      why,
      /^1 81 error forwarding port 81 to pod [0-9a-f]{64}, uid : failed to execute portforward in network namespace "\/var\/run\/netns\/cni-[-0-9a-f]{36}": failed to connect to localhost:81 inside namespace "[0-9a-f]{64}", IPv4: dial tcp4 127\.0\.0\.1:81: connect: connection refused IPv6 dial tcp6 \[::1\]:81: connect: connection refused $/,
    );
    assert.equal(cluster.nowMs, before, 'controlled time stands');
  });
});

test('what is no HTTP is refused by name, and so is a server that speaks something else', async () => {
  await withPods(async ({ served, ask }) => {
    const [, garbage = ''] = await channelsOf(served.url, 'ports=80', '\u0016\u0003\u0001 hello');
    assert.match(garbage, /: seatrial answers HTTP\/1\.1 there and nothing else \(Parse Error: .*\)$/);
    const { status, json } = await ask('GET', `${PODS}/web/portforward`);
    assert.deepEqual([status, json['message']], [400, 'Upgrade request required']);
  });
});

test('a container in the pod sees who asks: the loopback, with the line in its log', async () => {
  await withPods(async ({ served, ask }) => {
    await channelsOf(served.url, 'ports=80', GET.replace('/ ', '/a?b=c '));
    const { text } = await ask('GET', `${PODS}/web/log`);
    assert.match(text, /127\.0\.0\.1 - - \[.*\] "GET \/a\?b=c HTTP\/1\.1" 404 /);
  });
});

const READY = /^Forwarding from 127\.0\.0\.1:(\d+) -> (\d+)\n/m;
const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8000, targetPort: http}]}
`;

test('a real kubectl forwards ports of pods and services', { skip }, async () => {
  await withKubectl(async (kubectl, { beside, cluster }) => {
    await kubectl('create -f -', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...POD }));
    await kubectl('create -f -', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...DATABASE }));
    await kubectl('create -f -', SERVICE);
    await kubectl('wait --for=condition=Ready pod/web pod/db');
    for (const [line, remote] of [
      ['pod/web :80', '80'],
      ['svc/web :8000', '80'],
    ]) {
      const printed = await beside(`port-forward ${line}`, READY, async ([, local, port]) => {
        assert.equal(port, remote);
        const response = await fetch(`http://127.0.0.1:${local}/`);
        assert.deepEqual([response.status, response.headers.get('server')], [200, 'nginx/1.23.1']);
        assert.match(await response.text(), /Welcome to nginx!/);
        const posted = await fetch(`http://127.0.0.1:${local}/`, { method: 'POST', body: 'x'.repeat(100_000) });
        assert.equal(posted.status, 405);
      });
      assert.match(printed, /Handling connection for /);
    }
    const closed = await beside('port-forward pod/web :81', READY, async ([, local]) => {
      await assert.rejects(fetch(`http://127.0.0.1:${local}/`));
    });
    assert.match(
      closed,
      /an error occurred forwarding \d+ -> 81: error forwarding port 81 to pod .*connection refused/,
    );
    assert.match(closed, /lost connection to pod\n$/);
    const other = await beside('port-forward pod/db :6379', READY, async ([, local]) => {
      await assert.rejects(fetch(`http://127.0.0.1:${local}/`));
    });
    assert.match(other, /seatrial answers HTTP\/1\.1 there and nothing else: pod default\/db listens on port 6379/);
    const { nodeName = '' } = cluster.view.get<Pod>('Pod', 'default', 'web')?.spec ?? {};
    cluster.stop('kubelet', nodeName);
    const refused = `dial tcp 192.168.1.101:10250: connect: connection refused\n`;
    const dialled = `error dialing backend: ${refused}`;
    const asked = `Get "https://192.168.1.101:10250/containerLogs/default/web/web": ${refused}`;
    for (const [line, text] of [
      ['port-forward pod/web :80', `error: error upgrading connection: ${dialled}`],
      ['exec web -- date', `Error from server: ${dialled}`],
      ['logs web', `Error from server: ${asked}`],
    ] as const)
      assert.deepEqual(await kubectl(line), { exit: 1, text }, line);
  });
});
