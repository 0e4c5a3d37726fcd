import { type CronFields, type CronSchedule, parseCron } from '../../kinds/batch/cron.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A schedule that fires on no day of so many (30 February) never does. */
const HORIZON_DAYS = 366 * 5;

/** The first time strictly after `afterMs` at which the schedule fires, in UTC; undefined if it never does (cron.SpecSchedule.Next). */
export function nextTime(schedule: CronSchedule, afterMs: number): number | undefined {
  if ('everyMs' in schedule) return Math.floor(afterMs / 1000) * 1000 + schedule.everyMs;
  const fromMs = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS;
  const firstDayMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
  for (let day = 0; day < HORIZON_DAYS; day++) {
    const dayMs = firstDayMs + day * DAY_MS;
    const time = firesOn(schedule, dayMs) ? inDay(schedule, dayMs, fromMs) : undefined;
    if (time !== undefined) return time;
  }
  return undefined;
}

function firesOn({ months, daysOfMonth, daysOfWeek, anyDay }: CronFields, dayMs: number): boolean {
  const date = new Date(dayMs);
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const [inMonth, inWeek] = [daysOfMonth.has(date.getUTCDate()), daysOfWeek.has(date.getUTCDay())];
  return anyDay ? inMonth || inWeek : inMonth && inWeek;
}

function inDay({ hours, minutes }: CronFields, dayMs: number, fromMs: number): number | undefined {
  for (let minute = Math.max(0, (fromMs - dayMs) / MINUTE_MS); minute < 24 * 60; minute++) {
    if (hours.has(Math.floor(minute / 60)) && minutes.has(minute % 60)) return dayMs + minute * MINUTE_MS;
  }
  return undefined;
}

export interface Due {
  /** The last time missed, in (earliest, now]. */
  readonly timeMs: number | undefined;
  readonly missed: number;
  readonly nextMs: number | undefined;
}

/**
 * What is due by `nowMs` (mostRecentScheduleTime, v1.25): the distance of the first two times is taken for that of all. The schedule is read
 * by a clock that is `offsetMs` ahead of UTC.
 */
export function dueBy(text: string, earliestMs: number, nowMs: number, offsetMs = 0): Due {
  const { timeMs, missed, nextMs } = dueInUtc(text, earliestMs + offsetMs, nowMs + offsetMs);
  const back = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms - offsetMs);
  return { timeMs: back(timeMs), missed, nextMs: back(nextMs) };
}

function dueInUtc(text: string, earliestMs: number, nowMs: number): Due {
  const schedule = parseCron(text);
  const nextMs = nextTime(schedule, nowMs);
  const first = nextTime(schedule, earliestMs);
  if (first === undefined || first > nowMs) return { timeMs: undefined, missed: 0, nextMs };
  const second = nextTime(schedule, first);
  if (second === undefined || second > nowMs) return { timeMs: first, missed: 1, nextMs };
  const stepMs = second - first;
  const missed = Math.floor((nowMs - first) / stepMs) + 1;
  return { timeMs: first + (missed - 1) * stepMs, missed, nextMs };
}
