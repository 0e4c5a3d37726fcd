import type { AdmissionPlugin, AdmissionRequest } from '../../../api/admission.ts';
import { StatusError } from '../../../api/status-error.ts';
import { fieldErrorCause, joinFieldErrors } from '../../../api/validation/field-error.ts';
import type { CronJob, Deployment, Namespace, Pod } from '../../types.ts';
import { deny } from '../denial.ts';
import { detailOf, isNoStricter, type LevelVersion, policyOf, policyText, violationsOf } from './policy.ts';
import { securedPod } from './secured.ts';

/** Holds pods against the levels that their namespace's labels name; of templates it only warns (pod-security-admission, v1.25). */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  kinds: [
    'Namespace',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ReplicaSet',
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'Job',
    'CronJob',
  ],
  validate: (request) => {
    if (request.verb !== 'create' && request.verb !== 'update') return;
    if (request.kind.kind === 'Namespace') checkNamespace(request);
    else if (request.kind.kind === 'Pod') checkPod(request);
    else if (request.subresource === undefined) checkTemplate(request);
  },
};

function checkNamespace(request: AdmissionRequest): void {
  if (request.subresource !== undefined) return;
  const { policy, errors } = policyOf(request.object.metadata.labels ?? {});
  const old = policyOf(request.old?.metadata.labels ?? {});
  const isNews = request.old === undefined || joinFieldErrors(errors) !== joinFieldErrors(old.errors);
  if (errors.length > 0 && isNews) {
    const { name } = request;
    const message = `Namespace "${name}" is invalid: ${joinFieldErrors(errors)}`;
    throw new StatusError(422, 'Invalid', message, { name, kind: 'Namespace', causes: errors.map(fieldErrorCause) });
  }
  if (request.old === undefined || isNoStricter(policy.enforce, old.policy.enforce)) return;
  for (const warning of existingPods(request, policy.enforce)) request.warn(warning);
}

/** Which pods would not be let in any more: those of the same reasons together, under the first of their names. */
function existingPods({ context, name }: AdmissionRequest, enforce: LevelVersion): readonly string[] {
  const names = new Map<string, string[]>();
  for (const pod of context.list<Pod>('Pod', name)) {
    const reasons = violationsOf(securedPod(pod), enforce)
      .map(({ reason }) => reason)
      .join(', ');
    if (reasons !== '') names.set(reasons, [...(names.get(reasons) ?? []), pod.metadata.name]);
  }
  if (names.size === 0) return [];
  const head = `existing pods in namespace "${name}" violate the new PodSecurity enforce level "${policyText(enforce)}"`;
  const lines = [...names].map(([reasons, pods]) => `${podsText(pods.toSorted())}: ${reasons}`);
  return [head, ...lines.sort()];
}

function podsText([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first;
  return `${first} (and ${others.length} other ${others.length === 1 ? 'pod' : 'pods'})`;
}

/** Of a pod's subresources only new ephemeral containers matter. */
function checkPod(request: AdmissionRequest): void {
  const { subresource } = request;
  if (subresource !== undefined && subresource !== 'ephemeralcontainers') return;
  const { policy } = policyOf(namespaceLabels(request));
  if ([policy.enforce, policy.warn].every(({ level }) => level === 'privileged')) return;
  const pod = request.object as Pod;
  if (request.old !== undefined && images(pod) === images(request.old as Pod)) return;
  const broken = violationsOf(securedPod(pod), policy.enforce);
  if (broken.length > 0)
    throw deny(request, `violates PodSecurity "${policyText(policy.enforce)}": ${detailOf(broken)}`, { final: true });
  warnOf(request, pod, policy.warn);
}

/** An update counts when it changes containers or their images. */
function images({ spec }: Pod): string {
  const all = [spec.initContainers, spec.containers, spec.ephemeralContainers];
  return JSON.stringify(all.map((list) => (list ?? []).map(({ name, image }) => [name, image])));
}

function checkTemplate(request: AdmissionRequest): void {
  const { warn } = policyOf(namespaceLabels(request)).policy;
  if (warn.level === 'privileged') return;
  const template = templateOf(request.object as Deployment | CronJob);
  if (template?.spec !== undefined) warnOf(request, template as Pod, warn);
}

type Template = { readonly spec?: Pod['spec'] };

function templateOf(object: Deployment | CronJob | { readonly template?: Template }): Template | undefined {
  if ('template' in object) return object.template;
  const { spec } = object as Deployment | CronJob;
  return 'jobTemplate' in spec ? spec.jobTemplate.spec?.template : spec.template;
}

function warnOf(request: AdmissionRequest, pod: Pod, level: LevelVersion): void {
  const broken = violationsOf(securedPod(pod), level);
  if (broken.length > 0) request.warn(`would violate PodSecurity "${policyText(level)}": ${detailOf(broken)}`);
}

function namespaceLabels({ context, namespace = '' }: AdmissionRequest): Readonly<Record<string, string>> {
  return context.get<Namespace>('Namespace', undefined, namespace)?.metadata.labels ?? {};
}
