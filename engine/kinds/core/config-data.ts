import { semanticEqual } from '../../api/equality.ts';
/** What ConfigMaps and Secrets have in common: keys, sizes, immutability. */
import { forbiddenField, invalid } from '../../api/validation/field-error.ts';
import { configMapKey } from '../../api/validation/names.ts';
import type { Errors } from '../field-checks.ts';

/** 1 MiB: the most that all values together may have. */
export const MAX_DATA_BYTES = 1_048_576;

export type DataMap = Readonly<Record<string, string>>;

export function keyErrors(path: string, map: DataMap | undefined): Errors {
  return Object.keys(map ?? {})
    .toSorted()
    .flatMap((key) => configMapKey(key).map((reason) => invalid(`${path}[${key}]`, key, reason)));
}

/** Bytes behind base64 text, without decoding it. */
export function base64Bytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.trunc((text.length * 3) / 4) - padding;
}

/** Members of an object with `immutable: true` stay as they are, `immutable` included. */
export function immutableErrors(
  object: Readonly<Record<string, unknown>>,
  old: Readonly<Record<string, unknown>>,
  members: readonly string[],
): Errors {
  if (old['immutable'] !== true) return [];
  const text = 'field is immutable when `immutable` is set';
  return [
    ...(object['immutable'] === true ? [] : [forbiddenField('immutable', text)]),
    ...members.flatMap((name) => (semanticEqual(object[name], old[name]) ? [] : [forbiddenField(name, text)])),
  ];
}
