import { KubectlError } from '../../errors.ts';
import { commandHelp } from '../../help.ts';
import type { Invocation } from '../../invocation.ts';

/** Too few or too many words: the command's help, and the refusal to throw. */
export function unexpectedArgs(invocation: Invocation, words = 'Unexpected args'): KubectlError {
  invocation.out(commandHelp(invocation.commandPath) ?? '');
  return new KubectlError(`${words}: [${invocation.args.join(' ')}]`);
}
