import { TIME_ZONES } from './generated/time-zones.ts';

/** A clock that people read: how far it is ahead of UTC, and when that changes. */
export interface TimeZone {
  offsetMs(atMs: number): number;
  /** The first change strictly after `afterMs`; undefined: none. */
  changeAfter(afterMs: number): number | undefined;
}

const MINUTE_MS = 60_000;

export const UTC: TimeZone = fixed(0);

/** By name: 'Asia/Seoul', 'Europe/Berlin', 'Etc/GMT-9' (nine hours ahead). Known are the rules from 2020 to 2037. Undefined: no such zone. */
export function timeZone(name: string): TimeZone | undefined {
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(name) ?? [];
  if (hours !== undefined)
    return Number(hours) > 14 ? undefined : fixed((sign === '-' ? 60 : -60) * Number(hours) * MINUTE_MS);
  const found = TIME_ZONES.find(([zones]) => zones.split(' ').includes(name));
  return found === undefined ? undefined : changing(found[1]);
}

function fixed(offsetMs: number): TimeZone {
  return { offsetMs: () => offsetMs, changeAfter: () => undefined };
}

/** `60 26456700:120 26786460:60`: the first offset, then the minute since the epoch at which each next one begins. */
function changing(offsets: string): TimeZone {
  const [first = '0', ...rest] = offsets.split(' ');
  const changes = rest.map((text) => {
    const [minute, offset] = text.split(':').map(Number);
    return { atMs: (minute ?? 0) * MINUTE_MS, offsetMs: (offset ?? 0) * MINUTE_MS };
  });
  return {
    offsetMs: (atMs) => changes.findLast((change) => change.atMs <= atMs)?.offsetMs ?? Number(first) * MINUTE_MS,
    changeAfter: (afterMs) => changes.find((change) => change.atMs > afterMs)?.atMs,
  };
}
