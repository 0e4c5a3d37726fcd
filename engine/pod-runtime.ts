import { badRequest, KubeletRefusal, StatusError } from './api/status-error.ts';
import { parseTimestamp } from './api/time.ts';
import type { Signal } from './component/component.ts';
import type { View } from './component/view.ts';
import type { ExecResult, Reach } from './component/workload.ts';
import type { Node, Pod } from './kinds/types.ts';
import {
  type Attachment,
  attachTo,
  ContainerRequestError,
  execIn,
  filesIn,
  forwardTo,
  type Machine,
  type Machines,
  type PortForwarding,
  readLogs,
  stepInto,
} from './kubelet/index.ts';

export interface LogRequest {
  readonly container?: string;
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  readonly sinceTime?: string;
  readonly timestamps?: boolean;
  readonly limitBytes?: number;
}

/** A container's files as somebody outside reads and writes them. */
export interface ContainerFiles {
  read(path: string): string | undefined;
  kind(path: string): 'file' | 'directory' | undefined;
  /** Names in a directory, sorted; undefined: no such directory. */
  list(path: string): readonly string[] | undefined;
  /** Makes the folders above, too. Undefined: written; otherwise why not. */
  write(path: string, content: string): string | undefined;
}

/** What the cluster around gives. */
export interface RuntimeParts {
  readonly view: View;
  readonly machines: Machines;
  nowMs(): number;
  reach(): Reach;
  advance(ms: number): void;
  /** Wakes components of a node after something happened in a container. */
  signal(node: string, signals: readonly Signal[]): void;
}

