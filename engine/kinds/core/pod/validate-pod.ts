import { semanticEqual } from '../../../api/equality.ts';
import type { KindContext } from '../../../api/kind.ts';
import { type FieldError, forbiddenField, invalid, required } from '../../../api/validation/field-error.ts';
import { rangeError } from '../../../api/validation/names.ts';
import { MAX_INT32 } from '../../checks.ts';
import { type Errors, each } from '../../field-checks.ts';
import type { Container, Pod, PodSpec, Toleration } from '../../types.ts';
import { goDiff } from '../../go-structs/diff/format.ts';
import { internalPodSpec } from '../../go-structs/internal-pod.ts';
import { validateAnnotationUpdates, validatePodAnnotations, validateSeccompAgreement } from './validate-annotations.ts';
import { validateImageSpaces } from './validate-containers.ts';
import { validatePodSpec } from './validate-template.ts';

/** validatePodMetadataAndSpec, v1.25. */
export function validateSpec({ metadata, spec }: Pod): Errors {
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
const IMMUTABLE = `pod updates may not change fields other than ${MUTABLE_FIELDS.join(', ')} or ${GRACE_FIELD}`;

/** ValidatePodUpdate, v1.25: images, the active deadline and added tolerations may change, nothing else of the spec. */
export function validatePodUpdate(pod: Pod, old: Pod): Errors {
  const errors: FieldError[] = [
    ...validateSpec(pod),
    ...validateAnnotationUpdates('metadata.annotations', pod.metadata.annotations, old.metadata.annotations),
  ];
  for (const list of ['containers', 'initContainers'] as const) {
    const updates = containerUpdates(`spec.${list}`, pod.spec[list], old.spec[list]);
    errors.push(...updates.errors);
    if (updates.stop) return errors;
  }
  const deadline = deadlineUpdate(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds);
  errors.push(...deadline.errors);
  if (deadline.stop) return errors;
  errors.push(...tolerationUpdate(pod.spec.tolerations, old.spec.tolerations));
  const munged = withMutableFieldsOf(pod.spec, old.spec);
  if (semanticEqual(munged, old.spec)) return errors;
  const diff = goDiff('core.PodSpec', internalPodSpec(old.spec), internalPodSpec(munged));
  return [...errors, forbiddenField('spec', `${IMMUTABLE}\n${diff}`)];
}

/** Errors, and whether nothing more is looked at. */
interface Updates {
  readonly errors: readonly FieldError[];
  readonly stop: boolean;
}

function containerUpdates(path: string, list: readonly Container[] = [], old: readonly Container[] = []): Updates {
  if (list.length !== old.length) {
    return { errors: [forbiddenField(path, 'pod updates may not add or remove containers')], stop: true };
  }
  const errors = each(path, list, ({ image = '' }, itemPath) => (image === '' ? [required(`${itemPath}.image`)] : []));
  return { errors: [...errors, ...validateImageSpaces(path, list)], stop: false };
}

/** From nothing to a number, or to a smaller one. */
function deadlineUpdate(deadline: number | undefined, old: number | undefined): Updates {
  const path = 'spec.activeDeadlineSeconds';
  const refuse = (why: string, stop: boolean): Updates => ({ errors: [invalid(path, deadline, why)], stop });
  if (deadline === undefined) {
    if (old === undefined) return { errors: [], stop: false };
    return refuse('must not update from a positive integer to nil value', false);
  }
  if (deadline < 0 || deadline > MAX_INT32) return refuse(rangeError(0, MAX_INT32), true);
  if (old !== undefined && old < deadline) return refuse('must be less than or equal to previous value', true);
  return { errors: [], stop: false };
}

/** Every old toleration must still be there; only its seconds may differ. */
function tolerationUpdate(list: readonly Toleration[] = [], old: readonly Toleration[] = []): Errors {
  const withoutSeconds = ({ tolerationSeconds: _seconds, ...rest }: Toleration): Toleration => rest;
  const kept = old.every((one) => list.some((other) => semanticEqual(withoutSeconds(other), withoutSeconds(one))));
  const text = 'existing toleration can not be modified except its tolerationSeconds';
  return kept ? [] : [forbiddenField('spec.tolerations', text)];
}

/** The spec with those members of the stored one that may change. */
function withMutableFieldsOf(spec: PodSpec, old: PodSpec): PodSpec {
  const { activeDeadlineSeconds: _d, tolerations: _t, initContainers, ...kept } = spec;
  const { activeDeadlineSeconds, tolerations, terminationGracePeriodSeconds: grace } = old;
  const isRelaxed = (grace ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  return {
    ...kept,
    containers: withImagesOf(spec.containers, old.containers),
    ...(initContainers === undefined ? {} : { initContainers: withImagesOf(initContainers, old.initContainers ?? []) }),
    ...(activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds }),
    ...(tolerations === undefined ? {} : { tolerations }),
    ...(isRelaxed && grace !== undefined ? { terminationGracePeriodSeconds: grace } : {}),
  };
}

function withImagesOf(list: readonly Container[], old: readonly Container[]): readonly Container[] {
  return list.map((container, position) => {
    const { image, ...rest } = container;
    const before = old[position]?.image ?? image;
    return before === undefined ? rest : { ...rest, image: before };
  });
}
