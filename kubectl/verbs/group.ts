import { usageError } from '../errors.ts';
import { verbHelp } from '../help.ts';
import type { Invocation } from '../invocation.ts';
import type { Verb } from '../verb.ts';

interface Group extends Omit<Verb, 'run' | 'flags'> {
  readonly subcommands: readonly Verb[];
  /** Where the help goes when no command is named: default stderr. */
  readonly helpTo?: 'stdout';
  /** Without a command it has done what it was asked for. */
  readonly isFine?: boolean;
}

/** A command that only holds others (`rollout`, `set`): by itself it prints its help, and most of them fail. */
export function groupVerb({ helpTo, isFine = false, ...group }: Group): Verb {
  const run = (invocation: Invocation): number => {
    const failed = runWithoutCommand(invocation, verb, helpTo);
    return isFine ? 0 : failed;
  };
  const verb: Verb = { ...group, flags: [], run };
  return verb;
}

/** cmdutil.DefaultSubCommandRun. */
export function runWithoutCommand(invocation: Invocation, verb: Verb, helpTo?: 'stdout'): number {
  if (invocation.args.length > 0)
    throw usageError(invocation.commandPath, `unknown command ${JSON.stringify(invocation.args.join(' '))}`);
  const help = verbHelp(verb, invocation.commandPath);
  if (helpTo === 'stdout') invocation.out(help);
  else invocation.err(help);
  return 1;
}
