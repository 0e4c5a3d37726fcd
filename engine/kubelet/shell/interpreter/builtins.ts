import { signalName } from '../container/task.ts';
import { NotSimulated, type Work } from '../work.ts';
import { declareArray, fill, removeItem } from './arrays.ts';
import { absolute } from './glob.ts';
import { Fatal } from './parameter.ts';
import type { Jump, Options, Shell } from './shell.ts';
import { Malformed, testArguments } from './test.ts';

type Builtin = (shell: Shell, args: readonly string[]) => Work<number>;

/** A builtin that never waits. */
function plain(run: (shell: Shell, args: readonly string[]) => number): Builtin {
  // oxlint-disable-next-line require-yield
  return function* builtin(shell, args) {
    return run(shell, args);
  };
}

/** Commands that the shell itself is, because they change its state. */
export const BUILTINS: Readonly<Record<string, Builtin | undefined>> = Object.assign(Object.create(null), {
  ':': plain(() => 0),
  '.': source,
  source,
  '[': plain((shell, args) => {
    if (args.at(-1) === ']') return test(shell, args.slice(0, -1));
    shell.complain('[: missing ]');
    return 2;
  }),
  alias: plain(() => refuse('alias')),
  break: plain((shell, args) => jump(shell, { kind: 'break', levels: count(args) })),
  cd: plain(changeDirectory),
  command: function* command(shell: Shell, args: readonly string[]): Work<number> {
    if (args[0] === '-v' || args[0] === '-V') return refuse(`command ${args[0]}`);
    yield* shell.interpreter.runWords(shell, args, shell.streams);
    return shell.status;
  },
  continue: plain((shell, args) => jump(shell, { kind: 'continue', levels: count(args) })),
  declare: plain(declare),
  eval: function* evaluateText(shell: Shell, args: readonly string[]): Work<number> {
    shell.status = 0;
    yield* shell.interpreter.runText(shell, args.join(' '));
    return shell.status;
  },
  exec: function* replace(shell: Shell, args: readonly string[]): Work<number> {
    if (args.length === 0) return 0;
    yield* shell.interpreter.runWords(shell, args, shell.streams);
    shell.jump = { kind: 'exit' };
    return shell.status;
  },
  exit: plain((shell, args) => leave(shell, { kind: 'exit' }, args)),
  export: plain(exportVariables),
  getopts: plain(() => refuse('getopts')),
  let: function* arithmetic(shell: Shell, args: readonly string[]): Work<number> {
    let last = 0;
    for (const arg of args) last = yield* shell.interpreter.evaluateText(shell, arg);
    return last === 0 ? 1 : 0;
  },
  local: plain(declare),
  mapfile: readLines,
  read,
  readarray: readLines,
  readonly: plain(exportVariables),
  return: plain((shell, args) => leave(shell, { kind: 'return' }, args)),
  set: plain(setOptions),
  shift: plain((shell, args) => {
    const by = count(args);
    if (by > shell.args.length) return 1;
    shell.args = shell.args.slice(by);
    return 0;
  }),
  test: plain(test),
  trap: plain(trap),
  typeset: plain(declare),
  umask: plain(() => 0),
  unset: plain((shell, args) => {
    const names = args.filter((arg) => !arg.startsWith('-'));
    for (const name of names) {
      const [, array, key] = /^(\w+)\[(.+)\]$/.exec(name) ?? [];
      if (array !== undefined && key !== undefined) removeItem(shell, array, key);
      if (!args.includes('-f')) shell.variables.delete(name);
      if (!args.includes('-f')) shell.arrays.delete(name);
      if (args.includes('-f')) shell.functions.delete(name);
    }
    return 0;
  }),
  wait,
});

function refuse(what: string): number {
  throw new NotSimulated(`sh: ${what}`);
}

function count(args: readonly string[]): number {
  const given = Number(args[0] ?? 1);
  return Number.isInteger(given) && given > 0 ? given : 1;
}

function jump(shell: Shell, to: Jump): number {
  shell.jump = to;
  return 0;
}

