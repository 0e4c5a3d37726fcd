import type { SeatrialWorld } from '../world.ts';
import { explain } from './explain.ts';
import { ExpectationError } from './failure.ts';

/** A state of the cluster that a step speaks of. */
export interface Expectation {
  /** 'deployment default/web': the subject, for the message. */
  readonly what: string;
  readonly expected: string;
  /** What is there instead; undefined while the expectation holds. */
  unlike(): string | undefined;
  /** Objects (kind, namespace, name prefix) whose events and states may say why. */
  readonly about?: { readonly namespace: string; readonly name: string };
  /** The wanted and the present object in short, for the report. */
  objects?(): { readonly desired?: string; readonly actual?: string };
}

export const DEFAULT_WAIT_MS = 120_000;

/** Waits in virtual time until the expectation holds; fails with what is there when time is up. */
export function eventually(world: SeatrialWorld, expectation: Expectation, withinMs: number = DEFAULT_WAIT_MS): void {
  const { cluster } = world;
  if (cluster.waitUntil(() => expectation.unlike() === undefined, withinMs)) return;
  throw failure(world, expectation);
}

/** Holds now, without any waiting. */
export function now(world: SeatrialWorld, expectation: Expectation): void {
  world.cluster.settleNow();
  if (expectation.unlike() !== undefined) throw failure(world, expectation);
}

/** Holds at every instant of the next `forMs`. */
export function always(world: SeatrialWorld, expectation: Expectation, forMs: number): void {
  if (world.cluster.waitUntil(() => expectation.unlike() !== undefined, forMs)) throw failure(world, expectation);
}

function failure(world: SeatrialWorld, expectation: Expectation): ExpectationError {
  const { what, expected, about } = expectation;
  const why = about === undefined ? undefined : explain(world.cluster.view, about.namespace, about.name);
  const actual = expectation.unlike() ?? 'it held again at the end';
  const divergence = { atMs: world.cluster.elapsedMs, what, expected, actual, ...(why === undefined ? {} : { why }) };
  return new ExpectationError(divergence, expectation.objects?.() ?? {});
}
