import {
  type FieldError,
  forbiddenField,
  invalid,
  notSupported,
  required,
} from '../../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../../api/validation/names.ts';
import { type Errors, each, named } from '../../field-checks.ts';
import type { Container, PodSpec } from '../../types.ts';

type Options = NonNullable<NonNullable<PodSpec['securityContext']>['windowsOptions']>;

const SPEC_KIB = 64;
const BYTES_PER_KIB = 1024;

/** validateWindowsSecurityContextOptions, v1.25. */
export function windowsOptions(path: string, options: Options | undefined): Errors {
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options ?? {};
  return [
    ...(gmsaCredentialSpecName === undefined
      ? []
      : named(`${path}.gmsaCredentialSpecName`, gmsaCredentialSpecName, dns1123Subdomain)),
    ...(gmsaCredentialSpec === undefined ? [] : credentialErrors(`${path}.gmsaCredentialSpec`, gmsaCredentialSpec)),
    ...(runAsUserName === undefined
      ? []
      : userNameReasons(runAsUserName).map((why) => invalid(`${path}.runAsUserName`, runAsUserName, why))),
  ];
}

function credentialErrors(path: string, text: string): Errors {
  if (text === '') return [invalid(path, text, 'gmsaCredentialSpec cannot be an empty string')];
  if (text.length <= SPEC_KIB * BYTES_PER_KIB) return [];
  return [invalid(path, text, `gmsaCredentialSpec size must be under ${SPEC_KIB} KiB`)];
}

const CONTROL = /\p{Cc}/u;
const NETBIOS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_DOMAIN =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const BAD_USER = /["/\\:;|=,+*?<>@[\]]/;
const MAX_DOMAIN = 256;
const MAX_USER = 104;

/** `DOMAIN\USER` or `USER`, each after the rules of Windows. */
function userNameReasons(name: string): readonly string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (CONTROL.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const reasons: string[] = [];
  if ((domain ?? '').length >= MAX_DOMAIN) {
    reasons.push(`runAsUserName's Domain length must be under ${MAX_DOMAIN} characters`);
  }
  if (domain !== undefined && !NETBIOS_DOMAIN.test(domain) && !DNS_DOMAIN.test(domain)) {
    reasons.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') reasons.push("runAsUserName's User cannot be empty");
  else if (user.length > MAX_USER) {
    reasons.push(`runAsUserName's User length must not be longer than ${MAX_USER} characters`);
  }
  if (/^[. ]+$/.test(user)) reasons.push("runAsUserName's User cannot contain only periods or spaces");
  if (BAD_USER.test(user)) {
    reasons.push(String.raw`runAsUserName's User cannot contain the following characters: "/\:;|=,+*?<>@[]`);
  }
  return reasons;
}

/** All containers with their paths, in the order in which Kubernetes visits them. */
function visit(path: string, spec: PodSpec, check: (container: Container, path: string) => Errors): Errors {
  return [
    ...each(`${path}.initContainers`, spec.initContainers, check),
    ...each(`${path}.containers`, spec.containers, check),
    ...each(`${path}.ephemeralContainers`, spec.ephemeralContainers, check),
  ];
}

/** validateWindowsHostProcessPod, v1.25: all containers or none, and on the host's network. */
export function validateHostProcess(path: string, spec: PodSpec): Errors {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let [all, onHost] = [0, 0];
  const differing = visit(path, spec, ({ securityContext }, itemPath) => {
    const own = securityContext?.windowsOptions?.hostProcess;
    all += 1;
    if ((own ?? ofPod) === true) onHost += 1;
    if (ofPod === undefined || own === undefined || own === ofPod) return [];
    const why = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
    return [invalid(`${itemPath}.securityContext.windowsOptions.hostProcess`, own, why)];
  });
  if (onHost === 0) return differing;
  const errors: FieldError[] = [...differing];
  if (onHost !== all) {
    const why = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(path, '', why));
  }
  if (spec.hostNetwork !== true) {
    const why = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(`${path}.hostNetwork`, false, why));
  }
  return errors;
}

/** The operating system a pod says it is for, and what that one cannot have (validateOS and what follows it, v1.25). */
export function validateOs(path: string, spec: PodSpec): Errors {
  if (spec.os === undefined) return [];
  const { name = '' } = spec.os as { readonly name?: string };
  if (name === '') return [required(`${path}.os.name`, 'cannot be empty')];
  if (name === 'linux') return linuxErrors(path, spec);
  return name === 'windows' ? windowsErrors(path, spec) : [notSupported(`${path}.os`, name, ['linux', 'windows'])];
}

function linuxErrors(path: string, spec: PodSpec): Errors {
  const check = (context: { readonly windowsOptions?: unknown } | undefined, at: string): Errors =>
    context?.windowsOptions === undefined
      ? []
      : [forbiddenField(`${at}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod')];
  return [
    ...check(spec.securityContext, path),
    ...visit(path, spec, ({ securityContext }, at) => check(securityContext, at)),
  ];
}

/** In the order of the messages. What is of the security context stands below it, the rest beside it. */
const NOT_ON_WINDOWS = [
  'securityContext.seLinuxOptions',
  'hostPID',
  'hostIPC',
  'securityContext.seccompProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.sysctls',
  'shareProcessNamespace',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
  'securityContext.supplementalGroups',
];
const NOT_IN_WINDOWS_CONTAINERS = [
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

type Members = Readonly<Record<string, unknown>>;

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0);

function windowsErrors(path: string, spec: PodSpec): Errors {
  const context = (spec.securityContext ?? {}) as Members;
  const refuse = (at: string): FieldError => forbiddenField(at, 'cannot be set for a windows pod');
  const ofPod = NOT_ON_WINDOWS.filter((name) => {
    const inner = name.replace('securityContext.', '');
    if (inner !== name) return isGiven(context[inner]);
    const value = (spec as Members)[name];
    return name === 'shareProcessNamespace' ? value !== undefined : isGiven(value);
  });
  return [
    ...ofPod.map((name) => refuse(`${path}.${name}`)),
    ...visit(path, spec, ({ securityContext }, at) =>
      NOT_IN_WINDOWS_CONTAINERS.filter((name) => (securityContext as Members | undefined)?.[name] !== undefined).map(
        (name) => refuse(`${at}.securityContext.${name}`),
      ),
    ),
  ];
}
