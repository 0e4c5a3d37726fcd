import type { HttpOutcome, HttpTarget, Reach, Source } from '../component/workload.ts';
import { uuidOf } from './ids.ts';
import type { Machine } from './machine/machine.ts';
import type { Sandbox } from './machine/records.ts';
import { ContainerRequestError } from './services.ts';

const LOOPBACK = '127.0.0.1';

/** The ports of a pod's sandbox as the container runtime joins them to a client (containerd 1.6, sandbox_portforward_linux.go). */
export class PortForwarding {
  readonly #machine: Machine;
  readonly #sandbox: Sandbox;
  readonly #reach: () => Reach;

  constructor(machine: Machine, sandbox: Sandbox, reach: () => Reach) {
    this.#machine = machine;
    this.#sandbox = sandbox;
    this.#reach = reach;
  }

  /**
   * Opens a connection to a port of the sandbox's loopback.
   * @returns undefined: something listens there; otherwise why not, as the client is told
   */
  connect(port: number): string | undefined {
    const why = this.#gone() ?? this.#refused(port);
    return why === undefined ? undefined : this.failure(port, why);
  }

  /** One HTTP request over such a connection. */
  http(port: number, request: Omit<HttpTarget, 'host' | 'port'>): HttpOutcome {
    return this.#reach().http(this.#source, { ...request, host: LOOPBACK, port });
  }

  /** How the client is told that a connection came to nothing. */
  failure(port: number, why: string): string {
    return `error forwarding port ${port} to pod ${this.#sandbox.id}, uid : ${why}`;
  }

  get #source(): Source {
    const { pod, address } = this.#sandbox;
    return { from: 'pod', namespace: pod.namespace, name: pod.name, address };
  }

  /** The sandbox may have ended since the client came. */
  #gone(): string | undefined {
    const { id, pod } = this.#sandbox;
    if (!this.#machine.isRunning('containerd')) return 'container runtime is down';
    const now = this.#machine.sandboxes.get(pod.uid);
    if (now?.id !== id) return `failed to find sandbox "${id}" in store: not found`;
    return now.ready || now.hostNetwork ? undefined : `network namespace for sandbox "${id}" is closed`;
  }

  #refused(port: number): string | undefined {
    if (this.#reach().tcp(this.#source, LOOPBACK, port).outcome === 'connected') return undefined;
    const { id, hostNetwork } = this.#sandbox;
    const place = hostNetwork ? 'host' : `/var/run/netns/cni-${uuidOf(id)}`;
    const refused = 'connect: connection refused';
    const both = `IPv4: dial tcp4 127.0.0.1:${port}: ${refused} IPv6 dial tcp6 [::1]:${port}: ${refused} `;
    return `failed to execute portforward in network namespace "${place}": failed to connect to localhost:${port} inside namespace "${id}", ${both}`;
  }
}

/**
 * The ports of a pod on its machine.
 * @throws ContainerRequestError where the pod has no live sandbox; `fullName`: as the kubelet names the pod in it
 */
export function forwardTo(
  machine: Machine,
  pod: { readonly uid: string; readonly fullName: string },
  reach: () => Reach,
): PortForwarding {
  if (!machine.isRunning('containerd')) throw new ContainerRequestError('container runtime is down');
  const sandbox = machine.sandboxes.get(pod.uid);
  if (sandbox?.ready !== true) throw new ContainerRequestError(`pod not found ("${pod.fullName}")`);
  return new PortForwarding(machine, sandbox, reach);
}
