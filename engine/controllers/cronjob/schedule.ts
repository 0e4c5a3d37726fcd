import { type CronFields, type CronSchedule, parseCron } from '../../kinds/batch/cron.ts';
import { type TimeZone, UTC } from '../../kinds/batch/time-zone.ts';

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
 * The same by the clock of a zone. As in cron.SpecSchedule.Next a time that the clock leaps over does not happen, and one that it shows twice
 * happens twice.
 */
function nextTimeIn(zone: TimeZone, schedule: CronSchedule, afterMs: number): number | undefined {
  if ('everyMs' in schedule) return nextTime(schedule, afterMs);
  for (let fromMs = afterMs; ;) {
    const offsetMs = zone.offsetMs(fromMs);
    const shown = nextTime(schedule, fromMs + offsetMs);
    if (shown === undefined) return undefined;
    const changeMs = zone.changeAfter(fromMs);
    if (changeMs === undefined || shown - offsetMs < changeMs) return shown - offsetMs;
    // By then the clock has been set: what it shows at that moment counts too.
    const atChange = changeMs + zone.offsetMs(changeMs);
    if (nextTime(schedule, atChange - 1) === atChange) return changeMs;
    fromMs = changeMs;
  }
}

/** What is due by `nowMs` (mostRecentScheduleTime, v1.25): the distance of the first two times is taken for that of all. */
export function dueBy(text: string, earliestMs: number, nowMs: number, zone: TimeZone = UTC): Due {
  const schedule = parseCron(text);
  const next = (afterMs: number): number | undefined => nextTimeIn(zone, schedule, afterMs);
  const nextMs = next(nowMs);
  const first = next(earliestMs);
  if (first === undefined || first > nowMs) return { timeMs: undefined, missed: 0, nextMs };
  const second = next(first);
  if (second === undefined || second > nowMs) return { timeMs: first, missed: 1, nextMs };
  const stepMs = second - first;
  const missed = Math.floor((nowMs - first) / stepMs) + 1;
  return { timeMs: first + (missed - 1) * stepMs, missed, nextMs };
}
