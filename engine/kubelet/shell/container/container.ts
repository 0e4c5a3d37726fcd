import { CannotCopyError } from '../../../component/cannot-copy.ts';
import {
  type ExecResult,
  type FileSystem,
  type GrpcHealth,
  type HttpRequest,
  type HttpResponse,
  type Process,
  type ProcessInput,
  type ProcessState,
  type ProcessWorld,
  type Repetition,
  StartError,
  type TimedLine,
} from '../../../component/workload.ts';
import { OverlaidMap } from '../../overlaid-map.ts';
import { Capture, Input, LineOutput, type Output } from '../io.ts';
import { guarded } from '../guard.ts';
import { Endless, NotSimulated, type Work } from '../work.ts';
import type { Run } from '../commands/command.ts';
import { ContainerFiles } from './files.ts';
import { StandardInput } from './standard-input.ts';
import { Task } from './task.ts';
import type { Traits } from './traits.ts';

/** Commands at one instant without any time passing. */
const MAX_STEPS_AT_ONCE = 20_000;
/** Processes that run side by side. */
const MAX_TASKS = 500;
/** How long an exec may take in virtual time. */
const MAX_EXEC_MS = 3_600_000;

/** What a task is begun with. */
export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A name that no program stands behind, and why. */
export interface Missing {
  readonly missing: 'not found' | 'not simulated' | 'directory';
}

export type Program = { readonly run: Run } | Missing;

/** The program behind a name in a container, seen from a working directory. */
export type Find = (container: Container, files: FileSystem, name: string, cwd: string) => Program;

export interface Beginning {
  readonly traits: Traits;
  readonly input: ProcessInput;
  readonly find: Find;
}

/** A container that runs: its tasks, in the order of their process ids, and the shell that can be entered beside them. */
export class Container implements Process {
  readonly traits: Traits;
  readonly input: ProcessInput;
  readonly #find: Find;
  #tasks: Task[] = [];
  #nextPid = 1;
  #world: ProcessWorld | undefined;
  /** Made when the first file is asked for in a world. */
  #files: { readonly world: ProcessWorld; readonly files: FileSystem } | undefined;
  #elapsedMs = 0;
  #steps = 0;
  #repetition: Repetition | undefined;
  #endReason: string | undefined;
  readonly #stdin: StandardInput;
  readonly #log: { readonly stdout: LineOutput; readonly stderr: LineOutput };

  constructor({ traits, input, find }: Beginning) {
    this.traits = traits;
    this.input = input;
    this.#find = find;
    this.#stdin = new StandardInput(input);
    this.#log = {
      stdout: new LineOutput((line) => this.#world?.log(line, 'stdout')),
      stderr: new LineOutput((line) => this.#world?.log(line, 'stderr')),
    };
  }

  /** Begins the main process. Throws StartError when there is no such command. */
  begin(argv: readonly string[]): void {
    this.#launch(argv, { stdin: this.#stdin.input, ...this.#log }, this.input.files);
  }

  find(name: string, cwd: string): Program {
    return this.#find(this, this.files, name, cwd);
  }

  get nowMs(): number {
    return this.world.nowMs + this.#elapsedMs;
  }

  get world(): ProcessWorld {
    if (this.#world === undefined) throw new Error('a container was used outside of a step');
    return this.#world;
  }

  get files(): FileSystem {
    const { world } = this;
    if (this.#files?.world !== world)
      this.#files = { world, files: new ContainerFiles(world, this.input, this.traits) };
    return this.#files.files;
  }

  get tasks(): readonly Task[] {
    return this.#tasks.filter((task) => task.isRunning);
  }

  task(pid: number): Task | undefined {
    return this.#tasks.find((task) => task.pid === pid);
  }

  /** Whether a task was begun beside the main process, by exec, or by one that was. */
  isEntered({ pid, parent }: Task): boolean {
    if (parent === 0) return pid !== 1;
    const above = this.task(parent);
    return above !== undefined && this.isEntered(above);
  }

  /** A line of the main process's own: a server's access log. */
  log(line: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    this.#log[stream].writeLine(line);
  }

  /** The machine kills what takes more memory than it may: the container's end shows it. */
  runsOutOfMemory(): void {
    this.#endReason = 'OOMKilled';
  }

  /** The request that is being served would be answered alike and print this line whenever it came; see Process.repetition. */
  repeats(line: TimedLine, reads: readonly string[]): void {
    this.#repetition = { atMs: this.nowMs, line, reads };
  }

  /** A new task without work yet. Where there are too many, all but the first one are ended: a fork bomb would only begin anew. */
  fork(parent: number, title: string): Task {
    if (this.#tasks.length >= MAX_TASKS && this.#tasks.length % 64 === 0 && this.tasks.length > MAX_TASKS) {
      for (const task of this.tasks) if (task.pid !== 1) task.end(137);
      throw new Endless(`${title}: more than ${MAX_TASKS} processes`);
    }
    const task = new Task(this.#nextPid++, parent, title);
    this.#tasks.push(task);
    return task;
  }

  /** Tasks whose exit codes nobody will ask for again. */
  reap(ended: readonly Task[]): void {
    this.#tasks = this.#tasks.filter((task) => !ended.includes(task));
  }

  /** Counts what is done at one instant; a loop that never sleeps ends here. */
  count(what: string): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS_AT_ONCE) {
      this.#steps = 0;
      throw new Endless(
        `${what}: more than ${MAX_STEPS_AT_ONCE} commands without any time passing (a loop without sleep)`,
      );
    }
  }

  step(world: ProcessWorld): ProcessState {
    return this.#inside(world, () => {
      this.#run(() => this.#tasks);
      return this.#state();
    });
  }

