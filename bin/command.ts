/** What every file of bin/commands/ exports. */
export interface CommandModule {
  /** Takes what follows the command's name; returns the exit code (0 passed, 1 failed, 2 wrong input). */
  run(argv: readonly string[]): Promise<number>;
}

/** One line of the command table. The module is loaded only when its command is called: start-up stays short. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Its flags as they are typed, and what each is for; absent: it has none. */
  readonly flags?: readonly (readonly [flag: string, meaning: string])[];
  load(): Promise<CommandModule>;
}

/** The command line or the input it names is wrong: one line that says what and where, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** By name: a command from the pack (bin/pack) has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}

type ErrorClass = abstract new (...given: never) => Error;

/** Does something for a command; errors of these kinds are about what the caller gave. */
export function asUsage<T>(kinds: readonly ErrorClass[], work: () => T, where = ''): T {
  try {
    const result = work();
    return result instanceof Promise ? (result.catch((error: unknown) => rethrow(kinds, error, where)) as T) : result;
  } catch (error) {
    return rethrow(kinds, error, where);
  }
}

function rethrow(kinds: readonly ErrorClass[], error: unknown, where: string): never {
  if (!(error instanceof Error) || !kinds.some((kind) => error instanceof kind)) throw error;
  throw new UsageError(`${where}${error.message}`, { cause: error });
}
