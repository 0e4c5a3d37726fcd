import {
  type Check,
  containersText,
  namesWhere,
  plural,
  quoted,
  type SecuredPod,
  type SecurityContext,
  settersText,
  sortedUnique,
  type Violation,
} from './secured.ts';

/** The checks of the level `baseline` (pod-security-admission/policy, v1.25). */

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

export const appArmorProfile: Check = ({ annotations }) => {
  const bad = Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(APP_ARMOR) && !/^(?:$|runtime\/default$|localhost\/)/.test(value))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .sort();
  if (bad.length === 0) return undefined;
  return { reason: plural('forbidden AppArmor profile', bad.length), detail: bad.join(', ') };
};

const DEFAULT_CAPABILITIES: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

/** Who adds capabilities beyond the allowed ones, and which. */
export function addedCapabilities(pod: SecuredPod, allowed: ReadonlySet<string>): string | undefined {
  const beyond = ({ capabilities }: SecurityContext): readonly string[] =>
    (capabilities?.add ?? []).filter((name) => !allowed.has(name));
  const bad = namesWhere(pod, (context) => beyond(context).length > 0);
  if (bad.length === 0) return undefined;
  const added = sortedUnique(pod.containers.flatMap(({ context }) => beyond(context)));
  return `${containersText(bad)} must not include ${quoted(added)} in securityContext.capabilities.add`;
}

export const capabilities: Check = (pod) => {
  const detail = addedCapabilities(pod, DEFAULT_CAPABILITIES);
  return detail === undefined ? undefined : { reason: 'non-default capabilities', detail };
};

export const hostNamespaces: Check = ({ hostNamespaces: names }) =>
  names.length === 0
    ? undefined
    : { reason: 'host namespaces', detail: names.map((name) => `${name}=true`).join(', ') };

export const hostPathVolumes: Check = ({ volumes }) => {
  const bad = volumes.filter((volume) => 'hostPath' in volume).map(({ name }) => name);
  if (bad.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${plural('volume', bad.length)} ${quoted(bad)}` };
};

export const hostPorts: Check = ({ containers }) => {
  const bad = containers.filter(({ hostPorts: ports }) => ports.length > 0);
  if (bad.length === 0) return undefined;
  const ports = sortedUnique(bad.flatMap(({ hostPorts: all }) => all.map(String)));
  const uses = bad.length === 1 ? 'uses' : 'use';
  const names = containersText(bad.map(({ name }) => name));
  return { reason: 'hostPort', detail: `${names} ${uses} ${plural('hostPort', ports.length)} ${ports.join(', ')}` };
};

export const privileged: Check = (pod) => {
  const bad = namesWhere(pod, (context) => context.privileged === true);
  if (bad.length === 0) return undefined;
  return { reason: 'privileged', detail: `${containersText(bad)} must not set securityContext.privileged=true` };
};

export const procMount: Check = (pod) => {
  const isBad = ({ procMount: mount = 'Default' }: SecurityContext): boolean => mount !== 'Default';
  const bad = namesWhere(pod, isBad);
  if (bad.length === 0) return undefined;
  const mounts = sortedUnique(
    pod.containers.flatMap(({ context }) => (isBad(context) ? [context.procMount ?? ''] : [])),
  );
  const detail = `${containersText(bad)} must not set securityContext.procMount to ${quoted(mounts)}`;
  return { reason: 'procMount', detail };
};

const SELINUX_TYPES: ReadonlySet<string> = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);

/** Of user and role is only spoken beside a type that is wrong, too. */
export const seLinuxOptions: Check = (pod) => {
  const badType = ({ seLinuxOptions: options }: SecurityContext): boolean => !SELINUX_TYPES.has(options?.type ?? '');
  const has = (field: 'user' | 'role') => (context: SecurityContext) => (context.seLinuxOptions?.[field] ?? '') !== '';
  const isBad = (context: SecurityContext): boolean => badType(context) || has('user')(context) || has('role')(context);
  const setters = settersText(isBad(pod.context), namesWhere(pod, isBad));
  if (setters === '') return undefined;
  const contexts = [pod.context, ...pod.containers.map(({ context }) => context)];
  const types = sortedUnique(contexts.filter(badType).map((context) => context.seLinuxOptions?.type ?? ''));
  const data =
    types.length === 0
      ? []
      : [
          `${plural('type', types.length)} ${quoted(types)}`,
          ...(contexts.some(has('user')) ? ['user may not be set'] : []),
          ...(contexts.some(has('role')) ? ['role may not be set'] : []),
        ];
  const detail = `${setters} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`;
  return { reason: 'seLinuxOptions', detail };
};

const POD_SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';

/** Before v1.19 profiles stood in annotations. */
export const seccompAnnotations: Check = ({ annotations, containers }) => {
  const keys = [POD_SECCOMP, ...containers.map(({ name }) => `${CONTAINER_SECCOMP}${name}`)];
  const bad = sortedUnique(
    keys.flatMap((key) => {
      const value = annotations[key];
      const isFine = value === undefined || /^(?:runtime\/default$|docker\/default$|localhost\/)/.test(value);
      return isFine ? [] : [`${key}=${JSON.stringify(value)}`];
    }),
  );
  if (bad.length === 0) return undefined;
  return { reason: 'seccompProfile', detail: `forbidden ${plural('annotation', bad.length)} ${bad.join(', ')}` };
};

/** A profile that is neither the runtime's nor a local one. */
export function isBadSeccomp({ seccompProfile }: SecurityContext): boolean {
  return seccompProfile !== undefined && !['RuntimeDefault', 'Localhost'].includes(seccompProfile.type);
}

export const seccompProfile: Check = (pod): Violation | undefined => {
  const setters = settersText(isBadSeccomp(pod.context), namesWhere(pod, isBadSeccomp));
  if (setters === '') return undefined;
  const contexts = [pod.context, ...pod.containers.map(({ context }) => context)];
  const types = sortedUnique(contexts.filter(isBadSeccomp).map((context) => context.seccompProfile?.type ?? ''));
  const detail = `${setters} must not set securityContext.seccompProfile.type to ${quoted(types)}`;
  return { reason: 'seccompProfile', detail };
};

const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
]);

export const sysctls: Check = ({ context }) => {
  const bad = (context.sysctls ?? []).map(({ name }) => name).filter((name) => !SAFE_SYSCTLS.has(name));
  return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
};

export const windowsHostProcess: Check = (pod) => {
  const isBad = ({ windowsOptions }: SecurityContext): boolean => windowsOptions?.hostProcess === true;
  const setters = settersText(isBad(pod.context), namesWhere(pod, isBad));
  if (setters === '') return undefined;
  return { reason: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true` };
};