  signal(signal: string, world: ProcessWorld): ProcessState {
    this.#repetition = undefined;
    return this.#inside(world, () => {
      this.task(1)?.signal(signal);
      this.#run(() => this.#tasks);
      return this.#state();
    });
  }

  type(text: string | undefined, world: ProcessWorld): ProcessState {
    this.#repetition = undefined;
    return this.#inside(world, () => {
      if (text === undefined) this.#stdin.end();
      else if (this.#stdin.type(text)) this.task(1)?.signal('INT');
      this.#run(() => this.#tasks);
      return this.#state();
    });
  }

  exec(command: readonly string[], stdin: string | undefined, world: ProcessWorld): ExecResult {
    this.#repetition = undefined;
    return this.#inside(world, () => {
      const [stdout, stderr] = [new Capture(), new Capture()];
      const before = new Set(this.#tasks);
      const task = this.#enter(command, { stdin: Input.of(stdin ?? ''), stdout, stderr });
      if (typeof task === 'string') return { exitCode: 126, stdout: '', stderr: task, tookMs: 0 };
      const exitCode = this.#finish(task, () => this.#tasks.filter((one) => !before.has(one)), stderr);
      stdout.close();
      stderr.close();
      return { exitCode, stdout: stdout.text, stderr: stderr.text, tookMs: this.#elapsedMs };
    });
  }

  serve(port: number, request: HttpRequest, world: ProcessWorld): HttpResponse | undefined {
    this.#repetition = undefined;
    return this.#inside(world, () => this.#serverAt(port)?.serve(port, request, this));
  }

  check(port: number, service: string, world: ProcessWorld): GrpcHealth | undefined {
    return this.#inside(world, () => this.#serverAt(port)?.check?.(port, service, this));
  }

  /** Only while nothing but the server runs. */
  get repetition(): Repetition | undefined {
    const [main, other] = this.#tasks.filter((task) => task.isRunning);
    return other === undefined && main?.server !== undefined ? this.#repetition : undefined;
  }

  /** Its main program is a steady server, and nothing else runs beside it. */
  get isSteady(): boolean {
    const [main, other] = this.#tasks.filter((task) => task.isRunning);
    return other === undefined && main?.server?.isSteady === true;
  }

  listens(port: number): boolean {
    return this.#serverAt(port) !== undefined;
  }

  /** Only servers: a script in the middle of its work is nothing that can be copied. */
  copy(): Process {
    const busy = this.#tasks.find((task) => task.isRunning && task.server === undefined);
    if (busy !== undefined) {
      const { pod, containerName } = this.input;
      throw new CannotCopyError(
        `container ${containerName} of pod ${pod.namespace}/${pod.name} runs "${busy.title}" and cannot be copied`,
      );
    }
    const copy = new Container({ traits: this.traits, input: this.input, find: this.#find });
    for (const { pid, parent, title, server } of this.tasks) {
      const task = new Task(pid, parent, title);
      task.server = server;
      copy.#tasks.push(task);
    }
    copy.#nextPid = this.#nextPid;
    return copy;
  }

  #launch(argv: readonly string[], streams: Streams, files: FileSystem): Task {
    const [name = '', ...args] = argv;
    const cwd = this.input.workingDir ?? this.traits.workingDir;
    const program = this.#find(this, files, name, cwd);
    if ('missing' in program && program.missing !== 'not simulated') throw new StartError(startProblem(name, program));
    const env = environmentOf(this.traits, this.input);
    const task = this.fork(0, argv.join(' '));
    const work =
      'run' in program ? program.run({ name, args, env, cwd, container: this, task, ...streams }) : refuse(name);
    task.work = guarded(streams.stderr, work);
    return task;
  }

  /** A command beside the main process; its refusal by the runtime as text. */
  #enter(argv: readonly string[], streams: Streams): Task | string {
    try {
      return this.#launch(argv, streams, this.files);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      return `OCI runtime exec failed: exec failed: unable to start container process: ${error.message}\n`;
    }
  }

  #serverAt(port: number) {
    return this.#tasks.find((task) => task.isRunning && task.server?.ports.includes(port) === true)?.server;
  }

  /** Everything happens inside a world; requests that a container sends to itself come back into it. */
  #inside<T>(world: ProcessWorld, act: () => T): T {
    const [outer, elapsedMs, steps] = [this.#world, this.#elapsedMs, this.#steps];
    this.#world = world;
    this.#elapsedMs = 0;
    this.#steps = 0;
    try {
      return act();
    } finally {
      this.#world = outer;
      this.#files = undefined;
      this.#elapsedMs = elapsedMs;
      this.#steps = steps;
    }
  }

  /** Lets every task run until all of them wait. */
  #run(tasks: () => readonly Task[]): void {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      for (const task of tasks()) {
        if (!task.canRun(this.nowMs)) continue;
        this.#advance(task);
        isMoving = true;
        if (task.pid === 1 && !task.isRunning) return;
      }
    }
    if (this.#tasks.length === 1) return;
    this.#tasks = this.#tasks.filter(
      (task) => task.isRunning || task.pid === 1 || this.task(task.parent)?.isRunning === true,
    );
  }

  #advance(task: Task): void {
    const { work } = task;
    if (work === undefined) return;
    const next = work.next();
    if (next.done === true) return task.end(next.value);
    task.wait = next.value;
    if (next.value.serve === undefined) return;
    task.server = next.value.serve;
    task.work = undefined;
  }

  #state(): ProcessState {
    const exitCode = this.task(1)?.exitCode;
    if (exitCode !== undefined) {
      this.#log.stdout.flush();
      this.#log.stderr.flush();
      const reason = exitCode === 0 ? undefined : this.#endReason;
      return { running: false, exitCode, ...(reason === undefined ? {} : { reason }) };
    }
    const wakeAtMs = this.#nextWake(this.#tasks);
    return { running: true, ...(wakeAtMs === undefined ? {} : { wakeAtMs }) };
  }

  #nextWake(tasks: readonly Task[]): number | undefined {
    const times = tasks.flatMap((task) =>
      task.isRunning && task.wait?.wakeAtMs !== undefined ? [task.wait.wakeAtMs] : [],
    );
    const next = Math.min(...times);
    return Number.isFinite(next) ? next : undefined;
  }

  /** Passes time until the entered command has ended. */
  #finish(task: Task, own: () => readonly Task[], stderr: Output): number {
    for (;;) {
      this.#run(own);
      if (task.exitCode !== undefined) return task.exitCode;
      if (this.task(1)?.isRunning === false) return 137;
      const next = this.#nextWake(own());
      const elapsedMs = next === undefined ? undefined : next - this.world.nowMs;
      if (elapsedMs === undefined || elapsedMs > MAX_EXEC_MS) {
        const why = elapsedMs === undefined ? 'it waits for ever' : `it takes more than ${MAX_EXEC_MS / 1000} s`;
        stderr.write(`seatrial: ${task.title}: ${why}, and nobody is there to interrupt it\n`);
        for (const one of own()) one.end(137);
        return 2;
      }
      this.#elapsedMs = elapsedMs;
      this.#steps = 0;
    }
  }
}

/** The image's variables, the host's name, and those that the pod gives, which win. Those of services are many and shared. */
function environmentOf({ env }: Traits, input: ProcessInput): ReadonlyMap<string, string> {
  return new OverlaidMap(() => {
    const own = new Map([...Object.entries(env), ['HOSTNAME', input.hostname]]);
    for (const name of own.keys()) own.set(name, input.env.get(name) ?? own.get(name) ?? '');
    return own;
  }, input.env);
}

// oxlint-disable-next-line require-yield
function* refuse(name: string): Work<number> {
  throw new NotSimulated(name);
}

/** runc's words. */
function startProblem(name: string, { missing }: Missing): string {
  if (missing === 'directory') return `exec: "${name}": permission denied: unknown`;
  if (name.includes('/')) return `exec: "${name}": stat ${name}: no such file or directory: unknown`;
  return `exec: "${name}": executable file not found in $PATH: unknown`;
}