function leave(shell: Shell, to: Jump, [code]: readonly string[]): number {
  shell.jump = to;
  if (code === undefined) return shell.status;
  if (!/^-?\d+$/.test(code)) {
    shell.complain(
      shell.dialect === 'bash'
        ? `${to.kind}: ${code}: numeric argument required`
        : `${to.kind}: Illegal number: ${code}`,
    );
    return 2;
  }
  return Number(code) & 255;
}

function test(shell: Shell, args: readonly string[]): number {
  try {
    return testArguments(shell, args) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Malformed) && !(error instanceof Fatal)) throw error;
    const isNamed = error instanceof Malformed && shell.dialect !== 'busybox';
    shell.complain(isNamed ? `[: ${error.message}` : error.message);
    return 2;
  }
}

function changeDirectory(shell: Shell, args: readonly string[]): number {
  const target = args[0] === '-' ? (shell.get('OLDPWD') ?? shell.cwd) : (args[0] ?? shell.get('HOME') ?? '/root');
  const path = absolute(shell.cwd, target);
  const kind = shell.container.files.kind(path);
  if (kind === undefined && shell.container.traits.isPart === true) {
    shell.streams.stderr.write(`seatrial: ${target} is not here, and this goes on in ${shell.cwd}\n`);
    return 0;
  }
  if (kind !== 'directory') {
    const why = kind === 'file' ? 'Not a directory' : 'No such file or directory';
    const words = {
      bash: `cd: ${target}: ${why}`,
      busybox: `cd: can't cd to ${target}: ${why}`,
      dash: `cd: can't cd to ${target}`,
    };
    shell.complain(words[shell.dialect]);
    return shell.dialect === 'dash' ? 2 : 1;
  }
  shell.set('OLDPWD', shell.cwd);
  shell.cwd = path;
  shell.set('PWD', path);
  return 0;
}

function exportVariables(shell: Shell, args: readonly string[]): number {
  for (const arg of args.filter((one) => !one.startsWith('-'))) {
    const at = arg.indexOf('=');
    if (at < 0) shell.set(arg, shell.get(arg) ?? '', true);
    else shell.set(arg.slice(0, at), arg.slice(at + 1), true);
  }
  return 0;
}

/** `declare [-aAgirx] NAME[=VALUE]...`, `local`: in a function the caller's variables of these names come back when it ends. */
function declare(shell: Shell, args: readonly string[]): number {
  const letters = args.filter((arg) => /^-\w/.test(arg)).join('');
  const unknown = /[^aAgirx-]/.exec(letters)?.[0];
  if (unknown !== undefined) throw new NotSimulated(`sh: declare -${unknown}`);
  for (const arg of args.filter((one) => !/^-\w/.test(one))) {
    const [name = '', ...rest] = arg.split('=');
    const isLocal = !letters.includes('g');
    const isFresh = isLocal && keepForCaller(shell, name);
    if (/a/i.test(letters)) declareArray(shell, name, letters.includes('A'), isFresh);
    else if (arg.includes('=') || isFresh || shell.get(name) === undefined) {
      if (isFresh) shell.arrays.delete(name);
      shell.set(name, rest.join('='), letters.includes('x') ? true : undefined);
    }
  }
  return 0;
}

/** Remembers what a function's caller has under a name, once; whether it did now. */
export function keepForCaller(shell: Shell, name: string): boolean {
  if (shell.locals === undefined || shell.locals.has(name)) return false;
  shell.locals.set(name, shell.variables.get(name));
  shell.localArrays.set(name, shell.arrays.get(name));
  return true;
}

const LETTERS: Readonly<Record<string, keyof Options>> = { e: 'errexit', x: 'xtrace', u: 'nounset' };

/** `set -e`, `set -o pipefail`, `set -- a b`. */
function setOptions(shell: Shell, args: readonly string[]): number {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      shell.args = args.slice(i + 1);
      return 0;
    }
    if (!/^[-+]/.test(arg)) {
      shell.args = args.slice(i);
      return 0;
    }
    const isOn = arg.startsWith('-');
    for (const letter of arg.slice(1)) {
      const name = letter === 'o' ? (args[++i] ?? '') : LETTERS[letter];
      if (name !== undefined && name in shell.options) shell.options[name as keyof Options] = isOn;
      else throw new NotSimulated(`sh: set ${letter === 'o' ? `-o ${name}` : `${arg[0]}${letter}`}`);
    }
  }
  return 0;
}

