import type { Pod } from '../../types.ts';

/** What pod security reads of a pod's or a container's security context. */
export interface SecurityContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly privileged?: boolean;
  readonly procMount?: string;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seLinuxOptions?: { readonly type?: string; readonly user?: string; readonly role?: string };
  readonly seccompProfile?: { readonly type: string };
  readonly sysctls?: readonly { readonly name: string }[];
  readonly windowsOptions?: { readonly hostProcess?: boolean };
}

export interface SecuredContainer {
  readonly name: string;
  readonly context: SecurityContext;
  readonly hostPorts: readonly number[];
}

/** A pod, or the template of one, as the checks see it. */
export interface SecuredPod {
  readonly annotations: Readonly<Record<string, string>>;
  readonly context: SecurityContext;
  /** Init containers first, ephemeral ones last. */
  readonly containers: readonly SecuredContainer[];
  readonly hostNamespaces: readonly string[];
  readonly volumes: readonly { readonly name: string }[];
  readonly isWindows: boolean;
}

interface ContainerFields {
  readonly name: string;
  readonly securityContext?: SecurityContext;
  readonly ports?: readonly { readonly hostPort?: number }[];
}

/** The view that checks have of a pod's metadata and spec. */
export function securedPod({ metadata, spec }: Pick<Pod, 'spec'> & Partial<Pick<Pod, 'metadata'>>): SecuredPod {
  const { initContainers = [], containers, ephemeralContainers = [] } = spec;
  const all = [...initContainers, ...containers, ...ephemeralContainers] as readonly ContainerFields[];
  const fields = spec as unknown as Readonly<Record<string, unknown>>;
  return {
    annotations: metadata?.annotations ?? {},
    context: spec.securityContext ?? {},
    containers: all.map(({ name, securityContext = {}, ports = [] }) => ({
      name,
      context: securityContext,
      hostPorts: ports.flatMap(({ hostPort = 0 }) => (hostPort === 0 ? [] : [hostPort])),
    })),
    hostNamespaces: ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => fields[name] === true),
    volumes: spec.volumes ?? [],
    isWindows: spec.os?.name === 'windows',
  };
}

/** Why a check does not let a pod pass: in two words, and where. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

export type Check = (pod: SecuredPod) => Violation | undefined;

export function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** `container "a"`, `containers "a", "b"`. */
export function containersText(names: readonly string[]): string {
  return `${plural('container', names.length)} ${quoted(names)}`;
}

/** `pod and container "a"`: everybody who says what is forbidden. */
export function settersText(isPod: boolean, names: readonly string[]): string {
  return [...(isPod ? ['pod'] : []), ...(names.length > 0 ? [containersText(names)] : [])].join(' and ');
}

export function sortedUnique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

/** The names of the containers whose context is such. */
export function namesWhere(pod: SecuredPod, isBad: (context: SecurityContext) => boolean): readonly string[] {
  return pod.containers.filter(({ context }) => isBad(context)).map(({ name }) => name);
}
