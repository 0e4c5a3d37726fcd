import type { TraceEntry } from '../../engine/index.ts';
import { recoveriesOf } from '../recoveries.ts';
import type { IndexedScenario } from '../run-index.ts';

/** Something that takes another time than it did, in virtual milliseconds. */
export interface TimeChange {
  readonly what: 'scenario' | 'step' | 'recovery';
  /** `the scenario`, `step 3 (a pod of "web" dies)`, `recovery of Deployment default/web` */
  readonly name: string;
  readonly baseMs: number;
  readonly currentMs: number;
}

/** Virtual milliseconds; negative where it is faster. */
export const slowerBy = ({ baseMs, currentMs }: TimeChange): number => currentMs - baseMs;

interface Timed {
  readonly scenario: IndexedScenario;
  readonly trace: readonly TraceEntry[];
}

/** The scenario first, then its steps, then its recoveries: each that took another time. */
export function timeChanges(base: Timed, current: Timed): readonly TimeChange[] {
  const whole: TimeChange = {
    what: 'scenario',
    name: 'the scenario',
    baseMs: base.scenario.elapsedMs,
    currentMs: current.scenario.elapsedMs,
  };
  return [whole, ...steps(base.scenario, current.scenario), ...recoveries(base, current)].filter(
    (change) => slowerBy(change) !== 0,
  );
}

/** Steps that ran in both, as long as they are the same steps. */
function steps(base: IndexedScenario, current: IndexedScenario): readonly TimeChange[] {
  const first = current.steps.findIndex(({ text }, index) => base.steps[index]?.text !== text);
  const common = first < 0 ? current.steps : current.steps.slice(0, first);
  return common.flatMap(({ text, durationMs, status }, index): TimeChange[] => {
    const before = base.steps[index];
    if (before === undefined || status !== 'passed' || before.status !== 'passed') return [];
    return [{ what: 'step', name: `step ${index + 1} (${text})`, baseMs: before.durationMs, currentMs: durationMs }];
  });
}

/** The n-th recovery of something is the n-th recovery of it; one that is not over has no time yet. */
function recoveries(base: Timed, current: Timed): readonly TimeChange[] {
  const before = recoveryTimes(base);
  return [...recoveryTimes(current)].flatMap(([name, currentMs]): TimeChange[] => {
    const baseMs = before.get(name);
    return baseMs === undefined ? [] : [{ what: 'recovery', name, baseMs, currentMs }];
  });
}

function recoveryTimes({ scenario, trace }: Timed): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { about, tookMs, isOver } of recoveriesOf(trace, scenario.elapsedMs)) {
    const count = (counts.get(about) ?? 0) + 1;
    counts.set(about, count);
    if (isOver) times.set(`recovery ${count === 1 ? '' : `${count} `}of ${about}`, tookMs);
  }
  return times;
}
