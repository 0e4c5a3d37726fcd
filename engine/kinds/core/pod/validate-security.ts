import { MAX_INT32 } from '../../checks.ts';
import { goStruct } from '../../go-structs/source-text.ts';
import { type FieldError, duplicate, invalid, notSupported, required } from '../../../api/validation/field-error.ts';
import { rangeError } from '../../../api/validation/names.ts';
import { type Errors, descendingPath, each, oneOf } from '../../field-checks.ts';
import type { Container, PodSpec } from '../../types.ts';
import { windowsOptions } from './validate-windows.ts';

type PodSecurity = NonNullable<PodSpec['securityContext']>;
type Security = NonNullable<Container['securityContext']>;
type Seccomp = NonNullable<Security['seccompProfile']>;

/** The number of a user or group (IsValidUserID, v1.25). */
function idErrors(path: string, id: number | undefined): Errors {
  if (id === undefined || (id >= 0 && id <= MAX_INT32)) return [];
  return [invalid(path, id, rangeError(0, MAX_INT32))];
}

/** ValidateSecurityContext, v1.25. */
export function validateSecurity(path: string, context: Container['securityContext']): Errors {
  if (context === undefined || context === null) return [];
  return [
    ...idErrors(`${path}.runAsUser`, context.runAsUser),
    ...idErrors(`${path}.runAsGroup`, context.runAsGroup),
    ...seccompErrors(`${path}.seccompProfile`, context.seccompProfile),
    ...escalationErrors(path, context),
    ...windowsOptions(`${path}.windowsOptions`, context.windowsOptions),
  ];
}

/** Who is privileged has what escalation would give. */
function escalationErrors(path: string, context: Security): Errors {
  if (context.allowPrivilegeEscalation !== false) return [];
  const without = (what: string): FieldError =>
    invalid(
      path,
      goStruct('core.SecurityContext', context),
      `cannot set \`allowPrivilegeEscalation\` to false and ${what}`,
    );
  const admins = (context.capabilities?.add ?? []).filter((capability) => capability === 'CAP_SYS_ADMIN');
  return [
    ...(context.privileged === true ? [without('`privileged` to true')] : []),
    ...admins.map(() => without('`capabilities.Add` CAP_SYS_ADMIN')),
  ];
}

const SECCOMP_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** validateSeccompProfileField, v1.25. */
function seccompErrors(path: string, profile: Seccomp | undefined): Errors {
  if (profile === undefined) return [];
  const { type = '', localhostProfile } = profile as Partial<Seccomp>;
  const field = `${path}.localhostProfile`;
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else errors.push(...oneOf(`${path}.type`, type, SECCOMP_TYPES));
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(required(field, 'must be set when seccomp type is Localhost'));
    else errors.push(...descendingPath(field, localhostProfile));
  } else if (localhostProfile !== undefined) {
    const value = goStruct('core.SeccompProfile', profile);
    errors.push(invalid(field, value, 'can only be set when seccomp type is Localhost'));
  }
  return errors;
}

/** ValidatePodSecurityContext, v1.25; ports of a pod on the host's network are the host's. `path`: `spec`. */
export function validatePodSecurity(path: string, spec: PodSpec): Errors {
  const context: PodSecurity = spec.securityContext ?? {};
  const at = `${path}.securityContext`;
  const shares = spec.shareProcessNamespace === true && spec.hostPID === true;
  return [
    ...hostNetworkPorts(path, spec),
    ...idErrors(`${at}.fsGroup`, context.fsGroup),
    ...idErrors(`${at}.runAsUser`, context.runAsUser),
    ...idErrors(`${at}.runAsGroup`, context.runAsGroup),
    ...each(`${at}.supplementalGroups`, context.supplementalGroups, (id, itemPath) => idErrors(itemPath, id)),
    ...(shares
      ? [invalid(`${at}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled')]
      : []),
    ...sysctlErrors(`${at}.sysctls`, context.sysctls),
    ...(context.fsGroupChangePolicy === undefined || ['Always', 'OnRootMismatch'].includes(context.fsGroupChangePolicy)
      ? []
      : [notSupported(`${at}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'])]),
    ...seccompErrors(`${at}.seccompProfile`, context.seccompProfile),
    ...windowsOptions(`${at}.windowsOptions`, context.windowsOptions),
  ];
}

type Port = NonNullable<Container['ports']>[number];

function hostNetworkPorts(path: string, spec: PodSpec): Errors {
  if (spec.hostNetwork !== true) return [];
  return each(`${path}.containers`, spec.containers, ({ ports }, itemPath) =>
    each(`${itemPath}.ports`, ports, ({ hostPort, containerPort }: Partial<Port>, portPath) =>
      hostPort === containerPort
        ? []
        : [
            invalid(
              `${portPath}.containerPort`,
              containerPort ?? 0,
              'must match `hostPort` when `hostNetwork` is true',
            ),
          ],
    ),
  );
}

const SYSCTL_LENGTH = 253;
const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
/** As Go writes it in the message. */
const SYSCTL_PATTERN: string = String.raw`^(${SYSCTL_SEGMENT}[\./])*${SYSCTL_SEGMENT}$`;
const SYSCTL = new RegExp(SYSCTL_PATTERN);

function sysctlErrors(path: string, list: PodSecurity['sysctls']): Errors {
  const names = new Set<string>();
  return each(path, list, (sysctl, itemPath) => {
    const { name = '' } = sysctl as Partial<typeof sysctl>;
    const isKnown = names.has(name);
    names.add(name);
    if (name === '') return [required(`${itemPath}.name`)];
    if (name.length > SYSCTL_LENGTH || !SYSCTL.test(name)) {
      const why = `must have at most ${SYSCTL_LENGTH} characters and match regex ${SYSCTL_PATTERN}`;
      return [invalid(`${itemPath}.name`, name, why)];
    }
    return isKnown ? [duplicate(`${itemPath}.name`, name)] : [];
  });
}
