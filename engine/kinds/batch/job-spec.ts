import { type FieldError, invalid, notSupported, required } from '../../api/validation/field-error.ts';
import { child } from '../../api/validation/path.ts';
import { nonNegative } from '../checks.ts';
import { validatePodTemplateSpec } from '../core/pod/validate-template.ts';
import type { Job } from '../types.ts';

const MAX_INDEXED_PARALLELISM = 100_000;

/** What a Job and the template of a CronJob have in common (validateJobSpec, v1.25). `path`: of the spec. */
export function validateJobTemplateSpec(spec: Job['spec'], path: string): FieldError[] {
  return [
    ...nonNegative(spec.parallelism, child(path, 'parallelism')),
    ...nonNegative(spec.completions, child(path, 'completions')),
    ...nonNegative(spec.activeDeadlineSeconds, child(path, 'activeDeadlineSeconds')),
    ...nonNegative(spec.backoffLimit, child(path, 'backoffLimit')),
    ...nonNegative(spec.ttlSecondsAfterFinished, child(path, 'ttlSecondsAfterFinished')),
    ...validateCompletionMode(spec, path),
    ...validatePodTemplateSpec(spec.template ?? {}, child(path, 'template')),
    ...validateRestartPolicy(spec, child(path, 'template', 'spec', 'restartPolicy')),
  ];
}

function validateCompletionMode(
  { completionMode, completions, parallelism = 0 }: Job['spec'],
  path: string,
): FieldError[] {
  if (completionMode === undefined || completionMode === 'NonIndexed') return [];
  if (completionMode !== 'Indexed') {
    return [notSupported(child(path, 'completionMode'), completionMode, ['NonIndexed', 'Indexed'])];
  }
  const tooMany = `must be less than or equal to ${MAX_INDEXED_PARALLELISM} when completion mode is Indexed`;
  return [
    ...(completions === undefined ? [required(child(path, 'completions'), 'when completion mode is Indexed')] : []),
    ...(parallelism > MAX_INDEXED_PARALLELISM ? [invalid(child(path, 'parallelism'), parallelism, tooMany)] : []),
  ];
}

function validateRestartPolicy(spec: Job['spec'], path: string): FieldError[] {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === 'OnFailure' || policy === 'Never') return [];
  return policy === '' || policy === 'Always'
    ? [required(path, 'valid values: "OnFailure", "Never"')]
    : [notSupported(path, policy, ['OnFailure', 'Never'])];
}
