import type { FlagSpec } from './command-line/flags.ts';
import type { KubectlEnvironment } from './environment.ts';
import type { Invocation } from './invocation.ts';

/** One kubectl command, or one command of a group (`create deployment`). Listed in verbs/index.ts or in its group's `subcommands`. */
export interface Verb {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Words of other programs for the same, which kubectl answers with this command's name. */
  readonly suggestFor?: readonly string[];
  /** One sentence for help. */
  readonly summary: string;
  /** What follows the command's path in help: `(TYPE/NAME | TYPE NAME ...) [flags]`. */
  readonly usage: string;
  readonly flags: readonly FlagSpec[];
  /** Names of flags that kubectl has and this one does not act on: using one is refused by name. */
  readonly unsimulatedFlags?: readonly string[];
  /** Everything from the first argument on is an argument (`exec POD cmd --x`). */
  readonly stopAtArgument?: boolean;
  /** Commands below this one. The verb itself runs when none of them is named. */
  readonly subcommands?: readonly Verb[];
  /**
   * Runs the command and gives its exit code. Refusals are thrown (StatusError, KubectlError) or collected in
   * `invocation.fail`, which prints them at the end and makes the exit code 1.
   */
  run(invocation: Invocation, environment: KubectlEnvironment): number;
}
