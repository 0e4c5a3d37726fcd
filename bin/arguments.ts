import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './command.ts';

/** What a command line says, as node:util reads it. */
export type Arguments<T extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: boolean }>
>;

/**
 * The flags and operands of a command.
 * @throws UsageError for a flag that there is not, one without its value, and for a value or operand that is empty: mostly a variable of a
 * script that is not set, which would otherwise mean the working folder
 */
export function argumentsOf<const T extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: T,
  { takesOperands = true }: { readonly takesOperands?: boolean } = {},
): Arguments<T> {
  const read = parsed(argv, options, takesOperands);
  const empty = Object.entries(read.values).find(([, value]) => value === '')?.[0];
  if (empty !== undefined) throw new UsageError(`--${empty} "": its value is empty; give one, or leave the flag out`);
  const operands: readonly string[] = read.positionals;
  if (operands.includes('')) throw new UsageError('an argument is empty (""): is a variable of a script not set?');
  return read;
}

function parsed<const T extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: T,
  allowPositionals: boolean,
): Arguments<T> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageError(unknown(message, options), { cause: error });
    if (code?.startsWith('ERR_PARSE_ARGS_') !== true) throw error;
    throw new UsageError(message.replaceAll(/\s*\n/g, ' '), { cause: error });
  }
}

/** `Unknown option '--sede'`, without node's advice for operands that begin with a dash. */
function unknown(message: string, options: ParseArgsOptionsConfig): string {
  const known = Object.keys(options).map((name) => `--${name}`);
  const end = known.length === 0 ? 'there are no flags' : `there are ${known.join(', ')}`;
  return `${/^[^.]*'(?=\.|$)/.exec(message)?.[0] ?? message}: ${end}`;
}
