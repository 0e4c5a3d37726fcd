import fc from 'fast-check';
import type { Ground, Law } from './law.ts';

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
  /** How many times the input was made smaller. */
  readonly shrinks: number;
  readonly history: readonly string[];
  readonly reason: string;
}

/** A failing input is made smaller for at most so long: each try may have to wait for a bound of virtual time. */
const SHRINK_MS = 20_000;

/** Holds one law against drawn inputs, and makes the first that breaks it as small as it can be. */
export function tryLaw(law: Law, ground: Ground, draw: Draw, nowMs: () => number): Verdict {
  let checked = 0;
  let shrinkUntilMs: number | undefined;
  const property = fc.property(law.arbitrary, (input) => {
    if (shrinkUntilMs !== undefined && nowMs() > shrinkUntilMs) return;
    try {
      law.check(input, ground);
    } catch (error) {
      shrinkUntilMs ??= nowMs() + SHRINK_MS;
      throw error;
    }
    if (shrinkUntilMs === undefined) checked += 1;
  });
  const details = fc.check(property, { seed: draw.seed, ...limits(law, draw) });
  if (!details.failed) return { law, checked };
  const [input] = details.counterexample ?? [];
  return {
    law,
    checked,
    failure: {
      path: details.counterexamplePath ?? '0',
      shrinks: details.numShrinks,
      history: law.tell(input),
      reason: reasonOf(details.errorInstance),
    },
  };
}

function limits(law: Law, { path, budgetMs }: Draw): fc.Parameters<[unknown]> {
  if (path !== undefined) return { path, numRuns: 1, endOnFailure: true };
  if (budgetMs === undefined) return { numRuns: law.runs };
  return { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: budgetMs };
}

/** A Breach or assertion says what is wrong; for anything else the place counts. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.constructor.name === 'Breach' ? error.message : (error.stack ?? error.message);
}