/** The run-time side of pods as the API server relays it to kubelets: logs, exec, files (kubelet server, v1.25). */
export class PodRuntime {
  readonly #parts: RuntimeParts;

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
  }

  logs(namespace: string, name: string, request: LogRequest): string {
    const pod = this.#pod(namespace, name);
    const container = this.#container(pod, request.container);
    if ((pod.spec.nodeName ?? '') === '') return '';
    const machine = this.#asked(pod, container);
    const sinceMs = this.#since(request);
    const options = {
      nowMs: this.#parts.nowMs(),
      ...(request.previous === undefined ? {} : { previous: request.previous }),
      ...(request.tailLines === undefined ? {} : { tailLines: request.tailLines }),
      ...(sinceMs === undefined ? {} : { sinceMs }),
      ...(request.limitBytes === undefined ? {} : { limitBytes: request.limitBytes }),
      ...(request.timestamps === undefined ? {} : { timestamps: request.timestamps }),
    };
    return asBadRequest(() => readLogs(machine, pod, container, options));
  }

  /** Runs a command; the virtual time that it takes passes. */
  exec(
    namespace: string,
    name: string,
    container: string | undefined,
    command: readonly string[],
    stdin: string | undefined,
  ): ExecResult {
    const pod = this.#pod(namespace, name);
    const named = this.#container(pod, container);
    if ((pod.spec.nodeName ?? '') === '') throw badRequest(`pod ${name} does not have a host assigned`);
    const machine = this.#dialled(pod);
    const { signals, ...result } = asInternal(() =>
      execIn(this.#parts.machines, machine, pod.metadata.uid ?? '', named, command, stdin),
    );
    this.#parts.signal(machine.name, signals);
    if (result.tookMs > 0) this.#parts.advance(result.tookMs);
    return result;
  }

  /** Attaches to a container's main process. */
  attach(namespace: string, name: string, container: string | undefined): Attachment {
    const pod = this.#pod(namespace, name);
    const named = this.#container(pod, container);
    if ((pod.spec.nodeName ?? '') === '') throw badRequest(`pod ${name} does not have a host assigned`);
    const machine = this.#dialled(pod);
    const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
    const spec = [...containers, ...initContainers, ...ephemeralContainers].find((one) => one.name === named);
    const streams = { stdinOnce: spec?.stdinOnce === true, tty: spec?.tty === true };
    const { machines } = this.#parts;
    const identity = { uid: pod.metadata.uid ?? '', fullName: `${name}_${namespace}` };
    return asInternal(() => attachTo(machines, machine, identity, named, streams, this.#parts));
  }

  /** Joins a client to the ports of a pod. */
  forward(namespace: string, name: string): PortForwarding {
    const pod = this.#pod(namespace, name);
    if ((pod.spec.nodeName ?? '') === '') throw badRequest(`pod ${name} does not have a host assigned`);
    const machine = this.#dialled(pod);
    const identity = { uid: pod.metadata.uid ?? '', fullName: `${name}_${namespace}` };
    return asInternal(() => forwardTo(machine, identity, () => this.#parts.reach()));
  }

  readFile(namespace: string, name: string, container: string | undefined, path: string): string | undefined {
    return this.#files(namespace, name, container).read(path);
  }

  /** The files of a container, for cp. */
  files(namespace: string, name: string, container: string | undefined): ContainerFiles {
    const files = this.#files(namespace, name, container);
    return {
      read: (path) => files.read(path),
      kind: (path) => files.kind(path),
      list: (path) => files.list(path),
      write: (path, content) => {
        const folder = files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', true);
        const outcome = folder.ok ? files.write(path, content, false) : folder;
        this.#wake(namespace, name, container);
        return outcome.ok ? undefined : outcome.why;
      },
    };
  }

  /** What runs in a container may read what was written there. */
  #wake(namespace: string, name: string, container: string | undefined): void {
    const pod = this.#pod(namespace, name);
    const machine = this.#dialled(pod);
    const signals = stepInto(machine, pod.metadata.uid ?? '', this.#container(pod, container), this.#parts.nowMs());
    this.#parts.signal(machine.name, signals);
  }

  #files(namespace: string, name: string, container: string | undefined) {
    const pod = this.#pod(namespace, name);
    const named = this.#container(pod, container);
    const machine = this.#dialled(pod);
    return asInternal(() => filesIn(this.#parts.machines, machine, pod.metadata.uid ?? '', named));
  }

  #pod(namespace: string, name: string): Pod {
    const pod = this.#parts.view.get<Pod>('Pod', namespace, name);
    if (pod === undefined) throw new StatusError(404, 'NotFound', `pods "${name}" not found`, { name, kind: 'pods' });
    return pod;
  }

  #container(pod: Pod, asked: string | undefined): string {
    const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
    const names = [...initContainers, ...containers, ...ephemeralContainers].map((container) => container.name);
    if (asked !== undefined) {
      if (!names.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
      return asked;
    }
    const [only, another] = containers;
    if (only !== undefined && another === undefined) return only.name;
    const choice = containers.map((container) => container.name).join(' ');
    throw badRequest(`a container name must be specified for pod ${pod.metadata.name}, choose one of: [${choice}]`);
  }

  #machine(pod: Pod): Machine {
    const name = pod.spec.nodeName ?? '';
    const node = this.#parts.view.get<Node>('Node', undefined, name);
    const machine = this.#parts.machines.get(name);
    if (node !== undefined && machine !== undefined) return machine;
    throw new StatusError(404, 'NotFound', `nodes "${name}" not found`, { name, kind: 'nodes' });
  }

  /** The machine of the pod's node, if its kubelet answers a request for a log. */
  #asked(pod: Pod, container: string): Machine {
    const machine = this.#machine(pod);
    if (machine.isRunning('kubelet')) return machine;
    const path = `containerLogs/${pod.metadata.namespace ?? ''}/${pod.metadata.name}/${container}`;
    const message = `Get "https://${machine.facts.address}:10250/${path}": ${refusedDial(machine)}`;
    throw new StatusError(500, 'Unknown', message);
  }

  /** The machine of the pod's node, if its kubelet takes a connection that the API server hands on (upgradeaware.go, v1.25). */
  #dialled(pod: Pod): Machine {
    const machine = this.#machine(pod);
    if (machine.isRunning('kubelet')) return machine;
    throw new StatusError(500, 'Unknown', `error dialing backend: ${refusedDial(machine)}`);
  }

  #since(request: LogRequest): number | undefined {
    if (request.sinceSeconds !== undefined) return this.#parts.nowMs() - request.sinceSeconds * 1000;
    return request.sinceTime === undefined ? undefined : parseTimestamp(request.sinceTime);
  }
}

function refusedDial({ facts }: Machine): string {
  return `dial tcp ${facts.address}:10250: connect: connection refused`;
}

function asBadRequest<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ContainerRequestError ? badRequest(error.message) : error;
  }
}

function asInternal<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof ContainerRequestError ? new KubeletRefusal(error.message) : error;
  }
}
