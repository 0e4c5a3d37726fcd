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

test('what is left out does nothing: without a scheduler a pod stays where nobody has put it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-serve-'));
  const flags = [
    '--port',
    '0',
    '--cluster',
    'bare',
    '--plain',
    '--kubeconfig',
    join(folder, 'config'),
    '--speed',
    '50',
  ];
  const nodeOf = async (...more: readonly string[]): Promise<unknown> => {
    const child = start(...flags, ...more);
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const pods = `${/http:\S+:\d+/.exec(line.toString())?.[0] ?? ''}/api/v1/namespaces/default/pods`;
    const body = JSON.stringify({ metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } });
    assert.equal(
      (await fetch(pods, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status,
      201,
    );
    await new Promise((passed) => setTimeout(passed, 300));
    const { spec } = (await (await fetch(`${pods}/p`)).json()) as { spec: { nodeName?: string } };
    child.kill('SIGINT');
    await ended(child);
    return spec.nodeName;
  };
  assert.match(String(await nodeOf()), /^w\d/);
  assert.equal(await nodeOf('--without', 'kube-scheduler,kube-controller-manager'), undefined);
  rmSync(folder, { recursive: true });
});

test('a process that cannot be left out is one line with those that can, and exit code 2', async () => {
  const { code, said } = await ended(start('--cluster', 'bare', '--without', 'kube-scheduler,scheduler'));
  assert.equal(code, 2);
  assert.match(
    said,
    /^seatrial serve: --without scheduler: can be left out: kube-scheduler, kube-controller-manager, .*kubelet.*\n$/,
  );
});

test('time begins where it is told to: now, or at a time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-serve-'));
  const flags = ['--port', '0', '--cluster', 'bare', '--plain', '--kubeconfig', join(folder, 'config'), '--start'];
  const bornAt = async (time: string): Promise<number> => {
    const child = start(...flags, time);
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const url = `${/http:\S+:\d+/.exec(line.toString())?.[0] ?? ''}/api/v1/namespaces`;
    const body = JSON.stringify({ metadata: { name: 'n' } });
    const made = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const { metadata } = (await made.json()) as { metadata: { creationTimestamp: string } };
    child.kill('SIGINT');
    await ended(child);
    return Date.parse(metadata.creationTimestamp);
  };
  assert.ok(Math.abs((await bornAt('now')) - Date.now()) < 60_000);
  assert.ok(Math.abs((await bornAt('2024-02-29T12:00:00Z')) - Date.UTC(2024, 1, 29, 12)) < 60_000);
  const { code, said } = await ended(start(...flags, 'tomorrow'));
  assert.deepEqual(
    [code, said],
    [2, 'seatrial serve: --start tomorrow: give now, or a time such as 2022-10-03T00:00:00Z\n'],
  );
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
