import type { JsonValue } from '../../../engine/index.ts';

/** What a value is changed to, one mutant each; undefined takes it away. A value that the function cannot change gives none. */
export type Values = (now: JsonValue) => readonly (JsonValue | undefined)[];

/** 3: 4, 2 and 0. */
export const offByOne: Values = (now) =>
  typeof now === 'number' ? [...new Set([now + 1, now - 1, 0])].filter((value) => value >= 0 && value !== now) : [];

/** 80: 81. A port's name is misspelled. */
export const otherPort: Values = (now) => {
  if (typeof now === 'number') return [now + 1];
  return typeof now === 'string' ? [`${now}-x`] : [];
};

/** 30080: 30081, within Kubernetes' range of node ports. */
export const otherNodePort: Values = (now) => (typeof now === 'number' ? [now >= 32767 ? now - 1 : now + 1] : []);

/** web: web-x. */
export const otherName: Values = (now) => (typeof now === 'string' && now !== '' ? [`${now}-x`] : []);

export const dropped: Values = () => [undefined];

/** /audit: /audit-x. */
export const otherPath: Values = (now) =>
  typeof now === 'string' && now !== '' ? [`${now.replace(/\/$/, '')}-x`] : [];

export const otherText: Values = (now) => (typeof now === 'string' ? [`${now}x`] : []);

/** 192.168.1.10: 192.168.1.11. */
export const otherAddress: Values = (now) => {
  const match = typeof now === 'string' ? /^(.*\.)(\d+)$/.exec(now) : null;
  if (match === null) return otherName(now);
  const last = Number(match[2]);
  return [`${match[1] ?? ''}${last >= 254 ? last - 1 : last + 1}`];
};

/** 1Gi: 2Gi; 100m: 200m. */
export const doubled: Values = (now) => {
  const match = /^(\d+)(\D*)$/.exec(String(now));
  return match === null ? [] : [`${Number(match[1]) * 2}${match[2] ?? ''}`];
};

/** `0 2 * * *`: every minute of that hour, and hour for minute. */
export const otherSchedule: Values = (now) => {
  const [minute = '', hour = '', ...days] = String(now).split(' ');
  if (days.length !== 3) return [];
  return [
    ...new Set(
      [
        ['*', hour, ...days],
        [hour, minute, ...days],
      ].map((fields) => fields.join(' ')),
    ),
  ].filter((value) => value !== now);
};

/** A list of what is allowed: all there is. */
export const anything: Values = (now) => (Array.isArray(now) && !now.includes('*') ? [['*']] : []);

export const flipped: Values = (now) => (typeof now === 'boolean' ? [!now] : []);

/** Every other word of the list. */
export function oneOf(...words: readonly string[]): Values {
  return (now) => words.filter((word) => typeof now === 'string' && word.toLowerCase() !== now.toLowerCase());
}

export function both(...each: readonly Values[]): Values {
  return (now) => each.flatMap((values) => values(now));
}

/** Another image, a misspelled one, and a tag that no registry has; a tag that is written is dropped as well, unless it says the same as none. */
export const otherImage: Values = (now) => {
  if (typeof now !== 'string' || now === '') return [];
  const [, repository = now, tag] = /^(.*?)(?::([^:/]+))?$/.exec(now) ?? [];
  const suffix = tag === undefined ? '' : `:${tag}`;
  return [
    /(?:^|\/)nginx$/.test(repository) ? `httpd` : `nginx`,
    `${repository}${repository.slice(-1)}${suffix}`,
    `${repository}:no-such-tag`,
    ...(tag === undefined || tag === 'latest' ? [] : [repository]),
  ];
};

/** `3`, `web`, `{"app":"web"}`; a text that could be overlooked stands in quotes. */
export function shown(value: JsonValue | undefined): string {
  if (typeof value === 'string') return /^\S+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? 'none';
}
