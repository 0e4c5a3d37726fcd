import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const BIN = resolve(import.meta.dirname, '../seatrial.js');

function start(...argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, [BIN, 'serve', ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** How it ended, and what it said. */
async function ended(child: ChildProcess): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, said };
}

test('one line says where it listens, the kubeconfig leads there, and an interrupt ends it well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-serve-'));
  const kubeconfig = join(folder, 'config');
  const child = start('--port', '0', '--cluster', 'bare', '--plain', '--kubeconfig', kubeconfig);
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const [, url = ''] =
    /^seatrial: bare listens on (http:\/\/127\.0\.0\.1:\d+); KUBECONFIG=.*\n$/.exec(line.toString()) ?? [];
  assert.match(readFileSync(kubeconfig, 'utf8'), new RegExp(`server: ${url}\n`));
  assert.equal(await (await fetch(`${url}/readyz`)).text(), 'ok');
  assert.equal((await fetch(`${url}/seatrial/control`, { method: 'POST', body: '{}' })).status, 404);
  child.kill('SIGINT');
  assert.equal((await ended(child)).code, 0);
  rmSync(folder, { recursive: true });
});

test('an unknown topology is one line and exit code 2', async () => {
  const { code, said } = await ended(start('--cluster', 'nowhere'));
  assert.equal(code, 2);
  assert.match(said, /^seatrial serve: --cluster: unknown topology "nowhere"[^\n]*\n$/);
});

test('a port in use is one line and exit code 2, and no kubeconfig is written', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const file = join(tmpdir(), `seatrial-never-${process.pid}`);
  const { code, said } = await ended(start('--port', String(port), '--cluster', 'bare', '--kubeconfig', file));
  taken.close();
  assert.deepEqual([code, existsSync(file)], [2, false]);
  assert.equal(said, `seatrial serve: --port ${port}: the port is in use; choose another, or 0 for any free one\n`);
});
