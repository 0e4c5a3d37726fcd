import type { Call } from '../commands/command.ts';
import type { Work } from '../work.ts';
import { NotSimulated } from '../work.ts';
import { absolute } from './glob.ts';
import { parseScript, SyntaxProblem } from './parse.ts';
import { INTERPRETER, runProgram, runText } from './script.ts';
import { type Dialect, Shell } from './shell.ts';

/** Shells that run each other in one task: scripts that run themselves end here. */
const MAX_NESTED = 50;

/** sh and bash: `-c TEXT [NAME [ARG...]]`, a script file, or the lines of standard input. */
export function* shellProgram(call: Call): Work<number> {
  const { task } = call;
  if (task.shells >= MAX_NESTED)
    throw new NotSimulated(`${call.name}: more than ${MAX_NESTED} scripts that run each other`);
  task.shells += 1;
  try {
    return yield* shellOf(call);
  } finally {
    task.shells -= 1;
  }
}

function* shellOf(call: Call): Work<number> {
  const dialect = dialectOf(call);
  const { letters, rest, isCommand } = optionsOf(call);
  const shellName = call.name.slice(call.name.lastIndexOf('/') + 1);
  const begin = (name: string, args: readonly string[]): Shell => {
    const { container, task, env, cwd, stdin, stdout, stderr } = call;
    const shell = new Shell({
      interpreter: INTERPRETER,
      container,
      task,
      name,
      dialect,
      streams: { stdin, stdout, stderr },
      env,
      cwd,
      args,
    });
    shell.options.errexit = letters.includes('e');
    shell.options.xtrace = letters.includes('x');
    shell.options.nounset = letters.includes('u');
    task.handler = shell;
    return shell;
  };
  if (isCommand) {
    const [text, name = shellName, ...args] = rest;
    if (text === undefined) {
      call.stderr.write(`${shellName}: -c: option requires an argument\n`);
      return 2;
    }
    return yield* runProgram(begin(name, args), text);
  }
  const [path, ...args] = rest;
  if (path === undefined) return yield* runLines(begin(shellName, []), call);
  const text = call.container.files.read(absolute(call.cwd, path));
  if (text !== undefined) return yield* runProgram(begin(path, args), text);
  const problem = {
    bash: `${path}: No such file or directory`,
    busybox: `can't open '${path}': No such file or directory`,
    dash: `0: cannot open ${path}: No such file`,
  };
  call.stderr.write(`${shellName}: ${problem[dialect]}\n`);
  return dialect === 'bash' ? 127 : 2;
}

/**
 * Without a script a shell reads commands from standard input, and runs what it has of them as soon as it is whole; messages carry no line
 * numbers that matter.
 */
function* runLines(shell: Shell, call: Call): Work<number> {
  let text = '';
  while (shell.jump === undefined) {
    const piece = yield* call.stdin.piece();
    if (piece === undefined) break;
    text += piece;
    if (!text.endsWith('\n') || !isWhole(text)) continue;
    yield* runText(shell, text);
    text = '';
  }
  return yield* runProgram(shell, shell.jump === undefined ? text : '');
}

/** Nothing of it is left open. What is wrong in another way is said at the end of the input. */
function isWhole(text: string): boolean {
  try {
    parseScript(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxProblem) return false;
    throw error;
  }
}

function dialectOf({ name, container }: Call): Dialect {
  if (container.traits.userland === 'busybox') return 'busybox';
  return name.endsWith('bash') || container.traits.userland === 'centos' ? 'bash' : 'dash';
}

function optionsOf({ args }: Call): {
  readonly letters: string;
  readonly rest: readonly string[];
  readonly isCommand: boolean;
} {
  let letters = '';
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      i += 1;
      break;
    }
    if (arg === '--login' || arg === '--norc' || arg === '--noprofile') continue;
    if (!/^[-+]./.test(arg)) break;
    const unknown = /[^ceuxlis]/.exec(arg.slice(1));
    if (unknown !== null) throw new NotSimulated(`sh: option ${arg}`);
    letters += arg.slice(1);
  }
  return { letters, rest: args.slice(i), isCommand: letters.includes('c') };
}
