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
  if (error instanceof WriteError) {
    stderr.write(`sh: write error: ${error.message}\n`);
    return 1;
  }
  if (error instanceof RangeError) {
    stderr.write(
      `seatrial: a script with texts or nesting beyond what fits in memory is not simulated (${error.message})\n`,
    );
    return 2;
  }
  if (!(error instanceof NotSimulated) && !(error instanceof Endless)) throw error;
  stderr.write(`seatrial: ${error.message}\n`);
  return 2;
}
