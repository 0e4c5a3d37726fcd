import { MAX_INT32 } from '../../checks.ts';
import { type FieldError, forbiddenField, invalid } from '../../../api/validation/field-error.ts';
import {
  annotationKey,
  dns1123Label,
  dns1123Subdomain,
  inRange,
  qualifiedName,
} from '../../../api/validation/names.ts';
import { type Errors, each, isIPv4, isIPv6, named, oneOf, optionalName } from '../../field-checks.ts';
import { validateLabelMap } from '../../selectors.ts';
import type { Container, PodSpec, PodTemplateSpec } from '../../types.ts';
import { validateEphemeralContainers } from './validate-ephemeral-containers.ts';
import { validatePodAnnotations, validateSeccompAgreement } from './validate-annotations.ts';
import { validateContainers, validateInitContainers } from './validate-containers.ts';
import { validateDns } from './validate-dns.ts';
import { resourceRequirements } from './validate-resources.ts';
import { validateAffinity, validateSpread, validateTolerations } from './validate-scheduling.ts';
import { validatePodSecurity } from './validate-security.ts';
import { validateVolumes } from './validate-volumes.ts';
import { validateHostProcess, validateOs } from './validate-windows.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const NO_ERRORS: Errors = [];

/** The template of a workload, defaulted; `path`: `spec.template` (ValidatePodTemplateSpec, v1.25). */
export function validatePodTemplateSpec(template: PodTemplateSpec | undefined, path: string): Errors {
  const metadata = template?.metadata;
  const spec: PodSpec = template?.spec ?? { containers: [] };
  const errors: FieldError[] = [
    ...validateLabelMap(metadata?.labels, `${path}.labels`),
    ...Object.keys(metadata?.annotations ?? {})
      .toSorted()
      .flatMap((key) => named(`${path}.annotations`, key, annotationKey)),
    ...validatePodAnnotations(`${path}.annotations`, metadata?.annotations, spec),
    ...validatePodSpec(spec, `${path}.spec`),
    ...validateSeccompAgreement(`${path}.spec`, metadata?.annotations, spec),
  ];
  if ((spec.ephemeralContainers ?? []).length > 0) {
    errors.push(forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  }
  return errors;
}

/** Who asks: a pod's own name is known, a template's pods have none yet. */
export interface SpecOptions {
  readonly podName?: string;
}

/** A pod's spec, defaulted; `path`: `spec` or `spec.template.spec` (ValidatePodSpec, v1.25). The order is that of the messages. */
export function validatePodSpec(spec: PodSpec, path: string, options: SpecOptions = {}): Errors {
  const containers: readonly Container[] = spec.containers ?? [];
  const volumes = validateVolumes(`${path}.volumes`, spec.volumes, options.podName);
  return [
    ...volumes.errors,
    ...validateContainers(`${path}.containers`, containers, volumes.right),
    ...validateInitContainers(`${path}.initContainers`, spec.initContainers, containers, volumes.right),
    ...(spec.ephemeralContainers === undefined
      ? NO_ERRORS
      : validateEphemeralContainers(`${path}.ephemeralContainers`, spec, volumes.right)),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES),
    ...validateLabelMap(spec.nodeSelector, `${path}.nodeSelector`),
    ...validatePodSecurity(path, spec),
    ...validateAffinity(`${path}.affinity`, spec.affinity),
    ...validateDns(`${path}.dnsConfig`, spec),
    ...each(`${path}.readinessGates`, spec.readinessGates, ({ conditionType }, itemPath) =>
      named(`${itemPath}.conditionType`, conditionType, qualifiedName),
    ),
    ...validateSpread(`${path}.topologySpreadConstraints`, spec.topologySpreadConstraints),
    ...validateHostProcess(path, spec),
    ...namesAndNumbers(path, spec),
    ...validateOs(path, spec),
  ];
}

const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];

/** The fields of one value. */
function namesAndNumbers(path: string, spec: PodSpec): Errors {
  const { activeDeadlineSeconds: deadline, runtimeClassName } = spec;
  return [
    ...optionalName(`${path}.serviceAccountName`, spec.serviceAccountName, dns1123Subdomain),
    ...optionalName(`${path}.nodeName`, spec.nodeName, dns1123Subdomain),
    ...(deadline === undefined
      ? []
      : inRange(deadline, 1, MAX_INT32).map((reason) => invalid(`${path}.activeDeadlineSeconds`, deadline, reason))),
    ...optionalName(`${path}.hostname`, spec.hostname, dns1123Label),
    ...optionalName(`${path}.subdomain`, spec.subdomain, dns1123Label),
    ...validateTolerations(`${path}.tolerations`, spec.tolerations),
    ...hostAliasErrors(`${path}.hostAliases`, spec.hostAliases),
    ...optionalName(`${path}.priorityClassName`, spec.priorityClassName, dns1123Subdomain),
    ...(runtimeClassName === undefined ? [] : named(`${path}.runtimeClassName`, runtimeClassName, dns1123Subdomain)),
    ...(spec.preemptionPolicy === undefined
      ? []
      : oneOf(`${path}.preemptionPolicy`, spec.preemptionPolicy, PREEMPTION_POLICIES)),
    ...(spec.overhead === undefined ? [] : resourceRequirements(`${path}.overhead`, { limits: spec.overhead })),
  ];
}

/** What is wrong with one of the aliases is said of all of them. */
function hostAliasErrors(path: string, aliases: PodSpec['hostAliases']): Errors {
  return (aliases ?? []).flatMap(({ ip = '', hostnames }) => [
    ...(isIPv4(ip) || isIPv6(ip) ? [] : [invalid(`${path}.ip`, ip, 'must be valid IP address')]),
    ...(hostnames ?? []).flatMap((name) => named(`${path}.hostnames`, name, dns1123Subdomain)),
  ]);
}
