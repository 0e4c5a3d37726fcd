import type { Output } from './io.ts';
import { BrokenPipe, Endless, NotSimulated, type Work, WriteError } from './work.ts';

/** A task's work with its last words: what is not simulated ends it with 2 and says so, a broken pipe with 141. */
export function* guarded(stderr: Output, work: Work<number>): Work<number> {
  try {
    return yield* work;
  } catch (error) {
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
}
