import { goQuote } from '../../../api/go-format.ts';
import { type FieldError, forbiddenField, invalid } from '../../../api/validation/field-error.ts';
import { type Errors, descendingPath, each } from '../../field-checks.ts';
import type { Container, PodSpec } from '../../types.ts';

type Annotations = Readonly<Record<string, string>> | undefined;

export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const LOCALHOST = 'localhost/';

/** The annotations that Kubernetes itself reads (ValidatePodSpecificAnnotations, v1.25). */
export function validatePodAnnotations(path: string, annotations: Annotations, spec: PodSpec): Errors {
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  const [mirror, cost] = [annotations[MIRROR], annotations[DELETION_COST]];
  if (mirror !== undefined && (spec.nodeName ?? '') === '') {
    errors.push(invalid(`${path}[${MIRROR}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  if (cost !== undefined && !isDeletionCost(cost)) {
    errors.push(invalid(`${path}[${DELETION_COST}]`, cost, 'must be a 32bit integer'));
  }
  const keys = Object.keys(annotations).toSorted();
  const ofSeccomp = keys.filter((key) => key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER));
  return [
    ...errors,
    ...ofSeccomp.flatMap((key) => seccompProfile(`${path}.${key}`, annotations[key] ?? '')),
    ...keys
      .filter((key) => key.startsWith(APP_ARMOR))
      .flatMap((key) => appArmor(`${path}[${key}]`, key.slice(APP_ARMOR.length), annotations[key] ?? '', spec)),
  ];
}

/** ValidatePodSpecificAnnotationUpdates, v1.25: what the node acts on stays as it was. */
export function validateAnnotationUpdates(path: string, next: Annotations = {}, before: Annotations = {}): Errors {
  const check = (key: string, appArmor: string, mirror: string): Errors => {
    if (key.startsWith(APP_ARMOR)) return [forbiddenField(`${path}[${key}]`, `may not ${appArmor}`)];
    return key === MIRROR ? [forbiddenField(`${path}[${key}]`, `may not ${mirror}`)] : [];
  };
  return [
    ...Object.keys(before)
      .toSorted()
      .filter((key) => next[key] !== before[key])
      .flatMap((key) => check(key, 'remove or update AppArmor annotations', 'remove or update mirror pod annotation')),
    ...Object.keys(next)
      .toSorted()
      .filter((key) => !(key in before))
      .flatMap((key) => check(key, 'add AppArmor annotations', 'add mirror pod annotation')),
  ];
}

const INT32 = 2 ** 31;

/** Empty is as good as 0; a plus sign or leading zeros are not. */
function isDeletionCost(text: string): boolean {
  return text === '' || (/^(?:0|-?[1-9]\d*)$/.test(text) && Number(text) >= -INT32 && Number(text) < INT32);
}

function seccompProfile(path: string, profile: string): Errors {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith(LOCALHOST)) return descendingPath(path, profile.slice(LOCALHOST.length));
  return [invalid(path, profile, 'must be a valid seccomp profile')];
}

const containersOf = (spec: PodSpec): readonly { readonly name: string }[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...(spec.ephemeralContainers ?? []),
];

function appArmor(path: string, container: string, profile: string, spec: PodSpec): Errors {
  const errors: FieldError[] = [];
  if (!containersOf(spec).some(({ name }) => name === container)) {
    errors.push(invalid(path, container, 'container not found'));
  }
  const isKnown = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith(LOCALHOST);
  return isKnown ? errors : [...errors, invalid(path, profile, `invalid AppArmor profile name: ${goQuote(profile)}`)];
}

/** Where a profile is given by annotation and by field, they agree (validateSeccompAnnotationsAndFields, v1.25); `path`: `spec`. */
export function validateSeccompAgreement(path: string, annotations: Annotations, spec: PodSpec): Errors {
  if (annotations === undefined) return [];
  const ofContainer = ({ name, securityContext }: Container, itemPath: string): Errors =>
    agreement(itemPath, annotations[`${SECCOMP_CONTAINER}${name}`], securityContext?.seccompProfile);
  return [
    ...agreement(path, annotations[SECCOMP_POD], spec.securityContext?.seccompProfile),
    ...each(`${path}.initContainers`, spec.initContainers, ofContainer),
    ...each(`${path}.containers`, spec.containers, ofContainer),
  ];
}

type Profile = NonNullable<NonNullable<PodSpec['securityContext']>['seccompProfile']>;

function agreement(path: string, annotation: string | undefined, profile: Profile | undefined): Errors {
  if (annotation === undefined || profile === undefined) return [];
  const at = `${path}.securityContext.seccompProfile`;
  const isLocal = annotation.startsWith(LOCALHOST);
  const agrees: Readonly<Record<string, boolean>> = {
    Unconfined: annotation === 'unconfined',
    RuntimeDefault: annotation === 'runtime/default' || annotation === 'docker/default',
    Localhost: isLocal,
  };
  if (agrees[profile.type] === false) {
    return [forbiddenField(`${at}.type`, 'seccomp type in annotation and field must match')];
  }
  if (profile.type !== 'Localhost' || annotation.slice(LOCALHOST.length) === profile.localhostProfile) return [];
  return [forbiddenField(`${at}.localhostProfile`, 'seccomp profile in annotation and field must match')];
}
