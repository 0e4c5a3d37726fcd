import { fnv1a32 } from '../../api/hash.ts';
import type { ExecResult, FileSystem, ProcessInput, ProcessWorld, Reach } from '../../component/workload.ts';
import type { Call, Run } from './commands/command.ts';
import { findProgram } from './commands/find.ts';
import { sudo } from './commands/small.ts';
import { Container, type Program } from './container/container.ts';
import type { Task } from './container/task.ts';
import type { Traits } from './container/traits.ts';
import { guarded } from './guard.ts';
import { INTERPRETER, runText } from './interpreter/script.ts';
import { Shell } from './interpreter/shell.ts';
import { Capture, Input } from './io.ts';
import { Endless, type Work } from './work.ts';

/** A machine beside the cluster, as the shell on it sees it. */
export interface Machine {
  readonly nowMs: number;
  /** Home is HOME. */
  readonly files: FileSystem;
  /** Only part of what was there: see Traits. */
  readonly isPart: boolean;
  /** The network outside of the cluster. */
  readonly reach: Reach;
  /** A program that the machine has besides those of the shell. */
  program(name: string): MachineProgram | undefined;
  /** Lets virtual time pass. */
  advance(ms: number): void;
  /** Work that may still be done, in turns of the engine. */
  readonly budgetLeft: number;
}

/** A program of the machine: it runs at once, and what it waits for passes as virtual time. */
export interface MachineProgram {
  /** Whether such a call reads its standard input; a call that does not leaves it to the next command. */
  reads(args: readonly string[]): boolean;
  run(call: {
    readonly args: readonly string[];
    /** Where it is called, as an absolute path. */
    readonly cwd: string;
    readonly env: ReadonlyMap<string, string>;
    /** Undefined: it does not read. */
    readonly stdin: string | undefined;
  }): Pick<ExecResult, 'exitCode' | 'stdout' | 'stderr'>;
}

export const HOME = '/root';

/** Runs of programs in one text; each may be a whole kubectl command. */
const MAX_RUNS = 2000;
/** How long one text may take in virtual time. */
const MAX_TEXT_MS = 3_600_000;
/** How much of the work that is left one text may do: an endless loop that somebody watched and interrupted takes nothing from what follows. */
const MAX_SHARE = 0.25;

/** What such machines have and this one has not. */
const ABSENT: ReadonlySet<string> = new Set(
  (
    'apt apt-get chmod chown code column crictl ctr diff docker emacs find git go helm journalctl jq kubeadm less make man minikube more ' +
    'nano npm perl podman python python3 rsync scp service ssh systemctl tree vi vim watch yq yum'
  ).split(' '),
);

const TRAITS: Traits = {
  userland: 'centos',
  extra: ['chgrp', 'chmod', 'chown', 'dig', 'envsubst', 'nslookup', 'openssl', 'watch', 'wget'],
  programs: {},
  files: {},
  env: {},
  workingDir: HOME,
  user: 'root',
};

/**
 * Somebody's bash on a machine beside the cluster. Variables, functions and the working folder last from text to text. Nothing is run on the
 * host: the shell, its commands and its files are those of simulated containers, and time is the cluster's.
 */
