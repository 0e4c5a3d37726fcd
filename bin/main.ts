import { commands } from './commands.ts';
import { complainOfFault, dispatch } from './dispatch.ts';
import type { Output } from './dispatch.ts';
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
  return await dispatch(argv, commands, version(), terminal);
}
