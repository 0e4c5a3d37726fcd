import type { Column } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import { parseTimestamp } from '../api/time.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;

/** A span of time in at most two units, as the AGE column shows it (duration.HumanDuration, v1.25): `85s`, `4m12s`, `3h`, `2d4h`. */
export function humanDuration(durationMs: number): string {
  const seconds = Math.trunc(durationMs / SECOND_MS);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(durationMs / MINUTE_MS);
  if (minutes < 10) return pair(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(durationMs / HOUR_MS);
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 24 * 8) return pair(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(days / 365);
  return hours < 24 * 365 * 8 ? pair(years, 'y', days % 365, 'd') : `${years}y`;
}

/** How long ago an RFC 3339 time stamp was; `<unknown>` without one. */
export function ageOf(timestamp: string | null | undefined, nowMs: number): string {
  return timestamp === undefined || timestamp === null || timestamp === ''
    ? '<unknown>'
    : humanDuration(nowMs - parseTimestamp(timestamp));
}

export const NAME: Column = {
  name: 'Name',
  format: 'name',
  description: 'Unique within its namespace.',
  cell: (object) => object.metadata.name,
};

export const AGE: Column = {
  name: 'Age',
  description: 'Time since the object was created.',
  cell: (object, nowMs) => ageOf(object.metadata.creationTimestamp, nowMs),
};

/** The only other column of kinds that print when they were made instead of their age. */
export const CREATED_AT: Column = {
  name: 'Created At',
  type: 'date',
  description: 'When the object was created.',
  cell: (object) => object.metadata.creationTimestamp ?? null,
};

/** A map as `a=b,c=d`, keys sorted; `<none>` if empty. */
export function mapText(map: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(map ?? {}).sort();
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${map?.[key] ?? ''}`).join(',');
}

/** The names and images of a pod template's containers, for the wide columns of workloads. */
export function containerColumns<T extends KubeObject>(
  containersOf: (object: T) => readonly { readonly name: string; readonly image?: string }[],
): readonly Column<T>[] {
  return [
    {
      name: 'Containers',
      priority: 1,
      description: 'Names of each container in the template.',
      cell: (object) => listText(containersOf(object).map(({ name }) => name)),
    },
    {
      name: 'Images',
      priority: 1,
      description: 'Images of each container in the template.',
      cell: (object) => listText(containersOf(object).map(({ image }) => image ?? '')),
    },
  ];
}

const listText = (items: readonly string[]): string => items.join(',');
