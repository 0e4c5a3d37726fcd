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
  return firstDifference(inputsBefore, inputsNow, 'anytime');
}

/** Is what stands there in `one` something that the scenario does only there? */
function isInputOnlyIn(one: readonly Happening[], other: readonly Happening[], index: number): boolean {
  const happening = one[index];
  if (happening?.role !== 'input') return false;
  return other.slice(index).every(({ key }) => key !== happening.key);
}

const isInput = ({ role }: Happening): boolean => role === 'input';
const isNoEcho = ({ role }: Happening): boolean => role !== 'echo';
