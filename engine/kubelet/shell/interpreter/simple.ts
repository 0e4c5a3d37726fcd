import type { Assignment, Command, CommandArgument } from 'unbash';
import type { Missing } from '../container/container.ts';
import { NotSimulated, type Work } from '../work.ts';
import { assignArray } from './arrays.ts';
import { BUILTINS, keepForCaller } from './builtins.ts';
import { expandText, expandWords } from './expand.ts';
import { redirected } from './redirect.ts';
import type { Shell, Streams } from './shell.ts';

const MAX_DEPTH = 50;

/** A command line: assignments, words, redirections; then a function, a builtin or a program. */
export function* runSimple(shell: Shell, node: Command): Work<void> {
  const assigned = new Map<string, string>();
  const statusBefore = shell.status;
  shell.status = 0;
  for (const part of node.prefix) {
    if (part.type !== 'Assignment') continue;
    if (isOfArray(part)) yield* assignArray(shell, part);
    else assigned.set(...(yield* assignment(shell, part)));
  }
  const statusOfSubstitution = shell.status;
  shell.status = statusBefore;
  const words = yield* wordsOf(shell, node);
  const streams = yield* redirected(shell, node.redirects, shell.streams);
  if (streams === undefined) return;
  if (shell.options.xtrace) trace(shell, assigned, words);
  if (words.length === 0) {
    for (const [name, value] of assigned) shell.set(name, value);
    shell.status = statusOfSubstitution;
    return;
  }
  yield* runWords(shell, words, streams, assigned);
}

function isOfArray({ value, index }: Assignment): boolean {
  return value.type === 'ArrayValue' || index !== undefined;
}

function* assignment(shell: Shell, { name, value, append }: Assignment): Work<[string, string]> {
  if (value.type === 'ArrayValue') throw new NotSimulated(`sh: array ${name}`);
  const text = yield* expandText(shell, value);
  return [name, append === true ? (shell.get(name) ?? '') + text : text];
}

function* wordsOf(shell: Shell, node: Command): Work<string[]> {
  if (node.name === undefined) return [];
  const words = yield* expandWords(shell, [node.name]);
  for (const argument of node.args) words.push(...(yield* argumentWords(shell, argument, words)));
  return words;
}

/** `declare -A a=(...)` and its like make their arrays before they run: nothing but words is handed to a command. */
function* argumentWords(shell: Shell, argument: CommandArgument, before: readonly string[]): Work<readonly string[]> {
  if (argument.type === 'Word') return yield* expandWords(shell, [argument]);
  if (isOfArray(argument)) {
    if (before[0] !== 'export' && before[0] !== 'readonly') keepForCaller(shell, argument.name);
    yield* assignArray(shell, argument, before.includes('-A'));
    return [];
  }
  const [name, value] = yield* assignment(shell, argument);
  return [`${name}=${value}`];
}

function trace(shell: Shell, assigned: ReadonlyMap<string, string>, words: readonly string[]): void {
  const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
  const parts = [...[...assigned].map(([name, value]) => `${name}=${quote(value)}`), ...words.map(quote)];
  shell.streams.stderr.write(`+ ${parts.join(' ')}\n`);
}

/** Runs words that are expanded already. */
export function* runWords(
  shell: Shell,
  words: readonly string[],
  streams: Streams,
  assigned: ReadonlyMap<string, string> = new Map(),
): Work<void> {
  const [name = '', ...args] = words;
  const definition = shell.functions.get(name);
  if (definition !== undefined) return yield* callFunction(shell, definition.body, args, streams);
  const builtin = BUILTINS[name];
  if (builtin !== undefined) {
    for (const [key, value] of assigned) shell.set(key, value);
    const outer = shell.streams;
    shell.streams = streams;
    shell.status = yield* builtin(shell, args);
    if (name !== 'exec' || args.length > 0) shell.streams = outer;
    return;
  }
  const program = shell.container.find(name, shell.cwd);
  if ('missing' in program) {
    shell.status = complain(shell, name, program, streams);
    return;
  }
  const { container, task, cwd } = shell;
  const env = new Map([...shell.environment, ...assigned]);
  shell.status = yield* program.run({ name, args, env, cwd, container, task, ...streams });
}

function complain(shell: Shell, name: string, { missing }: Missing, streams: Streams): number {
  const outer = shell.streams;
  shell.streams = streams;
  if (missing === 'not simulated') streams.stderr.write(`seatrial: ${shell.name}: ${name} is not simulated\n`);
  else if (missing === 'directory')
    shell.complain(`${name}: ${shell.dialect === 'bash' ? 'Is a directory' : 'Permission denied'}`);
  else if (name.includes('/') && shell.dialect === 'bash') shell.complain(`${name}: No such file or directory`);
  else shell.notFound(name);
  shell.streams = outer;
  return missing === 'not simulated' ? 2 : missing === 'directory' ? 126 : 127;
}

function* callFunction(
  shell: Shell,
  body: NonNullable<ReturnType<Shell['functions']['get']>>['body'],
  args: readonly string[],
  streams: Streams,
): Work<void> {
  if (body.type === 'CompoundList') throw new NotSimulated('sh: a function without a body');
  if (shell.depth >= MAX_DEPTH) throw new NotSimulated(`sh: more than ${MAX_DEPTH} nested substitutions or functions`);
  const { args: outerArgs, streams: outerStreams, locals, localArrays } = shell;
  shell.depth += 1;
  shell.args = args;
  shell.streams = streams;
  shell.locals = new Map();
  shell.localArrays = new Map();
  yield* shell.interpreter.runCommand(shell, body, false);
  if (shell.jump?.kind === 'return') shell.jump = undefined;
  restore(shell.variables, shell.locals);
  restore(shell.arrays, shell.localArrays);
  shell.depth -= 1;
  shell.args = outerArgs;
  shell.streams = outerStreams;
  shell.locals = locals;
  shell.localArrays = localArrays;
}

function restore<T>(all: Map<string, T>, before: ReadonlyMap<string, T | undefined>): void {
  for (const [name, old] of before) {
    if (old === undefined) all.delete(name);
    else all.set(name, old);
  }
}
