import type { Container } from '../container/container.ts';
import type { SignalHandler, Task } from '../container/task.ts';
import type { Input, Output } from '../io.ts';
import type { CommandNode, CompoundList, Function as FunctionNode, ParsedScript, Word, WordPart } from 'unbash';
import { NotSimulated, type Work } from '../work.ts';
import type { ArrayVariable } from './arrays.ts';
import type { Piece } from './pattern.ts';

/** Whose words a shell speaks. */
export type Dialect = 'busybox' | 'bash' | 'dash';

export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Variable {
  readonly value: string;
  readonly isExported: boolean;
}

/** A way out of the commands that run: `levels` of loops, a function, or the whole shell. */
export type Jump =
  | { readonly kind: 'break' | 'continue'; readonly levels: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'exit' };

export interface Options {
  errexit: boolean;
  xtrace: boolean;
  nounset: boolean;
  pipefail: boolean;
}

/** The parts of the interpreter that need each other; a shell carries them, so that their files form no circle. */
export interface Interpreter {
  runScript(shell: Shell, script: ParsedScript): Work<void>;
  runText(shell: Shell, text: string): Work<void>;
  runList(shell: Shell, list: CompoundList, isTested: boolean): Work<void>;
  runCommand(shell: Shell, node: CommandNode, isTested: boolean): Work<void>;
  runWords(shell: Shell, words: readonly string[], streams: Streams): Work<void>;
  endOf(shell: Shell, work: Work<void>): Work<number>;
  expandPattern(shell: Shell, word: Word): Work<readonly Piece[]>;
  expandParts(shell: Shell, parts: readonly WordPart[]): Work<string>;
  expandWords(shell: Shell, words: readonly Word[]): Work<string[]>;
  /** Integer arithmetic of a text. */
  evaluateText(shell: Shell, text: string): Work<number>;
}

interface Beginning {
  readonly interpreter: Interpreter;
  readonly container: Container;
  readonly task: Task;
  readonly name: string;
  readonly dialect: Dialect;
  readonly streams: Streams;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly args: readonly string[];
}

const MAX_VALUE = 1024 * 1024;

/** The state of one shell: variables, options, traps, streams. A subshell is a copy. */
export class Shell implements SignalHandler {
  readonly interpreter: Interpreter;
  readonly container: Container;
  readonly task: Task;
  /** $0 */
  readonly name: string;
  readonly dialect: Dialect;
  readonly variables: Map<string, Variable> = new Map();
  readonly arrays: Map<string, ArrayVariable> = new Map();
  readonly functions: Map<string, FunctionNode> = new Map();
  readonly traps: Map<string, string> = new Map();
  readonly options: Options = { errexit: false, xtrace: false, nounset: false, pipefail: false };
  streams: Streams;
  args: readonly string[];
  cwd: string;
  status = 0;
  jump: Jump | undefined;
  /** $! */
  background: number | undefined;
  readonly children: number[] = [];
  /** What a function's local variables were before it; undefined: not in a function. */
  locals: Map<string, Variable | undefined> | undefined;
  localArrays: Map<string, ArrayVariable | undefined> = new Map();
  /** Files that stand for `<(...)` until their command has ended. */
  readonly substituted: string[] = [];
  /** BASH_REMATCH: what the latest `[[ a =~ b ]]` found, whole and by parentheses; empty where it found nothing. */
  matched: readonly string[] = [];
  /** Signals that came and have a trap. */
  readonly pending: string[] = [];
  /** Depth of functions, substitutions and sourced files. */
  depth = 0;
  /** Commands run so far. */
  commands = 0;
  /** The text being run, for line numbers. */
  source = '';
  line = 1;

  constructor({ interpreter, container, task, name, dialect, streams, env, cwd, args }: Beginning) {
    this.interpreter = interpreter;
    this.container = container;
    this.task = task;
    this.name = name;
    this.dialect = dialect;
    this.streams = streams;
    this.args = args;
    this.cwd = cwd;
    for (const [key, value] of env) this.variables.set(key, { value, isExported: true });
    this.set('PWD', cwd);
  }

  /** A subshell: what it changes stays its own. Traps are reset. */
  fork(task: Task, streams: Streams): Shell {
    const { interpreter, container, name, dialect, cwd, args } = this;
    const copy = new Shell({ interpreter, container, task, name, dialect, streams, env: new Map(), cwd, args });
    copy.variables.clear();
    for (const [key, variable] of this.variables) copy.variables.set(key, variable);
    for (const [key, array] of this.arrays) copy.arrays.set(key, array);
    for (const [key, node] of this.functions) copy.functions.set(key, node);
    Object.assign(copy.options, this.options);
    copy.status = this.status;
    copy.depth = this.depth;
    copy.source = this.source;
    copy.line = this.line;
    copy.background = this.background;
    copy.matched = this.matched;
    return copy;
  }

  get(name: string): string | undefined {
    return this.variables.get(name)?.value ?? this.arrays.get(name)?.items.get('0');
  }

  set(name: string, value: string, isExported?: boolean): void {
    if (value.length > MAX_VALUE) throw new NotSimulated(`sh: a variable of more than ${MAX_VALUE} characters`);
    const array = this.arrays.get(name);
    if (array !== undefined) {
      this.arrays.set(name, { ...array, items: new Map([...array.items, ['0', value]]) });
      return;
    }
    const old = this.variables.get(name);
    this.variables.set(name, { value, isExported: isExported ?? old?.isExported ?? false });
  }

  /** What a command gets as its environment. */
  get environment(): ReadonlyMap<string, string> {
    return new Map([...this.variables].flatMap(([name, { value, isExported }]) => (isExported ? [[name, value]] : [])));
  }

  take(signal: string): boolean {
    const action = this.traps.get(signal);
    if (action === undefined) return false;
    if (action !== '') this.pending.push(signal);
    return true;
  }

  /** A message of the shell itself: `bash: line 3: foo: command not found`, `sh: foo: not found`. */
  complain(text: string): void {
    const where = { busybox: '', bash: `line ${this.line}: `, dash: `${this.line}: ` }[this.dialect];
    this.streams.stderr.write(`${this.name}: ${where}${text}\n`);
  }

  notFound(command: string): void {
    this.complain(`${command}: ${this.dialect === 'bash' ? 'command not found' : 'not found'}`);
  }
}
