import type { Signal } from '../component/component.ts';
import type { Machine } from './machine/machine.ts';
import type { Machines } from './machine/machines.ts';
import type { ContainerRecord } from './machine/records.ts';
import { typeInto } from './runtime/containers.ts';
import { ContainerRequestError, podSignal, stepInto } from './services.ts';

/** What a container has printed since somebody looked last; each line ends with a newline. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** What the pod's spec says of a container's standard streams. */
export interface Streams {
  readonly stdinOnce: boolean;
  readonly tty: boolean;
}

/** What the attachment needs from the cluster around. */
export interface AttachSurroundings {
  nowMs(): number;
  signal(node: string, signals: readonly Signal[]): void;
}

/**
 * Somebody attached to a running container (containerd's ContainerIO.Attach, 1.6): sees what its main process prints from now on, and types
 * into its standard input. It is over when the container has ended, and when the client's input has, unless that closes the container's
 * (`stdinOnce` without a terminal).
 */
export class Attachment {
  readonly #machines: Machines;
  readonly #machine: Machine;
  readonly #record: ContainerRecord;
  readonly #streams: Streams;
  readonly #surroundings: AttachSurroundings;
  #seen: number;
  #isLeft = false;

  constructor(
    machines: Machines,
    machine: Machine,
    record: ContainerRecord,
    streams: Streams,
    surroundings: AttachSurroundings,
  ) {
    this.#machines = machines;
    this.#machine = machine;
    this.#record = record;
    this.#streams = streams;
    this.#surroundings = surroundings;
    this.#seen = record.logs.countAt(surroundings.nowMs());
  }

  get isOpen(): boolean {
    return !this.#isLeft && this.#isRunning;
  }

  read(): Printed {
    const { logs } = this.#record;
    const lines = logs.linesSince(this.#seen, this.#surroundings.nowMs());
    this.#seen = logs.countAt(this.#surroundings.nowMs());
    const of = (wanted: 'stdout' | 'stderr'): string =>
      lines
        .filter(({ stream }) => wanted === (this.#streams.tty ? 'stdout' : stream))
        .map(({ text }) => `${text}\n`)
        .join('');
    return { stdout: of('stdout'), stderr: of('stderr') };
  }

  type(text: string): void {
    if (text !== '') this.#put(text);
  }

  /** The client's input has ended. */
  end(): void {
    const { stdinOnce, tty } = this.#streams;
    if (stdinOnce && !tty) this.#put(undefined);
    else this.#isLeft = true;
  }

  get #isRunning(): boolean {
    return this.#machine.container(this.#record.id)?.state === 'running';
  }

  #put(text: string | undefined): void {
    if (!this.#isRunning) return;
    const { id, pod, name } = this.#record;
    const hasEnded = typeInto(this.#machines, this.#machine, id, text);
    const own = hasEnded ? podSignal(this.#record) : { component: 'container-shims', key: id };
    const others = stepInto(this.#machine, pod.uid, name, this.#surroundings.nowMs());
    this.#surroundings.signal(this.#machine.name, [own, ...others]);
  }
}

/**
 * Attaches to a container's main process.
 * @throws ContainerRequestError when it does not run; `podName`: as the kubelet names the pod in it
 */
export function attachTo(
  machines: Machines,
  machine: Machine,
  pod: { readonly uid: string; readonly fullName: string },
  container: string,
  streams: Streams,
  surroundings: AttachSurroundings,
): Attachment {
  const record = machine.latest(pod.uid, container);
  if (!machine.isRunning('containerd')) throw new ContainerRequestError('container runtime is down');
  if (record === undefined || record.state !== 'running')
    throw new ContainerRequestError(`container ${container} not found in pod ${pod.fullName}`);
  return new Attachment(machines, machine, record, streams, surroundings);
}
