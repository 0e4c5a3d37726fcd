import { KubectlError } from '../errors.ts';
import type { Verb } from '../verb.ts';

/**
 * A command that kubectl has and this one does not: it says so in one line, whatever its arguments.
 * @param path the command's group, for the message
 */
export function refusedVerb(name: string, why: string, path = 'kubectl'): Verb {
  return {
    name,
    summary: `Not simulated: ${why}`,
    usage: '',
    flags: [],
    stopAtArgument: true,
    run: () => {
      throw new KubectlError(`${path} ${name} is not simulated: ${why}`);
    },
  };
}
