import { isUsageError } from './command.ts';
import type { Command } from './command.ts';

/** Where the lines of a command line's answer go. */
export interface Output {
  print(line: string): void;
  complain(line: string): void;
}

const REPORT_HINT =
  'this is a fault of seatrial: please report it with the command line and the stack (SEATRIAL_STACK=1 prints it)';

/** Runs one command line against a table of commands; returns the exit code and never throws. */
export async function dispatch(
  argv: readonly string[],
  commands: readonly Command[],
  version: string,
  output: Output,
): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.print(help(commands, version));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    output.print(version);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    output.complain(`seatrial: unknown command "${name}" (seatrial --help lists the commands)`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.print(commandHelp(command));
    return 0;
  }
  return await runCommand(command, rest, output);
}

async function runCommand(command: Command, argv: readonly string[], output: Output): Promise<number> {
  try {
    const module = await command.load();
    return await module.run(argv);
  } catch (error) {
    if (isUsageError(error)) {
      output.complain(`seatrial ${command.name}: ${firstLine(error.message)}`);
      return 2;
    }
    complainOfFault(error, output);
    return 3;
  }
}

/** One line about a fault of our own; the stack only where it was asked for. */
export function complainOfFault(error: unknown, output: Output): void {
  output.complain(`seatrial: ${firstLine(error instanceof Error ? error.message : String(error))}; ${REPORT_HINT}`);
  if (process.env['SEATRIAL_STACK'] !== undefined && error instanceof Error) output.complain(error.stack ?? '');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function commandHelp({ name, usage, summary, flags = [] }: Command): string {
  const width = Math.max(0, ...flags.map(([flag]) => flag.length));
  const lines = flags.map(([flag, meaning]) => `  ${flag.padEnd(width)}  ${meaning}`);
  return [`seatrial ${name} ${usage}`, `  ${summary}`, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}

function help(commands: readonly Command[], version: string): string {
  const lines = commands.flatMap(({ name, usage, summary }) => [`  ${name} ${usage}`.trimEnd(), `      ${summary}`]);
  return [
    `seatrial ${version}: Given/When/Then scenarios against a simulated Kubernetes cluster`,
    '',
    'usage: seatrial COMMAND [ARGUMENT...]',
    ...(lines.length === 0 ? [] : ['', ...lines]),
    '',
    '  --help     this text; seatrial COMMAND --help for one command',
    '  --version  the version',
    '',
    'exit codes: 0 all passed; 1 something failed; 2 the command or its input was wrong; 3 a fault of seatrial',
  ].join('\n');
}
