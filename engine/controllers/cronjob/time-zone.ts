const HOUR = 60;

/** Zones whose clocks have stood at one offset for years, in minutes east of UTC. Rules of summer time are not simulated. */
const FIXED: Readonly<Record<string, number>> = {
  UTC: 0,
  'Etc/UTC': 0,
  'Etc/GMT': 0,
  GMT: 0,
  'Africa/Johannesburg': 2 * HOUR,
  'Africa/Lagos': HOUR,
  'Africa/Nairobi': 3 * HOUR,
  'America/Argentina/Buenos_Aires': -3 * HOUR,
  'America/Bogota': -5 * HOUR,
  'America/Lima': -5 * HOUR,
  'America/Phoenix': -7 * HOUR,
  'America/Sao_Paulo': -3 * HOUR,
  'Asia/Bangkok': 7 * HOUR,
  'Asia/Dubai': 4 * HOUR,
  'Asia/Ho_Chi_Minh': 7 * HOUR,
  'Asia/Hong_Kong': 8 * HOUR,
  'Asia/Jakarta': 7 * HOUR,
  'Asia/Karachi': 5 * HOUR,
  'Asia/Kolkata': 5.5 * HOUR,
  'Asia/Manila': 8 * HOUR,
  'Asia/Riyadh': 3 * HOUR,
  'Asia/Seoul': 9 * HOUR,
  'Asia/Shanghai': 8 * HOUR,
  'Asia/Singapore': 8 * HOUR,
  'Asia/Taipei': 8 * HOUR,
  'Asia/Tokyo': 9 * HOUR,
  'Australia/Brisbane': 10 * HOUR,
  'Europe/Istanbul': 3 * HOUR,
  'Europe/Moscow': 3 * HOUR,
};

/** How far the zone's clock is ahead of UTC, in milliseconds; undefined: not a zone that is simulated. `Etc/GMT-9` is nine hours ahead. */
export function zoneOffsetMs(name: string): number | undefined {
  const fixed = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined;
  if (fixed !== undefined) return fixed * 60_000;
  const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/.exec(name) ?? [];
  if (hours === undefined || Number(hours) > 14) return undefined;
  return (sign === '-' ? 1 : -1) * Number(hours) * 3_600_000;
}
