import type { SeatrialWorld } from '../world.ts';
import { type Cause, causeOf, type Explained, explain } from './explain.ts';
import { ExpectationError, virtualTime } from './failure.ts';

/** A state of the cluster that a step speaks of. */
export interface Expectation {
  /** 'pods of "web"': the subject, for the message. */
  readonly what: string;
  readonly expected: string;
  /** What is there instead; undefined while the expectation holds. */
  unlike(): string | undefined;
  /** Objects (namespace, name and what is named after it) whose events and states may say why. */
  readonly about?: Explained;
  /** The reason, where the subject itself gives one. */
  why?(): string | undefined;
  /** The wanted and the present state line by line, for the report. */
  objects?(): Objects;
}

export interface Objects {
  readonly desired: string;
  readonly actual: string;
}

export const DEFAULT_WAIT_MS = 120_000;

/** Waits in virtual time until the expectation holds; fails with what is there when time is up. */
export function eventually(world: SeatrialWorld, expectation: Expectation, withinMs: number = DEFAULT_WAIT_MS): void {
  if (world.cluster.waitUntil(() => expectation.unlike() === undefined, withinMs)) return;
  throw failure(world, expectation, `within ${virtualTime(withinMs)}`, 'cause');
}

/** Holds at every instant of the next `forMs`. */
export function always(world: SeatrialWorld, expectation: Expectation, forMs: number): void {
  if (!world.cluster.waitUntil(() => expectation.unlike() !== undefined, forMs)) return;
  throw failure(world, expectation, `for ${virtualTime(forMs)}`, 'now');
}

/**
 * What did not come diverged when its cause began, as far as the trace tells; what did not stay diverges now.
 */
function failure(
  world: SeatrialWorld,
  expectation: Expectation,
  time: string,
  since: 'cause' | 'now',
): ExpectationError {
  const { what, expected, about } = expectation;
  const { cluster } = world;
  const own = expectation.why?.();
  const found = about === undefined ? undefined : explain(cluster, about);
  const cause: Cause | undefined = own === undefined ? found : causeOf([own]);
  const divergence = {
    atMs: (since === 'cause' ? cause?.atMs : undefined) ?? cluster.elapsedMs,
    what,
    expected: `${expected} ${time}`,
    actual: expectation.unlike() ?? 'it held again at the end',
    ...(cause === undefined ? {} : { why: cause.why, causes: cause.causes }),
  };
  return new ExpectationError(divergence, expectation.objects?.() ?? {});
}
