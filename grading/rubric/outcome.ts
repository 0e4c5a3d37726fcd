import type { Grade } from '../grade.ts';
import type { Check } from '../rubric.ts';
import type { Mutant } from './mutants/mutants.ts';

/** `caught`: at least one check failed. `equivalent`: it is no mistake. `no end`: grading it came to no end. */
export type Fate = 'caught' | 'survived' | 'equivalent' | 'no end';

/** A mutant, and what the rubric made of it. */
export interface Outcome {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** Ids of the checks that failed. */
  readonly caughtBy: readonly string[];
  /** Why it is equivalent, or came to no end. */
  readonly reason?: string;
}

/** One check, and what it is good for. */
export interface CheckValue {
  readonly check: Check;
  /** How many mutants fail it. */
  readonly mutants: number;
  /** How many known mistakes fail it. */
  readonly mistakes: number;
  /** Of both, how many no other check catches. */
  readonly alone: number;
  /** How many mutants of each kind it catches, the most frequent first. */
  readonly kinds: readonly (readonly [operator: string, count: number])[];
}

/** What a grade says of a mutant, before anybody asks whether it is a mistake at all. */
export function outcomeOf(mutant: Mutant, { status, reason, checks }: Grade): Outcome {
  if (status === 'error') return { mutant, fate: 'no end', caughtBy: [], ...(reason === undefined ? {} : { reason }) };
  const caughtBy = lostBy({ checks });
  return { mutant, fate: status === 'unreadable' || caughtBy.length > 0 ? 'caught' : 'survived', caughtBy };
}

/** Ids of the checks that a submission loses. */
export function lostBy({ checks }: Pick<Grade, 'checks'>): readonly string[] {
  return checks.filter(({ passed }) => !passed).map(({ id }) => id);
}

/** `mistakes`: of each known mistake the ids of the checks that it loses. */
export function checkValues(
  checks: readonly Check[],
  outcomes: readonly Outcome[],
  mistakes: readonly (readonly string[])[],
): readonly CheckValue[] {
  return checks.map((check) => {
    const caught = outcomes.filter(({ caughtBy }) => caughtBy.includes(check.id));
    const lost = mistakes.filter((ids) => ids.includes(check.id));
    const kinds = [...Map.groupBy(caught, ({ mutant }) => mutant.operator)]
      .map(([operator, same]) => [operator, same.length] as const)
      .sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
    const alone = [...caught.map(({ caughtBy }) => caughtBy), ...lost].filter(({ length }) => length === 1).length;
    return { check, mutants: caught.length, mistakes: lost.length, alone, kinds };
  });
}

/** Mistakes among the mutants: those that are equivalent or came to no end count neither way. */
export function caughtPercent(outcomes: readonly Outcome[]): {
  readonly caught: number;
  readonly of: number;
  readonly percent: number;
} {
  const caught = outcomes.filter(({ fate }) => fate === 'caught').length;
  const of = caught + outcomes.filter(({ fate }) => fate === 'survived').length;
  return { caught, of, percent: of === 0 ? 0 : Math.floor((100 * caught) / of) };
}
