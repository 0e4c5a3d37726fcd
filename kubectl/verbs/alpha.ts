import { verbHelp } from '../help.ts';
import type { Verb } from '../verb.ts';
import { eventsVerb } from './events.ts';

/** Holds what is not yet a command of its own in v1.25. Whatever else is asked of it, it prints its help. */
export const alphaVerb: Verb = {
  name: 'alpha',
  summary: 'Commands for features in alpha',
  usage: '',
  flags: [],
  subcommands: [eventsVerb],
  run: (invocation) => {
    invocation.out(verbHelp(alphaVerb, invocation.commandPath));
    return 0;
  },
};
