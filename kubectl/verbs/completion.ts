import { KubectlError, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import type { Verb } from '../verb.ts';

const SHELLS: readonly string[] = ['bash', 'fish', 'powershell', 'zsh'];

/** The script that it prints is for the shell on the user's own machine, which calls a kubectl that is installed there. */
export const completionVerb: Verb = {
  name: 'completion',
  summary: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  usage: 'SHELL',
  flags: [],
  run,
};

function run(invocation: Invocation): number {
  const [shell, more] = invocation.args;
  if (shell === undefined) throw usageError(invocation.commandPath, 'Shell not specified.');
  if (more !== undefined) throw usageError(invocation.commandPath, 'Too many arguments. Expected only the shell type.');
  if (!SHELLS.includes(shell))
    throw usageError(invocation.commandPath, `Unsupported shell type ${JSON.stringify(shell)}.`);
  throw new KubectlError(
    `kubectl completion ${shell} is not simulated: there is no ${shell} here to complete words in`,
  );
}
