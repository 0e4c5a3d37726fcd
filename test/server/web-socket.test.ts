import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withServer } from './serving.ts';

const [STDIN, STDOUT, STDERR, STATUS, CLOSE_STREAM] = [0, 1, 2, 3, 255];

interface Heard {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: { readonly status: string };
}

/** One connection of a client library: writes `stdin`, ends it, and hears until the server closes. */
function connected(url: string, stdin: string): Promise<Heard> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'v5.channel.k8s.io');
  socket.binaryType = 'arraybuffer';
  const channels = new Map<number, string>();
  socket.addEventListener('open', () => {
    socket.send(Buffer.concat([Buffer.from([STDIN ?? 0]), Buffer.from(stdin)]));
    socket.send(Buffer.from([CLOSE_STREAM ?? 0, STDIN ?? 0]));
  });
  socket.addEventListener('message', ({ data }) => {
    const [channel = 0, ...rest] = Buffer.from(data as ArrayBuffer);
    channels.set(channel, (channels.get(channel) ?? '') + Buffer.from(rest).toString('utf8'));
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('no connection')));
    socket.addEventListener('close', () => {
      const of = (channel = 0): string => channels.get(channel) ?? '';
      resolve({ stdout: of(STDOUT), stderr: of(STDERR), status: JSON.parse(of(STATUS)) as Heard['status'] });
    });
  });
}

const POD = {
  metadata: { name: 'shell' },
  spec: { containers: [{ name: 'c', image: 'busybox', stdin: true, stdinOnce: true }] },
};

test('a client library attaches over a WebSocket, and runs a command', async () => {
  await withServer(async ({ served, cluster, ask }) => {
    await ask('POST', '/api/v1/namespaces/default/pods', { body: POD });
    cluster.advance(60_000);
    const pod = `${served.url}/api/v1/namespaces/default/pods/shell`;
    const streams = 'stdin=true&stdout=true&stderr=true';
    assert.deepEqual(await connected(`${pod}/exec?${streams}&command=cat`, 'typed'), {
      stdout: 'typed',
      stderr: '',
      status: { metadata: {}, status: 'Success' },
    });
    assert.deepEqual(await connected(`${pod}/attach?${streams}`, 'echo hello\necho wrong >&2\n'), {
      stdout: 'hello\n',
      stderr: 'wrong\n',
      status: { metadata: {}, status: 'Success' },
    });
    const { status, json } = await ask('GET', '/api/v1/namespaces/default/pods/shell/attach');
    assert.deepEqual([status, json['message']], [400, 'Upgrade request required']);
  });
});
