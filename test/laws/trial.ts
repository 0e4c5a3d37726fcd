import fc from 'fast-check';
import { HotLoopError } from '../../engine/index.ts';
import { Breach, type Ground, type Law } from './law.ts';

/** How inputs are drawn. */
export interface Draw {
  readonly seed: number;
  /** Of one input that failed before: it alone is checked. */
  readonly path?: string;
  /** Draws inputs for so long instead of the law's own number of them; at least one is checked. */
  readonly budgetMs?: number;
}

export interface Verdict {
  readonly law: Law;
  /** How many inputs held. */
  readonly checked: number;
  readonly failure?: Failure;
}

export interface Failure {
  readonly path: string;
  readonly history: readonly string[];
  readonly reason: string;
}

/** A failing input is made smaller for at most so long: each try may have to wait for a bound of virtual time. */
const SHRINK_MS = 15_000;

/** Holds one law against drawn inputs, and makes the first that breaks it as small as it can be. */
export function tryLaw(law: Law, ground: Ground, draw: Draw, nowMs: () => number): Verdict {
  let checked = 0;
  let untilMs: number | undefined;
  const property = fc.property(law.arbitrary, (input) => {
    if (untilMs !== undefined && nowMs() > untilMs) return;
    try {
      law.check(input, ground);
    } catch (error) {
      untilMs ??= nowMs() + SHRINK_MS;
      throw error;
    }
    if (untilMs === undefined) checked += 1;
  });
  const details = fc.check(property, { seed: draw.seed, ...limits(law, draw) });
  if (!details.failed) return { law, checked };
  const [found] = details.counterexample ?? [];
  const least = lessen(
    { input: found, error: details.errorInstance },
    law,
    ground,
    () => nowMs() > (untilMs ?? 0) + SHRINK_MS,
  );
  return {
    law,
    checked,
    failure: {
      path: details.counterexamplePath ?? '0',
      history: law.tell(least.input),
      reason: reasonOf(least.error),
    },
  };
}

interface Failing {
  readonly input: unknown;
  readonly error: unknown;
}

/** Takes one thing after the other away, as long as the law still fails: fast-check leaves what stands between. */
function lessen(failing: Failing, law: Law, ground: Ground, isOver: () => boolean): Failing {
  for (const input of law.smaller(failing.input)) {
    if (isOver()) return failing;
    try {
      law.check(input, ground);
    } catch (error) {
      return lessen({ input, error }, law, ground, isOver);
    }
  }
  return failing;
}

function limits(law: Law, { path, budgetMs }: Draw): fc.Parameters<[unknown]> {
  if (path !== undefined) return { path, numRuns: 1, endOnFailure: true };
  if (budgetMs === undefined) return { numRuns: law.runs };
  return { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: budgetMs };
}

/** A Breach says what is wrong, and so does a cluster that never settles; for anything else the place counts. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof Breach || error instanceof HotLoopError ? error.message : (error.stack ?? error.message);
}
