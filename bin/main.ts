import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands } from './commands.ts';
import { complainOfFault, dispatch } from './dispatch.ts';
import type { Output } from './dispatch.ts';

const terminal: Output = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
};

/** The command line as a function: arguments in, exit code out. */
export async function main(argv: readonly string[]): Promise<number> {
  process.on('uncaughtException', (error) => {
    complainOfFault(error, terminal);
    process.exit(3);
  });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // `seatrial steps | head`: the reader has seen enough.
    throw error;
  });
  return await dispatch(argv, commands, version(), terminal);
}

/** From the package's own manifest, which lies above this file both in the repository and in dist/. */
function version(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest?.name === 'seatrial') return manifest.version;
  }
  throw new Error(`no package.json of seatrial above ${import.meta.dirname}`);
}

function readManifest(path: string): { name: string; version: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
