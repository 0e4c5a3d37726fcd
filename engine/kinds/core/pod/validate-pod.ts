import { semanticEqual } from '../../../api/equality.ts';
import type { KindContext } from '../../../api/kind.ts';
import { type FieldError, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import { type Errors, each } from '../../field-checks.ts';
import type { Container, Pod, PodSpec, Toleration } from '../../types.ts';
import { validatePodAnnotations, validateSeccompAgreement } from './validate-annotations.ts';
import { validateImageSpaces } from './validate-containers.ts';
import { validatePodSpec } from './validate-template.ts';

/** validatePodMetadataAndSpec, v1.25. */
function validateSpec({ metadata, spec }: Pod): Errors {
  return [
    ...validatePodAnnotations('metadata.annotations', metadata.annotations, spec),
    ...validatePodSpec(spec, 'spec', { podName: metadata.name }),
    ...validateImageSpaces('spec.containers', spec.containers),
    ...validateImageSpaces('spec.initContainers', spec.initContainers),
  ];
}

/** ValidatePodCreate, v1.25. */
export function validatePod(pod: Pod, _context: KindContext): Errors {
  const { ephemeralContainers = [] } = pod.spec;
  return [
    ...validateSpec(pod),
    ...(ephemeralContainers.length === 0
      ? []
      : [forbiddenField('spec.ephemeralContainers', 'cannot be set on create')]),
    ...validateSeccompAgreement('spec', pod.metadata.annotations, pod.spec),
  ];
}

const MUTABLE_FIELDS = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
];
const GRACE_FIELD = '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
const IMMUTABLE = `pod updates may not change fields other than ${MUTABLE_FIELDS.join(',')} or ${GRACE_FIELD}`;

/**
 * ValidatePodUpdate, v1.25: images, the active deadline and added tolerations may change, nothing else of the spec. Kubernetes adds a
 * diff of the Go structs to the last message; here it names the members that differ.
 */
export function validatePodUpdate(pod: Pod, old: Pod): Errors {
  const spec = validateSpec(pod);
  const regular = containerUpdates('spec.containers', pod.spec.containers, old.spec.containers);
  if (regular.stop) return [...spec, ...regular.errors];
  const init = containerUpdates('spec.initContainers', pod.spec.initContainers, old.spec.initContainers);
  const errors = [...spec, ...regular.errors, ...init.errors];
  if (init.stop) return errors;
  const deadline = deadlineUpdate(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds);
  errors.push(...deadline, ...tolerationUpdate(pod.spec.tolerations, old.spec.tolerations));
  if (errors.length > 0) return errors;
  const changed = immutableChanges(pod.spec, old.spec);
  return changed.length === 0 ? [] : [forbiddenField('spec', `${IMMUTABLE}\nchanged: ${changed.join(', ')}`)];
}

interface ContainerUpdates {
  readonly errors: readonly FieldError[];
  readonly stop: boolean;
}

function containerUpdates(
  path: string,
  list: readonly Container[] = [],
  old: readonly Container[] = [],
): ContainerUpdates {
  if (list.length !== old.length) {
    return { errors: [forbiddenField(path, 'pod updates may not add or remove containers')], stop: true };
  }
  const errors = each(path, list, ({ image = '' }, itemPath) => (image === '' ? [required(`${itemPath}.image`)] : []));
  return { errors, stop: false };
}

/** From nothing to a number, or to a smaller one. */
function deadlineUpdate(deadline: number | undefined, old: number | undefined): Errors {
  const path = 'spec.activeDeadlineSeconds';
  if (deadline === undefined) {
    return old === undefined ? [] : [invalid(path, deadline, 'must not update from a positive integer to nil value')];
  }
  if (old !== undefined && old < deadline)
    return [invalid(path, deadline, 'must be less than or equal to previous value')];
  return [];
}

/** Every old toleration must still be there; only its seconds may differ. */
function tolerationUpdate(list: readonly Toleration[] = [], old: readonly Toleration[] = []): Errors {
  const withoutSeconds = ({ tolerationSeconds: _seconds, ...rest }: Toleration): Toleration => rest;
  const kept = old.every((one) => list.some((other) => semanticEqual(withoutSeconds(other), withoutSeconds(one))));
  const text = 'existing toleration can not be modified except its tolerationSeconds';
  return kept ? [] : [forbiddenField('spec.tolerations', text)];
}

/** Names of the spec's members that differ although nobody may change them. */
function immutableChanges(spec: PodSpec, old: PodSpec): readonly string[] {
  const munged: Readonly<Record<string, unknown>> = {
    ...spec,
    containers: withImagesOf(spec.containers, old.containers),
    ...(spec.initContainers === undefined
      ? {}
      : { initContainers: withImagesOf(spec.initContainers, old.initContainers ?? []) }),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    ...((old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1
      ? { terminationGracePeriodSeconds: old.terminationGracePeriodSeconds }
      : {}),
  };
  const before = old as Readonly<Record<string, unknown>>;
  const names = [...new Set([...Object.keys(munged), ...Object.keys(before)])].toSorted();
  return names.filter((name) => !semanticEqual(munged[name], before[name])).map((name) => `spec.${name}`);
}

function withImagesOf(list: readonly Container[], old: readonly Container[]): readonly Container[] {
  return list.map((container, position) => {
    const { image, ...rest } = container;
    const before = old[position]?.image ?? image;
    return before === undefined ? rest : { ...rest, image: before };
  });
}
