import { join } from 'node:path';
import { commands } from './commands.ts';
import { complainOfFault, dispatch } from './dispatch.ts';
import type { Output } from './dispatch.ts';
import { type Pack, usePack } from './pack/use.ts';
import { version } from './version.ts';

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
  const pack = packFor(argv[0], process.env);
  const code = await dispatch(argv, commands, version(), terminal);
  pack?.keepCompiled();
  return code;
}

/** The commands that the pack holds. */
const PACKED: ReadonlySet<string | undefined> = new Set(['run', 'explore']);

/** No pack where somebody wants to see the files themselves at work: SEATRIAL_PACK=off, or a coverage measurement. */
function packFor(command: string | undefined, env: NodeJS.ProcessEnv): Pack | undefined {
  if (!PACKED.has(command) || env['SEATRIAL_PACK'] === 'off' || env['NODE_V8_COVERAGE'] !== undefined) return undefined;
  return usePack(join(import.meta.dirname, '..'));
}
