import type { CommandNode, CompoundList, ParsedScript, Pipeline, PipelineNode, Statement } from 'unbash';
import { Input, Pipe } from '../io.ts';
import { withoutTrailing } from '../trailing.ts';
import { NotSimulated, PASS, type Work } from '../work.ts';
import { runCompound } from './compound.ts';
import { Fatal } from './parameter.ts';
import { lineAt, parseScript, SyntaxProblem } from './parse.ts';
import { guarded } from '../guard.ts';
import { evaluateText } from './arithmetic.ts';
import { expandParts, expandPattern, expandWords } from './expand.ts';
import type { Interpreter, Shell } from './shell.ts';
import { runSimple, runWords } from './simple.ts';

/** Runs a text as this shell's program, its traps included. Gives the exit code. */
export function* runProgram(shell: Shell, text: string): Work<number> {
  yield* runText(shell, text);
  const action = shell.traps.get('EXIT');
  if (action !== undefined && action !== '') {
    shell.traps.delete('EXIT');
    const { status } = shell;
    shell.jump = undefined;
    yield* runText(shell, action);
    if (shell.jump === undefined) shell.status = status;
  }
  return shell.status;
}

/** Runs a text in this shell: -c, a file, eval, the body of a trap. */
export function* runText(shell: Shell, text: string): Work<void> {
  const outer = shell.source;
  try {
    const script = parseScript(text);
    shell.source = text;
    yield* runScript(shell, script);
  } catch (error) {
    if (!(error instanceof Fatal) && !(error instanceof SyntaxProblem)) throw error;
    if (error instanceof SyntaxProblem) shell.line = error.line;
    shell.complain(error.message);
    shell.status = error instanceof SyntaxProblem ? 2 : shell.dialect === 'dash' ? 2 : 1;
    shell.jump = { kind: 'exit' };
  } finally {
    shell.source = outer;
  }
}

export function* runScript(shell: Shell, script: ParsedScript): Work<void> {
  yield* runStatements(shell, script.commands, false);
}

/** `isTested`: the result is asked about (if, while, &&, ||, !), so that `set -e` does not end the shell. */
export function* runList(shell: Shell, list: CompoundList, isTested: boolean): Work<void> {
  yield* runStatements(shell, list.commands, isTested);
}

function* runStatements(shell: Shell, statements: readonly Statement[], isTested: boolean): Work<void> {
  for (const statement of statements) {
    yield* runTraps(shell);
    if (shell.jump !== undefined) return;
    shell.line = lineAt(shell.source, statement.pos);
    if (statement.background === true) startInBackground(shell, statement);
    else yield* runLogical(shell, statement.command, isTested);
    for (const path of shell.substituted.splice(0)) shell.container.files.remove(path, false);
    yield* runTraps(shell);
    if (shell.jump !== undefined) return;
  }
}

/** A signal's action runs between two commands. */
export function* runTraps(shell: Shell): Work<void> {
  for (let signal = shell.pending.shift(); signal !== undefined; signal = shell.pending.shift()) {
    const action = shell.traps.get(signal) ?? '';
    const { status } = shell;
    yield* runText(shell, action);
    if (shell.jump !== undefined) return;
    shell.status = status;
  }
}

function startInBackground(shell: Shell, statement: Statement): void {
  const text = withoutTrailing(shell.source.slice(statement.pos, statement.end).trimEnd(), '&').trimEnd();
  const task = shell.container.fork(shell.task.pid, text);
  const inner = shell.fork(task, { ...shell.streams, stdin: Input.of('') });
  task.handler = inner;
  task.work = guarded(shell.streams.stderr, endOf(inner, runLogical(inner, statement.command, false)));
  shell.background = task.pid;
  shell.children.push(task.pid);
  shell.status = 0;
}

/** The exit code of a subshell's work. */
export function* endOf(shell: Shell, work: Work<void>): Work<number> {
  try {
    yield* work;
    yield* runTraps(shell);
    const action = shell.traps.get('EXIT') ?? '';
    shell.jump = undefined;
    const { status } = shell;
    if (action !== '') yield* runText(shell, action);
    return shell.jump === undefined ? status : shell.status;
  } catch (error) {
    if (!(error instanceof Fatal) && !(error instanceof SyntaxProblem)) throw error;
    shell.complain(error.message);
    return error instanceof SyntaxProblem ? 2 : 1;
  }
}