export class Terminal {
  readonly #machine: Machine;
  readonly #container: Container;
  readonly #shell: Shell;
  readonly #task: Task;
  #runs = 0;
  /** The text that runs is stopped when less than this is left. */
  #mustBeLeft = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#container = new Container({
      traits: machine.isPart ? { ...TRAITS, isPart: true } : TRAITS,
      input: inputOf(machine),
      find: (container, files, name, cwd) => {
        const program = machine.program(name);
        if (program !== undefined) return { run: this.#runOf(program, name) };
        return name === 'sudo' ? { run: sudo } : orAbsent(findProgram(container, files, name, cwd), name);
      },
    });
    this.#task = this.#container.fork(0, 'bash');
    this.#shell = new Shell({
      interpreter: INTERPRETER,
      container: this.#container,
      task: this.#task,
      name: 'bash',
      dialect: 'bash',
      streams: { stdin: Input.of(''), stdout: new Capture(), stderr: new Capture() },
      env: new Map([
        ['HOME', HOME],
        ['USER', 'root'],
        ['PATH', '/usr/local/bin:/usr/bin:/bin'],
      ]),
      cwd: HOME,
      args: [],
    });
  }

  /** The working folder. */
  get cwd(): string {
    return this.#shell.cwd;
  }

  /** What a program gets as its environment. */
  get environment(): ReadonlyMap<string, string> {
    return this.#shell.environment;
  }

  /** Runs a text to its end, which may need virtual time. A text that would not end is stopped and says so. */
  run(text: string): Omit<ExecResult, 'tookMs'> {
    const [stdout, stderr] = [new Capture(), new Capture()];
    const begin = this.#machine.nowMs;
    this.#begin(text, { stdin: Input.of(''), stdout, stderr });
    for (;;) {
      const state = this.#container.step(worldOf(this.#machine));
      if (!state.running) return { exitCode: state.exitCode, stdout: stdout.text, stderr: stderr.text };
      const { nowMs } = this.#machine;
      const why = whyEndless(state.wakeAtMs, begin) ?? this.#whySpent();
      if (why !== undefined) {
        stderr.write(`seatrial: ${why}, and nobody is there to interrupt it\n`);
        for (const task of this.#container.tasks) task.end(130);
        return { exitCode: 130, stdout: stdout.text, stderr: stderr.text };
      }
      this.#machine.advance(Math.max(0, (state.wakeAtMs ?? nowMs) - nowMs));
    }
  }

  #begin(text: string, streams: Shell['streams']): void {
    const [shell, task] = [this.#shell, this.#task];
    this.#runs = 0;
    this.#mustBeLeft = this.#machine.budgetLeft * (1 - MAX_SHARE);
    shell.streams = streams;
    shell.jump = undefined;
    task.exitCode = undefined;
    task.wait = undefined;
    task.shells = 0;
    task.work = guarded(streams.stderr, statusOf(shell, text));
  }

  #whySpent(): string | undefined {
    return this.#machine.budgetLeft < this.#mustBeLeft ? 'it goes on and on' : undefined;
  }

  #runOf(program: MachineProgram, name: string): Run {
    const count = (): void => {
      this.#runs += 1;
      if (this.#runs > MAX_RUNS) throw new Endless(`more than ${MAX_RUNS} runs of ${name} in one command`);
      const why = this.#whySpent();
      if (why !== undefined) throw new Endless(`${why} (${this.#runs} runs of ${name})`);
    };
    return function* run(call: Call): Work<number> {
      count();
      const stdin = program.reads(call.args) ? yield* call.stdin.rest() : undefined;
      const { exitCode, stdout, stderr } = program.run({ args: call.args, cwd: call.cwd, env: call.env, stdin });
      call.stdout.write(stdout);
      call.stderr.write(stderr);
      return exitCode;
    };
  }
}

function orAbsent(found: Program, name: string): Program {
  return 'missing' in found && ABSENT.has(name) ? { missing: 'not simulated' } : found;
}

function* statusOf(shell: Shell, text: string): Work<number> {
  yield* runText(shell, text);
  return shell.status;
}

function whyEndless(wakeAtMs: number | undefined, beginMs: number): string | undefined {
  if (wakeAtMs === undefined) return 'it waits for ever';
  return wakeAtMs - beginMs > MAX_TEXT_MS ? `it takes more than ${MAX_TEXT_MS / 60_000} minutes` : undefined;
}

function worldOf(machine: Machine): ProcessWorld {
  return {
    get nowMs() {
      return machine.nowMs;
    },
    files: machine.files,
    reach: machine.reach,
    source: { from: 'outside' },
    log: () => undefined,
  };
}

function inputOf(machine: Machine): ProcessInput {
  let draws = 0;
  return {
    pod: { namespace: '', name: '', uid: '' },
    containerName: '',
    command: [],
    args: [],
    env: new Map(),
    hostname: 'localhost',
    podIP: '127.0.0.1',
    nodeName: '',
    workingDir: HOME,
    files: machine.files,
    nowMs: machine.nowMs,
    ports: [],
    isToEnd: false,
    tty: false,
    stdin: false,
    random: (bound) => fnv1a32(`${machine.nowMs} ${draws++}`) % bound,
  };
}
