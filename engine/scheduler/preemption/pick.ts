import { priorityOf } from '../cache/pod-entry.ts';
import { type Candidate, startOf } from './victims.ts';

/** Makes every priority count as positive when they are added up (math.MaxInt32 + 1). */
const OFFSET = 2 ** 31;

const topPriority = ({ victims: [first] }: Candidate): number =>
  first === undefined ? Number.MIN_SAFE_INTEGER : priorityOf(first);

const prioritySum = ({ victims }: Candidate): number => victims.reduce((sum, pod) => sum + priorityOf(pod) + OFFSET, 0);

/** When the first of the most important victims began. */
function earliestTopStart({ victims }: Candidate): number {
  const top = victims.reduce((most, pod) => Math.max(most, priorityOf(pod)), Number.MIN_SAFE_INTEGER);
  return victims
    .filter((pod) => priorityOf(pod) === top)
    .reduce((first, pod) => Math.min(first, startOf(pod)), Number.MAX_SAFE_INTEGER);
}

/** In this order; the lower number is better. */
const CRITERIA: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  topPriority,
  prioritySum,
  ({ victims }) => victims.length,
  (candidate) => -earliestTopStart(candidate),
];

/** The node whose victims are the least loss (pickOneNodeForPreemption, v1.25); the first of equals. */
export function pickCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates;
  for (const criterion of CRITERIA) {
    const least = left.reduce((best, candidate) => Math.min(best, criterion(candidate)), Number.POSITIVE_INFINITY);
    left = left.filter((candidate) => criterion(candidate) === least);
    if (left.length <= 1) break;
  }
  return left[0];
}
