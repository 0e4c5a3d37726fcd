import { exitAt, type Server } from '../server.ts';
import type { Wait, Work } from '../work.ts';

/** What a task does at a signal besides the default: a shell's traps, a server's own handling. */
export interface SignalHandler {
  /** True: taken care of. */
  take(signal: string): boolean;
}

const NUMBERS: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15 };

/** Signals that end a task which does nothing about them. */
export function signalNumber(name: string): number | undefined {
  return NUMBERS[name];
}

export function signalName(given: string): string | undefined {
  const name = given.toUpperCase().replace(/^SIG/, '');
  if (NUMBERS[name] !== undefined || name === 'CONT' || name === 'STOP') return name;
  return Object.entries(NUMBERS).find(([, number]) => String(number) === given)?.[0];
}

/** One process in a container. */
export class Task {
  readonly pid: number;
  readonly parent: number;
  title: string;
  /** Undefined: a server, which only answers. */
  work: Work<number> | undefined;
  wait: Wait | undefined;
  server: Server | undefined;
  handler: SignalHandler | undefined;
  exitCode: number | undefined;
  /** Shells that run in it, one inside of the other. */
  shells = 0;

  constructor(pid: number, parent: number, title: string) {
    this.pid = pid;
    this.parent = parent;
    this.title = title;
  }

  get isRunning(): boolean {
    return this.exitCode === undefined;
  }

  canRun(nowMs: number): boolean {
    const { wait } = this;
    if (!this.isRunning || this.work === undefined) return false;
    if (wait === undefined) return true;
    if (wait.wakeAtMs !== undefined && wait.wakeAtMs <= nowMs) return true;
    return wait.ready?.() === true;
  }

  end(exitCode: number): void {
    this.exitCode ??= exitCode;
    this.work = undefined;
    this.server = undefined;
  }

  /** The first task of a container ignores what it does not handle; only KILL, from outside, ends it. */
  signal(name: string): void {
    if (!this.isRunning) return;
    if (name === 'KILL') return this.end(137);
    if (this.server !== undefined) {
      const exitCode = exitAt(this.server, name);
      if (exitCode !== undefined) this.end(exitCode);
      return;
    }
    if (this.handler?.take(name) === true || this.pid === 1) return;
    const number = signalNumber(name);
    if (number !== undefined) this.end(128 + number);
  }
}