function trap(shell: Shell, args: readonly string[]): number {
  const [first = '', ...rest] = args[0] === '--' ? args.slice(1) : args;
  const isReset = first === '-' || rest.length === 0;
  for (const given of rest.length === 0 ? [first] : rest) {
    const name = given === '0' ? 'EXIT' : given.toUpperCase() === 'EXIT' ? 'EXIT' : signalName(given);
    if (name === undefined) throw new NotSimulated(`sh: trap ${given}`);
    if (isReset) shell.traps.delete(name);
    else shell.traps.set(name, first);
  }
  return 0;
}

function* source(shell: Shell, [path = '', ...args]: readonly string[]): Work<number> {
  const text = shell.container.files.read(absolute(shell.cwd, path));
  if (text === undefined) {
    shell.complain(
      shell.dialect === 'bash'
        ? `${path}: No such file or directory`
        : `.: can't open '${path}': No such file or directory`,
    );
    return 1;
  }
  const outer = shell.args;
  if (args.length > 0) shell.args = args;
  shell.status = 0;
  yield* shell.interpreter.runText(shell, text);
  shell.args = outer;
  if (shell.jump?.kind === 'return') shell.jump = undefined;
  return shell.status;
}

/** `read [-r] [-p text] [-t seconds] NAME...`: one line, split at white space. */
function* read(shell: Shell, args: readonly string[]): Work<number> {
  const names: string[] = [];
  let array: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '-p') i += 1;
    else if (/^-r?a$/.test(arg)) array = args[++i];
    else if (arg !== '-r' && arg.startsWith('-')) throw new NotSimulated(`sh: read ${arg}`);
    else if (arg !== '-r') names.push(arg);
  }
  const line = yield* shell.streams.stdin.line();
  if (names.length === 0) names.push('REPLY');
  const separators = shell.get('IFS') ?? ' \t\n';
  let rest = trimmed(line ?? '', separators);
  if (array !== undefined) {
    declareArray(shell, array, false, true);
    fill(shell, array, rest === '' ? [] : rest.split(new RegExp(`[${separators.replaceAll(/[\\\]^-]/g, '\\$&')}]+`)));
    return line === undefined ? 1 : 0;
  }
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) shell.set(name, rest);
    else {
      const end = [...rest].findIndex((char) => separators.includes(char));
      shell.set(name, end < 0 ? rest : rest.slice(0, end));
      rest = end < 0 ? '' : trimmed(rest.slice(end + 1), separators);
    }
  }
  return line === undefined ? 1 : 0;
}

/** `mapfile [-t] [NAME]`: the lines of standard input as an array. */
function* readLines(shell: Shell, args: readonly string[]): Work<number> {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '-t');
  if (unknown !== undefined) throw new NotSimulated(`sh: mapfile ${unknown}`);
  const name = args.find((arg) => !arg.startsWith('-')) ?? 'MAPFILE';
  const text = yield* shell.streams.stdin.rest();
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  declareArray(shell, name, false, true);
  fill(shell, name, args.includes('-t') ? lines.map((line) => line.replace(/\n$/, '')) : lines);
  return 0;
}

function trimmed(text: string, separators: string): string {
  const isSpace = (char: string | undefined): boolean =>
    char !== undefined && /\s/.test(char) && separators.includes(char);
  let [from, to] = [0, text.length];
  while (isSpace(text[from])) from += 1;
  while (to > from && isSpace(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** Waits for background tasks; a signal with a trap ends the wait early. */
function* wait(shell: Shell, args: readonly string[]): Work<number> {
  const pids = args.length === 0 ? shell.children : args.map(Number);
  const tasks = pids.flatMap((pid) => shell.container.task(pid) ?? []);
  if (args.length > 0 && tasks.length === 0) return 127;
  yield { ready: () => shell.pending.length > 0 || tasks.every((task) => !task.isRunning) };
  const [signal] = shell.pending;
  if (signal !== undefined && tasks.some((task) => task.isRunning)) return 143;
  return args.length === 0 ? 0 : (tasks.at(-1)?.exitCode ?? 0);
}
