import type { IndexedScenario } from '../run-index.ts';
import { inputCause, topologyCause } from './cause.ts';
import { type Aspect, aspectsOf } from './effects.ts';
import { type Difference, firstDifference } from './first-difference.ts';
import { type Happening, historyOf } from './history.ts';
import { mainShift } from './main-shift.ts';
import { type Pair, pairsOf } from './match.ts';
import type { OutFolder } from './out-folder.ts';
import { type TimeChange, slowerBy, timeChanges } from './times.ts';
import { parseTrace } from './trace-text.ts';

/** Each scenario has one; from what matters most to what matters least. */
export const VERDICTS = ['broke', 'failing', 'new', 'gone', 'fixed', 'differs', 'slower', 'faster', 'same'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What became of one scenario from one run to the other. */
export interface ScenarioChange {
  readonly verdict: Verdict;
  readonly base?: IndexedScenario;
  readonly current?: IndexedScenario;
  /** In what it behaves differently; empty where only times differ. */
  readonly aspects: readonly Aspect[];
  /** What the scenario itself did otherwise, if it did: the cause of what follows. */
  readonly cause?: Difference;
  /** The first thing that the cluster did otherwise. */
  readonly first?: Difference;
  /** Where delays were drawn anew: the first difference that is more than such a delay. */
  readonly main?: Difference;
  readonly times: readonly TimeChange[];
  /** Pods have other names than before; what a kubelet draws for each (how long it pulls and starts) is then drawn anew. */
  readonly isRedrawn: boolean;
}

export interface Comparison {
  readonly seed: string;
  readonly changes: readonly ScenarioChange[];
  /** Slower than allowed, one entry each; empty without a threshold. */
  readonly tooSlow: readonly TooSlow[];
  readonly maxSlowerMs?: number;
}

export interface TooSlow {
  readonly scenario: IndexedScenario;
  readonly time: TimeChange;
}

/** Compares two runs with one seed, scenario by scenario. Traces are read only of scenarios that both have. */
export function compareRuns(base: OutFolder, current: OutFolder, maxSlowerMs?: number): Comparison {
  const changes = pairsOf(base.index, current.index).map((pair) => changeOf(pair, base, current));
  return {
    seed: current.index.seed,
    changes,
    tooSlow: maxSlowerMs === undefined ? [] : tooSlow(changes, maxSlowerMs),
    ...(maxSlowerMs === undefined ? {} : { maxSlowerMs }),
  };
}

/** Does the comparison fail, as an exit code of 1? */
export function hasFailed({ changes, tooSlow: slow }: Comparison): boolean {
  return slow.length > 0 || changes.some(({ verdict }) => verdict === 'broke');
}

function tooSlow(changes: readonly ScenarioChange[], maxSlowerMs: number): readonly TooSlow[] {
  return changes.flatMap(({ current, times }) =>
    current === undefined
      ? []
      : times.filter((time) => slowerBy(time) > maxSlowerMs).map((time) => ({ scenario: current, time })),
  );
}

function changeOf({ base, current }: Pair, from: OutFolder, to: OutFolder): ScenarioChange {
  if (base === undefined)
    return { verdict: 'new', ...(current && { current }), aspects: [], times: [], isRedrawn: false };
  if (current === undefined) return { verdict: 'gone', base, aspects: [], times: [], isRedrawn: false };
  const [before, now] = [from.traceText(base), to.traceText(current)];
  if (before === now) return { verdict: unchanged(current), base, current, aspects: [], times: [], isRedrawn: false };
  return compared(base, current, before, now, topologyCause(base, current, from.index, to.index));
}

function compared(
  base: IndexedScenario,
  current: IndexedScenario,
  before: string,
  now: string,
  topology: Difference | undefined,
): ScenarioChange {
  const traces = [parseTrace(before, base.trace), parseTrace(now, current.trace)] as const;
  const [was, is] = [historyOf(traces[0]), historyOf(traces[1])];
  const times = timeChanges({ scenario: base, trace: traces[0] }, { scenario: current, trace: traces[1] });
  const isEffect = (each: Happening): boolean => each.role === 'effect';
  const cause = topology ?? inputCause(was, is);
  const first = firstDifference(was.filter(isEffect), is.filter(isEffect));
  const aspects = aspectsOf(was, is);
  const verdict = verdictOf(base, current, aspects, times, first);
  const isRedrawn = hasOtherNames(was, is);
  const isTimed = verdict === 'slower' || verdict === 'faster';
  const main = isTimed && isRedrawn ? mainShift(was.filter(isEffect), is.filter(isEffect), times) : undefined;
  return {
    verdict,
    base,
    current,
    aspects,
    ...(cause === undefined ? {} : { cause }),
    ...(first === undefined ? {} : { first }),
    ...(main === undefined ? {} : { main }),
    times,
    isRedrawn,
  };
}

/** Is a pod that both have called otherwise? */
function hasOtherNames(was: readonly Happening[], is: readonly Happening[]): boolean {
  const names = new Map(was.filter(isPod).map(({ about, entry }) => [about, entry.about]));
  return is.some((each) => isPod(each) && (names.get(each.about) ?? each.entry.about) !== each.entry.about);
}

function isPod({ about }: Happening): boolean {
  return about.startsWith('Pod ');
}

function unchanged({ status }: IndexedScenario): Verdict {
  return status === 'passed' ? 'same' : 'failing';
}

function verdictOf(
  base: IndexedScenario,
  current: IndexedScenario,
  aspects: readonly Aspect[],
  times: readonly TimeChange[],
  first: Difference | undefined,
): Verdict {
  if (current.status !== 'passed') return base.status === 'passed' ? 'broke' : 'failing';
  if (base.status !== 'passed') return 'fixed';
  if (aspects.some((aspect) => aspect !== 'input')) return 'differs';
  const longest = times.find(({ what }) => what === 'scenario') ?? times.toSorted(byLength)[0];
  if (longest !== undefined) return slowerBy(longest) > 0 ? 'slower' : 'faster';
  return aspects.length > 0 || first !== undefined ? 'differs' : 'same';
}

const byLength = (a: TimeChange, b: TimeChange): number => Math.abs(slowerBy(b)) - Math.abs(slowerBy(a));
