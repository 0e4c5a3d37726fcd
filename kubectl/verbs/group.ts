import { usageError } from '../errors.ts';
import { verbHelp } from '../help.ts';
import type { Verb } from '../verb.ts';

/** A command that only holds others (`rollout`, `set`): by itself it prints its help. */
export function groupVerb(group: Omit<Verb, 'run' | 'flags'> & { readonly subcommands: readonly Verb[] }): Verb {
  return {
    ...group,
    flags: [],
    run: (invocation) => {
      if (invocation.args.length > 0)
        throw usageError(invocation.commandPath, `unknown command ${JSON.stringify(invocation.args.join(' '))}`);
      invocation.out(verbHelp({ ...group, flags: [], run: () => 0 }, invocation.commandPath));
      return 0;
    },
  };
}
