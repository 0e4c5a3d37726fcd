import { podStatus, type StatusInput } from '../status/pod-status.ts';
import { statusPatch } from '../status/status-patch.ts';
import type { PodStatus } from '../../kinds/types.ts';
import type { Turn } from './turn.ts';

/** The status of the pod as this turn sees it now. */
export function statusOf(turn: Turn): PodStatus {
  return statusFrom(turn, seenBy(turn));
}

/** What the status is made of: immutable, so that a status can also be made later of what was seen before. */
function seenBy(turn: Turn): StatusInput {
  const { memory, pod } = turn;
  return {
    pod,
    nowMs: turn.nowMs,
    startedMs: memory.seenMs,
    hostIP: turn.machine.hostIP,
    podIP: turn.sandbox?.address,
    records: turn.records,
    waiting: memory.waiting,
    probes: memory.probes,
    verdict: memory.verdict,
    isRejected: memory.isRejected,
  };
}

function statusFrom(turn: Turn, seen: StatusInput): PodStatus {
  const status = podStatus(seen);
  if (turn.timings.reports.scheduled) return status;
  if (seen.pod.status.conditions?.some(({ type }) => type === 'PodScheduled') === true) return status;
  return { ...status, conditions: (status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled') };
}

/** Tells the API the pod's status where it differs; a later report of the same turn replaces an earlier one. Gives the whole status. */
export function report(turn: Turn): PodStatus {
  return tell(turn, seenBy(turn), turn.writes.length);
}

/**
 * Reports before and after `act`, which says whether the status may have changed by it. The later report replaces the earlier one in its place,
 * so that the earlier one is made only where it counts.
 */
export function reportAround(turn: Turn, act: () => boolean): PodStatus {
  if (turn.writes.some(isPatch)) {
    const status = report(turn);
    return act() ? report(turn) : status;
  }
  const before = seenBy(turn);
  const place = turn.writes.length;
  if (!act()) return tell(turn, before, place);
  // What was written in between stands behind the earlier report, if there was one.
  const isPlaced = turn.writes.length === place || statusPatch(turn.pod, statusFrom(turn, before)) !== undefined;
  return tell(turn, seenBy(turn), isPlaced ? place : turn.writes.length);
}

/** `place`: where the report stands among the writes, unless it replaces another. */
function tell(turn: Turn, seen: StatusInput, place: number): PodStatus {
  const { writes, pod } = turn;
  const status = statusFrom(turn, seen);
  const patch = statusPatch(pod, status);
  const earlier = writes.findIndex(isPatch);
  if (earlier >= 0) writes.splice(earlier, 1);
  if (patch !== undefined) writes.splice(earlier >= 0 ? earlier : place, 0, patch);
  turn.remember({ told: { seen, status } });
  return status;
}

const isPatch = ({ verb }: Turn['writes'][number]): boolean => verb === 'patch';

/** Would a report have nothing to say? */
export function isReported(turn: Turn): boolean {
  return isAsTold(turn) || statusPatch(turn.pod, statusOf(turn)) === undefined;
}

/**
 * Does the API hold the very status that was told last, and is all of which it was made still the same? Then another report would say the
 * same: times of transitions move only with what they are of. The API keeps the parts of a patch as they are, so that it is enough to look
 * whether they are the same objects; if they are not, the status is made once more and compared.
 */
function isAsTold(turn: Turn): boolean {
  const { told } = turn.memory;
  if (told === undefined) return false;
  const { seen, status } = told;
  const now = seenBy(turn);
  if (seen.pod.spec !== now.pod.spec) return false;
  if (seen.records !== now.records || seen.podIP !== now.podIP || seen.waiting !== now.waiting) return false;
  if (seen.probes !== now.probes || seen.verdict !== now.verdict || seen.isRejected !== now.isRejected) return false;
  const held = now.pod.status as Readonly<Record<string, unknown>>;
  const wanted = status as Readonly<Record<string, unknown>>;
  let members = 0;
  for (const name in held) {
    if (held[name] !== wanted[name]) return false;
    members += 1;
  }
  return members === Object.keys(wanted).length;
}
