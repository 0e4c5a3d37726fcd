import { type FieldError, invalid, required } from '../../api/validation/field-error.ts';
import type { CustomResourceDefinition } from '../types.ts';

const APPROVED = 'api-approved.kubernetes.io';
const SEE = 'see https://github.com/kubernetes/enhancements/pull/1111';

/** What a definition's author says about the project's approval (GetAPIApprovalState, apiextensions helpers, v1.25). */
export interface Approval {
  readonly reason: 'ApprovedAnnotation' | 'UnapprovedAnnotation' | 'MissingAnnotation' | 'InvalidAnnotation';
  readonly message: string;
}

/** Groups of the project itself need its approval; undefined for all others. */
export function approvalOf({ metadata, spec }: CustomResourceDefinition): Approval | undefined {
  const group = spec.group ?? '';
  if (!['k8s.io', 'kubernetes.io'].some((domain) => group === domain || group.endsWith(`.${domain}`))) return undefined;
  const text = metadata.annotations?.[APPROVED] ?? '';
  const need = `protected groups must have approval annotation "${APPROVED}"`;
  if (text === '') return { reason: 'MissingAnnotation', message: `${need}, ${SEE}` };
  if (text.startsWith('unapproved'))
    return { reason: 'UnapprovedAnnotation', message: `not approved: ${JSON.stringify(text)}` };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s]+\S*$/.test(text))
    return { reason: 'ApprovedAnnotation', message: `approved in ${text}` };
  return {
    reason: 'InvalidAnnotation',
    message: `${need} with either a URL or a reason starting with "unapproved", ${SEE}`,
  };
}

/** validateAPIApproval (v1.25): a state that was there before is never an error. */
export function approvalErrors(
  object: CustomResourceDefinition,
  old: CustomResourceDefinition | undefined,
): readonly FieldError[] {
  const approval = approvalOf(object);
  if (approval === undefined || (old !== undefined && approvalOf(old)?.reason === approval.reason)) return [];
  const path = `metadata.annotations[${APPROVED}]`;
  if (approval.reason === 'MissingAnnotation') return [required(path, approval.message)];
  if (approval.reason !== 'InvalidAnnotation') return [];
  return [invalid(path, object.metadata.annotations?.[APPROVED] ?? '', approval.message)];
}
