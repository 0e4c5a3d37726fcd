import { type FieldError, forbiddenField, invalid } from '../../../api/validation/field-error.ts';
import { annotationKey, dns1123Label, dns1123Subdomain, inRange } from '../../../api/validation/names.ts';
import { type Errors, each, ipAddress, named, nonNegative, oneOf, optionalName, present } from '../../field-checks.ts';
import { validateLabelMap } from '../../selectors.ts';
import type { Container, PodSpec, PodTemplateSpec } from '../../types.ts';
import { validateEphemeralContainers } from './validate-ephemeral-containers.ts';
import { validateContainers, validateInitContainers } from './validate-containers.ts';
import { validateAffinity, validateSpread, validateTolerations } from './validate-scheduling.ts';
import { validateVolumes } from './validate-volumes.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const NO_ERRORS: Errors = [];
const MAX_INT32 = 2_147_483_647;

/** The template of a workload, defaulted; `path`: `spec.template` (ValidatePodTemplateSpec, v1.25). */
export function validatePodTemplateSpec(template: PodTemplateSpec | undefined, path: string): Errors {
  const { metadata, spec } = template ?? {};
  const errors: FieldError[] = [
    ...validateLabelMap(metadata?.labels, `${path}.labels`),
    ...Object.keys(metadata?.annotations ?? {})
      .toSorted()
      .flatMap((key) => named(`${path}.annotations`, key, annotationKey)),
    ...validatePodSpec(spec ?? { containers: [] }, `${path}.spec`),
  ];
  if ((spec?.ephemeralContainers ?? []).length > 0) {
    errors.push(forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  }
  return errors;
}

/** A pod's spec, defaulted; `path`: `spec` or `spec.template.spec` (ValidatePodSpec, v1.25). The order is that of the messages. */
export function validatePodSpec(spec: PodSpec, path: string): Errors {
  const containers: readonly Container[] = spec.containers ?? [];
  const volumes = validateVolumes(`${path}.volumes`, spec.volumes);
  const { activeDeadlineSeconds: deadline, terminationGracePeriodSeconds: grace } = spec;
  return [
    ...volumes.errors,
    ...validateContainers(`${path}.containers`, containers, volumes.names),
    ...validateInitContainers(`${path}.initContainers`, spec.initContainers, containers, volumes.names),
    ...(spec.ephemeralContainers === undefined
      ? NO_ERRORS
      : validateEphemeralContainers(`${path}.ephemeralContainers`, spec, volumes.names)),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES),
    ...validateLabelMap(spec.nodeSelector, `${path}.nodeSelector`),
    ...hostNetworkPorts(path, spec, containers),
    ...podSecurity(`${path}.securityContext`, spec.securityContext),
    ...each(`${path}.imagePullSecrets`, spec.imagePullSecrets, ({ name }, itemPath) => present(itemPath, name)),
    ...validateAffinity(`${path}.affinity`, spec.affinity),
    ...dnsConfig(`${path}.dnsConfig`, spec),
    ...validateSpread(`${path}.topologySpreadConstraints`, spec.topologySpreadConstraints),
    ...optionalName(`${path}.serviceAccountName`, spec.serviceAccountName, dns1123Subdomain),
    ...optionalName(`${path}.nodeName`, spec.nodeName, dns1123Subdomain),
    ...(deadline === undefined
      ? []
      : inRange(deadline, 1, MAX_INT32).map((reason) => invalid(`${path}.activeDeadlineSeconds`, deadline, reason))),
    ...optionalName(`${path}.hostname`, spec.hostname, dns1123Label),
    ...optionalName(`${path}.subdomain`, spec.subdomain, dns1123Label),
    ...validateTolerations(`${path}.tolerations`, spec.tolerations),
    ...each(`${path}.hostAliases`, spec.hostAliases, ({ ip = '', hostnames }, itemPath) => [
      ...ipAddress(`${itemPath}.ip`, ip),
      ...(hostnames ?? []).flatMap((name) => named(`${itemPath}.hostnames`, name, dns1123Subdomain)),
    ]),
    ...optionalName(`${path}.priorityClassName`, spec.priorityClassName, dns1123Subdomain),
    ...optionalName(`${path}.runtimeClassName`, spec.runtimeClassName, dns1123Subdomain),
    ...nonNegative(`${path}.terminationGracePeriodSeconds`, grace),
  ];
}

function hostNetworkPorts(path: string, spec: PodSpec, containers: readonly Container[]): Errors {
  if (spec.hostNetwork !== true) return [];
  return each(`${path}.containers`, containers, ({ ports }, itemPath) =>
    each(`${itemPath}.ports`, ports, ({ hostPort, containerPort }, portPath) =>
      hostPort === containerPort
        ? []
        : [invalid(`${portPath}.containerPort`, containerPort, 'must match `hostPort` when `hostNetwork` is true')],
    ),
  );
}

const MAX_NAMESERVERS = 3;

function dnsConfig(path: string, { dnsPolicy, dnsConfig: config }: PodSpec): Errors {
  const nameservers = config?.nameservers ?? [];
  const errors: FieldError[] = [];
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    const text = `must provide at least one DNS nameserver when \`dnsPolicy\` is None`;
    errors.push({ type: 'Required', field: config === undefined ? path : `${path}.nameservers`, detail: text });
  }
  if (nameservers.length > MAX_NAMESERVERS) {
    const text = `must not have more than ${MAX_NAMESERVERS} nameservers`;
    errors.push(invalid(`${path}.nameservers`, nameservers, text));
  }
  return [...errors, ...each(`${path}.nameservers`, nameservers, (ip, itemPath) => ipAddress(itemPath, ip))];
}

/** The numbers of users and groups (ValidatePodSecurityContext, v1.25). */
function podSecurity(path: string, context: PodSpec['securityContext']): Errors {
  const { fsGroup, runAsUser, runAsGroup, supplementalGroups = [] } = context ?? {};
  return [
    ...optionalId(`${path}.fsGroup`, fsGroup),
    ...optionalId(`${path}.runAsUser`, runAsUser),
    ...optionalId(`${path}.runAsGroup`, runAsGroup),
    ...each(`${path}.supplementalGroups`, supplementalGroups, (id, itemPath) => optionalId(itemPath, id)),
  ];
}

function optionalId(path: string, id: number | undefined): Errors {
  if (id === undefined) return [];
  return inRange(id, 0, MAX_INT32).map((reason) => invalid(path, id, reason));
}
