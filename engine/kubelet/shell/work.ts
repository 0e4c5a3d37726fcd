import type { Server } from './server.ts';

/** Why a piece of work stops for now. With neither a time nor a condition it waits for a signal. */
export interface Wait {
  /** Goes on at this virtual time at the latest. */
  readonly wakeAtMs?: number;
  /** Goes on as soon as this holds: something to read, a task that has ended. */
  ready?(): boolean;
  /** From here on the task is a server: it does nothing by itself until a signal ends it. */
  readonly serve?: Server;
}

/** Work in virtual time: stepped until it must wait, never blocking. */
export interface Work<T> {
  next(): IteratorResult<Wait, T>;
  [Symbol.iterator](): Iterator<Wait, T, undefined>;
}

/** Lets others have a turn at this instant. */
export const PASS: Wait = { ready: () => true };

/** Something real that this simulation does not do; `what` is the command, flag or syntax. It is reported by name, never passed over. */
export class NotSimulated extends Error {
  constructor(what: string) {
    super(`${what} is not simulated`);
  }
}

/** A run that would not end: a loop that never sleeps, or a wait without end where nobody can send a signal. */
export class Endless extends Error {}

/** What a command prints has nowhere to go: a full or read-only disk. */
export class WriteError extends Error {}

/** Whoever read this output is gone (SIGPIPE). */
export class BrokenPipe extends Error {}