function* runLogical(shell: Shell, node: Statement['command'], isTested: boolean): Work<void> {
  if (node.type !== 'AndOr') return yield* runPipeline(shell, node, isTested);
  for (const [index, command] of node.commands.entries()) {
    const operator = node.operators[index - 1];
    if ((operator === '&&' && shell.status !== 0) || (operator === '||' && shell.status === 0)) continue;
    yield* runPipeline(shell, command, isTested || index < node.commands.length - 1);
    if (shell.jump !== undefined) return;
  }
}

function* runPipeline(shell: Shell, node: PipelineNode, isTested: boolean): Work<void> {
  if (node.type !== 'Pipeline') {
    yield* runCommand(shell, node, isTested);
    return checkExit(shell, node.type, isTested);
  }
  const isTimed = node.prefixes.some(({ type }) => type === 'Time');
  if (isTimed && shell.dialect !== 'bash') throw new NotSimulated('sh: time');
  const beganMs = shell.container.nowMs;
  const isNegated = node.prefixes.some(({ type }) => type === 'Negation');
  const [only] = node.commands;
  if (node.commands.length === 1 && only !== undefined) yield* runCommand(shell, only, isTested || isNegated);
  else yield* runStages(shell, node);
  if (isTimed) shell.streams.stderr.write(timesOf(shell.container.nowMs - beganMs));
  if (shell.jump !== undefined) return;
  if (isNegated) shell.status = shell.status === 0 ? 1 : 0;
  else checkExit(shell, 'Command', isTested);
}

/** What bash says behind `time`; a command takes no time but what it waits. */
function timesOf(tookMs: number): string {
  const real = `${Math.floor(tookMs / 60_000)}m${((tookMs % 60_000) / 1000).toFixed(3)}s`;
  return `\nreal\t${real}\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}

/** `set -e`: a command that fails and whose result nobody asks about ends the shell. */
function checkExit(shell: Shell, type: string, isTested: boolean): void {
  const isSimple = type === 'Command' || type === 'Subshell' || type === 'TestCommand' || type === 'ArithmeticCommand';
  if (shell.options.errexit && !isTested && isSimple && shell.status !== 0) shell.jump ??= { kind: 'exit' };
}

/** Every command of a pipeline is a task of its own, and they run side by side. */
function* runStages(shell: Shell, { commands, operators }: Pipeline): Work<void> {
  let { stdin } = shell.streams;
  const tasks = commands.map((command, index) => {
    const pipe = index < commands.length - 1 ? new Pipe() : undefined;
    const task = shell.container.fork(shell.task.pid, shell.source.slice(command.pos, command.end));
    const stdout = pipe ?? shell.streams.stdout;
    const stderr = operators[index] === '|&' ? stdout : shell.streams.stderr;
    const inner = shell.fork(task, { stdin, stdout, stderr });
    task.handler = inner;
    task.work = guarded(shell.streams.stderr, stage(inner, command, index === 0 ? undefined : stdin, pipe));
    stdin = pipe === undefined ? stdin : new Input(pipe);
    return task;
  });
  yield { ready: () => tasks.every((task) => !task.isRunning) };
  shell.container.reap(tasks);
  const codes = tasks.map((task) => task.exitCode ?? 0);
  const failed = codes.findLast((code) => code !== 0);
  shell.status = shell.options.pipefail ? (failed ?? 0) : (codes.at(-1) ?? 0);
}

function* stage(shell: Shell, command: CommandNode, from: Input | undefined, to: Pipe | undefined): Work<number> {
  try {
    return yield* endOf(shell, runCommand(shell, command, false));
  } finally {
    to?.end();
    from?.close();
  }
}

const TURN = 64;

/** One command. From time to time the others get a turn, so that a reader can stop an endless writer. */
export function* runCommand(shell: Shell, node: CommandNode, isTested: boolean): Work<void> {
  shell.container.count(shell.task.title);
  shell.commands += 1;
  if (shell.commands % TURN === 0) yield PASS;
  if (node.type === 'Command') yield* runSimple(shell, node);
  else yield* runCompound(shell, node, isTested);
}

export const INTERPRETER: Interpreter = {
  runScript,
  runText,
  runList,
  runCommand,
  runWords,
  endOf,
  expandPattern,
  expandParts,
  expandWords,
  evaluateText,
};
