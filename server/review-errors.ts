import { StatusError } from '../engine/index.ts';
import type { Review } from './reviews.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Refuses a question that asks two things or nothing, or about nobody (ValidateSubjectAccessReviewSpec and its siblings, v1.25).
 * @throws StatusError
 */
export function refuseUnclear({ kind, group }: Review, spec: Fields): void {
  if (!kind.endsWith('AccessReview')) return;
  const about = spec['resourceAttributes'];
  const path = spec['nonResourceAttributes'] as Fields | undefined;
  const errors: (readonly [field: string, message: string])[] = [];
  if (about !== undefined && path !== undefined)
    errors.push([
      'spec.nonResourceAttributes',
      `Invalid value: authorization.NonResourceAttributes{Path:${quoted(path['path'])}, Verb:${quoted(path['verb'])}}: cannot be specified in combination with resourceAttributes`,
    ]);
  if (about === undefined && path === undefined)
    errors.push([
      'spec.resourceAttributes',
      'Invalid value: "null": exactly one of nonResourceAttributes or resourceAttributes must be specified',
    ]);
  const groups = spec['groups'];
  const isAboutNobody = (spec['user'] ?? '') === '' && (!Array.isArray(groups) || groups.length === 0);
  if (!kind.startsWith('Self') && isAboutNobody)
    errors.push(['spec.user', 'Invalid value: "": at least one of user or group must be specified']);
  if (errors.length > 0) throw invalid(group, errors);
}

const quoted = (value: unknown): string => JSON.stringify(typeof value === 'string' ? value : '');

function invalid(group: string, errors: readonly (readonly [field: string, message: string])[]): StatusError {
  const texts = errors.map(([field, message]) => `${field}: ${message}`);
  const joined = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return new StatusError(422, 'Invalid', `.${group} "" is invalid: ${joined}`, {
    group,
    causes: errors.map(([field, message]) => ({ reason: 'FieldValueInvalid', field, message })),
  });
}
