import { usageError } from '../errors.ts';
import { verbHelp } from '../help.ts';
import type { Invocation } from '../invocation.ts';
import type { Verb } from '../verb.ts';

interface Group extends Omit<Verb, 'run' | 'flags'> {
  readonly subcommands: readonly Verb[];
  /** Where the help goes when no command is named: default stderr. */
  readonly helpTo?: 'stdout';
}

/** A command that only holds others (`rollout`, `set`): by itself it prints its help, and fails. */
export function groupVerb({ helpTo, ...group }: Group): Verb {
  const verb: Verb = { ...group, flags: [], run: (invocation) => runWithoutCommand(invocation, verb, helpTo) };
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
