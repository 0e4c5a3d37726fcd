import type { Output } from './io.ts';
import { BrokenPipe, Endless, NotSimulated, type Wait, type Work, WriteError } from './work.ts';

/** A task's work with its last words: what is not simulated ends it with 2 and says so, a broken pipe with 141. */
export function guarded(stderr: Output, work: Work<number>): Work<number> {
  return new Guarded(stderr, work);
}

/** No generator: nearly every container's work is one step long, and making a generator costs more than that step. */
class Guarded implements Work<number> {
  readonly #stderr: Output;
  readonly #work: Work<number>;

  constructor(stderr: Output, work: Work<number>) {
    this.#stderr = stderr;
    this.#work = work;
  }

  next(): IteratorResult<Wait, number> {
    try {
      return this.#work.next();
    } catch (error) {
      return { done: true, value: lastWords(this.#stderr, error) };
    }
  }

  [Symbol.iterator](): this {
    return this;
  }
}

/** The exit code of a task that ended so, after it said why. Throws what is nobody's work but a fault of ours. */
function lastWords(stderr: Output, error: unknown): number {
  if (error instanceof BrokenPipe) return 141;
  if (error instanceof WriteError) return say(stderr, `sh: write error: ${error.message}`, 1);
  if (error instanceof RangeError) {
    const what = `a script with texts or nesting beyond what fits in memory is not simulated (${error.message})`;
    return say(stderr, `seatrial: ${what}`, 2);
  }
  if (!(error instanceof NotSimulated) && !(error instanceof Endless)) throw error;
  return say(stderr, `seatrial: ${error.message}`, 2);
}

/** Where there is no room left for it, or nobody who reads it, the exit code has to do. */
function say(stderr: Output, text: string, exitCode: number): number {
  try {
    stderr.write(`${text}\n`);
  } catch (error) {
    if (!(error instanceof NotSimulated) && !(error instanceof BrokenPipe) && !(error instanceof WriteError))
      throw error;
  }
  return exitCode;
}
