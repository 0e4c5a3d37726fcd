const secondMs = 1000;
const minuteSeconds = 60;
const hourSeconds = 60 * minuteSeconds;
const daySeconds = 24 * hourSeconds;
const yearDays = 365;

/**
 * A duration as kubectl writes ages (apimachinery's duration.HumanDuration): `5s`, `2m39s`, `27m`, `3h4m`, `2d3h`, `12d`, `2y30d`.
 * A little below zero is `0s`, more than that `<invalid>`.
 */
export function humanDuration(durationMs: number): string {
  const seconds = Math.trunc(durationMs / secondMs);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * minuteSeconds) return `${seconds}s`;
  const minutes = Math.trunc(seconds / minuteSeconds);
  if (minutes < 10) return twoUnits(minutes, 'm', seconds % minuteSeconds, 's');
  if (minutes < 3 * 60) return `${minutes}m`;
  const hours = Math.trunc(seconds / hourSeconds);
  if (hours < 8) return twoUnits(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (days < 8) return twoUnits(days, 'd', hours % 24, 'h');
  if (days < 2 * yearDays) return `${days}d`;
  const years = Math.trunc(days / yearDays);
  return years < 8 ? twoUnits(years, 'y', days % yearDays, 'd') : `${years}y`;
}

/** A duration with one unit (duration.ShortHumanDuration): `5s`, `3m`, `4h`, `2d`, `1y`. */
export function shortHumanDuration(durationMs: number): string {
  const seconds = Math.trunc(durationMs / secondMs);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < minuteSeconds) return `${seconds}s`;
  if (seconds < hourSeconds) return `${Math.trunc(seconds / minuteSeconds)}m`;
  if (seconds < daySeconds) return `${Math.trunc(seconds / hourSeconds)}h`;
  const days = Math.trunc(seconds / daySeconds);
  return days < yearDays ? `${days}d` : `${Math.trunc(days / yearDays)}y`;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

/** The AGE of something that happened at an RFC 3339 time; `<unknown>` without a time. */
export function translateTimestampSince(timestamp: string | null | undefined, nowMs: number): string {
  return timestamp === undefined || timestamp === null || timestamp === ''
    ? '<unknown>'
    : humanDuration(nowMs - Date.parse(timestamp));
}

/** The time left until an RFC 3339 time. */
export function translateTimestampUntil(timestamp: string | null | undefined, nowMs: number): string {
  return timestamp === undefined || timestamp === null || timestamp === ''
    ? '<unknown>'
    : humanDuration(Date.parse(timestamp) - nowMs);
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time as describe prints it: `Mon, 03 Oct 2022 00:00:00 +0000` (RFC 1123 with a numeric zone, always UTC here). */
export function formatRfc1123z(timestamp: string): string {
  const time = new Date(timestamp);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${weekdays[time.getUTCDay()]}, ${two(time.getUTCDate())} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  return `${date} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}
