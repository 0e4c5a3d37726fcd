import { isDeepStrictEqual } from 'node:util';
import type { IndexedScenario, RunIndex } from '../run-index.ts';
import { type Difference, firstDifference, indexOfDifference, namedChanges } from './first-difference.ts';
import type { Happening } from './history.ts';

/** The cluster that the scenario began with is another one. */
export function topologyCause(
  base: IndexedScenario,
  current: IndexedScenario,
  { topologies: before }: RunIndex,
  { topologies: now }: RunIndex,
): Difference | undefined {
  const [was, is] = [before[base.topology ?? ''], now[current.topology ?? '']];
  if (was === undefined || is === undefined || isDeepStrictEqual(was, is)) return undefined;
  return { atMs: 0, text: `the cluster began with topology ${is.name}: ${namedChanges(was, is)}`, context: [] };
}

/**
 * What the scenario itself did otherwise before anything else differed; undefined where the cluster was first. Afterwards the scenario only
 * follows: it does things later, or not at all because a step failed.
 */
export function inputCause(base: readonly Happening[], current: readonly Happening[]): Difference | undefined {
  const [was, is] = [base.filter(isNoEcho), current.filter(isNoEcho)];
  const index = indexOfDifference(was, is, 'timed');
  const isNews = isInputOnlyIn(was, is, index) || isInputOnlyIn(is, was, index);
  if (!isNews) return undefined;
  const [inputsBefore, inputsNow] = [base.filter(isInput), current.filter(isInput)];
  const at = indexOfDifference(inputsBefore, inputsNow, 'anytime');
  // One of them ends here: a step failed, and the others did not run.
  if (inputsBefore[at] === undefined || inputsNow[at] === undefined) return undefined;
  const first = firstDifference(inputsBefore, inputsNow, 'anytime');
  if (first === undefined) return undefined;
  return { ...first, text: withOthers(first, inputsBefore, inputsNow) };
}

/** Changes that the sentence names besides the first. */
const MOST_OTHERS = 3;

/** One `kubectl apply` may bring several changes: all that the scenario did otherwise at that very instant. */
function withOthers({ atMs, text }: Difference, base: readonly Happening[], current: readonly Happening[]): string {
  const isThen = (happening: Happening): boolean => happening.atMs === atMs && happening.entry.type === 'request';
  const [was, is] = [base.filter(isThen), current.filter(isThen)];
  const others = is.flatMap((now) => {
    if (was.some(({ key }) => key === now.key)) return [];
    const before = was.filter(({ about, facts }) => about === now.about && facts['verb'] === now.facts['verb']);
    const found = before.length > 1 ? undefined : firstDifference(before, [now], 'anytime');
    return found === undefined || found.text === text ? [] : [found.text];
  });
  const more = others.length - MOST_OTHERS;
  return [text, ...others.slice(0, MOST_OTHERS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** Is what stands there in `one` something that the scenario does only there? */
function isInputOnlyIn(one: readonly Happening[], other: readonly Happening[], index: number): boolean {
  const happening = one[index];
  if (happening?.role !== 'input') return false;
  return other.slice(index).every(({ key }) => key !== happening.key);
}

const isInput = ({ role }: Happening): boolean => role === 'input';
const isNoEcho = ({ role }: Happening): boolean => role !== 'echo';
