import { badRequest, StatusError } from '../engine/index.ts';

const MATCHES = ['Exact', 'NotOlderThan'];
const FIELD = 'resourceVersionMatch';

/** Refuses lists and watches whose options make no sense together (ValidateListOptions, v1.25). */
export function checkListOptions(query: URLSearchParams, isWatch: boolean): void {
  for (const name of ['limit', 'timeoutSeconds']) {
    const value = query.get(name) ?? '';
    if (value !== '' && !/^[+-]?\d+$/.test(value))
      throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
  }
  const match = query.get(FIELD) ?? '';
  if (match !== '') refuse(isWatch ? [forbidden(`${FIELD} is forbidden for watch`)] : matchErrors(query, match));
}

interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

function matchErrors(query: URLSearchParams, match: string): readonly Cause[] {
  const version = query.get('resourceVersion') ?? '';
  const supported = [...MATCHES, ''].map((value) => JSON.stringify(value)).join(', ');
  const unsupported = `Unsupported value: ${JSON.stringify(match)}: supported values: ${supported}`;
  return [
    ...(version === '' ? [forbidden(`${FIELD} is forbidden unless resourceVersion is provided`)] : []),
    ...((query.get('continue') ?? '') === '' ? [] : [forbidden(`${FIELD} is forbidden when continue is provided`)]),
    ...(MATCHES.includes(match) ? [] : [{ reason: 'FieldValueNotSupported', message: unsupported, field: FIELD }]),
    ...(match === 'Exact' && version === '0'
      ? [forbidden(`${FIELD} "exact" is forbidden for resourceVersion "0"`)]
      : []),
  ];
}

function forbidden(why: string): Cause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field: FIELD };
}

function refuse(causes: readonly Cause[]): void {
  if (causes.length === 0) return;
  const texts = causes.map(({ field, message }) => `${field}: ${message}`);
  const text = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  const details = { group: 'meta.k8s.io', kind: 'ListOptions', causes };
  throw new StatusError(422, 'Invalid', `ListOptions.meta.k8s.io "" is invalid: ${text}`, details);
}
