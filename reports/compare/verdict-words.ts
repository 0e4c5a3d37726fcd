import type { Comparison, ScenarioChange, Verdict } from './comparison.ts';
import type { Aspect } from './effects.ts';
import { slowerBy } from './times.ts';

/** The order in which people want to read them. */
export const TOLD: readonly Verdict[] = ['broke', 'differs', 'slower', 'faster', 'failing', 'fixed', 'new', 'gone'];

/** Above the scenarios of a class. */
export const TITLES: Readonly<Record<Verdict, string>> = {
  broke: 'Broke',
  failing: 'Failed before and still fails',
  new: 'New',
  gone: 'Gone',
  fixed: 'Fixed',
  differs: 'Behaves differently, though it passes',
  slower: 'Slower in virtual time',
  faster: 'Faster in virtual time',
  same: 'The same',
};

/** On a scenario's chip. */
export const CHIPS: Readonly<Record<Verdict, string>> = {
  broke: 'Broke',
  failing: 'Still fails',
  new: 'New',
  gone: 'Gone',
  fixed: 'Fixed',
  differs: 'Differs',
  slower: 'Slower',
  faster: 'Faster',
  same: 'Same',
};

export const ASPECTS: Readonly<Record<Aspect, string>> = {
  input: 'what the scenario does',
  changes: 'the changes made',
  availability: 'how few pods are Ready',
  placement: 'where pods run',
  order: 'the order of changes',
};

const COUNTED: readonly (readonly [verdict: Verdict, one: string, many: string])[] = [
  ['broke', 'broke', 'broke'],
  ['differs', 'behaves differently', 'behave differently'],
  ['slower', 'slower', 'slower'],
  ['faster', 'faster', 'faster'],
  ['failing', 'still fails', 'still fail'],
  ['fixed', 'fixed', 'fixed'],
  ['new', 'new', 'new'],
  ['gone', 'gone', 'gone'],
  ['same', 'the same', 'the same'],
];

/** `14 scenarios: 1 broke, 2 slower, 11 the same` */
export function countsLine({ changes }: Comparison): string {
  const counts = countsOf(changes).map(({ count, words }) => `${count} ${words}`);
  return `${changes.length} ${changes.length === 1 ? 'scenario' : 'scenarios'}: ${counts.join(', ')}`;
}

export interface VerdictCount {
  readonly verdict: Verdict;
  readonly count: number;
  /** What the count is of: `behave differently`. */
  readonly words: string;
}

/** The classes that occur. */
export function countsOf(changes: readonly ScenarioChange[]): readonly VerdictCount[] {
  return COUNTED.flatMap(([verdict, one, many]) => {
    const count = changes.filter((change) => change.verdict === verdict).length;
    return count === 0 ? [] : [{ verdict, count, words: count === 1 ? one : many }];
  });
}

/** `Nothing broke, 2 scenarios behave differently` */
export function headline({ changes, tooSlow }: Comparison): string {
  const of = (verdict: Verdict): number => changes.filter((change) => change.verdict === verdict).length;
  const scenarios = (count: number): string => (count === 1 ? '1 scenario' : `${count} scenarios`);
  if (of('broke') > 0) return `${scenarios(of('broke'))} broke`;
  if (tooSlow.length > 0) return 'Slower than allowed';
  if (of('differs') > 0)
    return `Nothing broke, ${scenarios(of('differs'))} ${of('differs') === 1 ? 'behaves' : 'behave'} differently`;
  const timed = of('slower') + of('faster');
  if (timed > 0) return `Nothing broke, ${scenarios(timed)} ${timed === 1 ? 'takes' : 'take'} another time`;
  const others = changes.length - of('same') - of('failing');
  return others === 0 ? 'No difference' : 'Nothing broke';
}

/** A scenario's group: with the cause, where the scenario itself does something else. */
export function byCause(changes: readonly ScenarioChange[]): ReadonlyMap<string, readonly ScenarioChange[]> {
  return Map.groupBy(changes, ({ cause }) => cause?.text ?? '');
}

/** The scenarios of a class that are worth telling: in their order, or those first whose time changed most. */
export function membersOf({ changes }: Comparison, verdict: Verdict): readonly ScenarioChange[] {
  const members = changes.filter((change) => change.verdict === verdict && isNews(change));
  const isTimed = verdict === 'slower' || verdict === 'faster';
  return isTimed ? members.toSorted((a, b) => longestMs(b) - longestMs(a)) : members;
}

/** What fails in the same way as before is no news. */
function isNews({ verdict, first, cause, times }: ScenarioChange): boolean {
  return verdict !== 'failing' || first !== undefined || cause !== undefined || times.length > 0;
}

function longestMs({ times }: ScenarioChange): number {
  const whole = times.find(({ what }) => what === 'scenario');
  return Math.max(0, ...(whole === undefined ? times : [whole]).map((time) => Math.abs(slowerBy(time))));
}

/** What a scenario that was renamed or moved was called; undefined where it has its old name. */
export function formerName({ base, current }: ScenarioChange): string | undefined {
  if (base === undefined || current === undefined) return undefined;
  const isRow = base.name.replace(/ #\d+$/, '') === current.name.replace(/ #\d+$/, '');
  return isRow && base.uri === current.uri ? undefined : `${base.name} (${base.id})`;
}
