import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectlAtHand } from '../oracle/kubectl-binary.ts';
import { type TestServer, withServer } from './serving.ts';

const found = kubectlAtHand();

/** Why there is no real kubectl, for `test`; false: there is one. */
export const skip: string | false = 'missing' in found ? found.missing : false;

export interface Printed {
  readonly exit: number;
  readonly text: string;
}

/** A real kubectl against a served cluster. */
export interface RealKubectl {
  /** One command to its end. */
  readonly run: (line: string, stdin?: string) => Promise<Printed>;
  /** A command that goes on until `use` is done: it is interrupted then, and gives what it has printed. */
  readonly beside: (line: string, ready: RegExp, use: (first: RegExpExecArray) => Promise<void>) => Promise<string>;
}

/** A terminal for a real kubectl against a served cluster over HTTPS. */
export async function withKubectl(
  use: (kubectl: RealKubectl['run'], more: RealKubectl & TestServer) => Promise<void>,
): Promise<void> {
  await withServer(async (server) => {
    const home = mkdtempSync(join(tmpdir(), 'seatrial-kubectl-'));
    writeFileSync(join(home, 'config'), server.served.kubeconfig);
    const env = { HOME: home, KUBECONFIG: join(home, 'config'), PATH: process.env['PATH'], TZ: 'UTC' };
    const path = 'path' in found ? found.path : '';
    const run: RealKubectl['run'] = (line, stdin = '') =>
      new Promise((resolve) => {
        const child = execFile(path, line.split(' '), { env, timeout: 60_000 }, (error, stdout, stderr) => {
          resolve({ exit: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr });
        });
        child.stdin?.end(stdin);
      });
    const beside: RealKubectl['beside'] = async (line, ready, use) => {
      const child = spawn(path, line.split(' '), { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
      return await spoken(child, ready, use);
    };
    try {
      await use(run, { run, beside, ...server });
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }, false);
}

async function spoken(
  child: ChildProcess,
  ready: RegExp,
  use: (first: RegExpExecArray) => Promise<void>,
): Promise<string> {
  let text = '';
  const said = Promise.withResolvers<RegExpExecArray>();
  const over = Promise.withResolvers<void>();
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    const match = ready.exec(text);
    if (match !== null) said.resolve(match);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.once('close', () => {
    said.reject(new Error(`kubectl ended with ${text}`));
    over.resolve();
  });
  try {
    await use(await said.promise);
  } finally {
    child.kill('SIGINT');
    await over.promise;
  }
  return text;
}
