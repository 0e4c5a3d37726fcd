import type { FileSystem, Listener, Listeners, ProcessWorld, Reach, Source } from '../../component/workload.ts';
import type { FileTree } from '../files/file-tree.ts';
import { MountedView } from '../files/mounted-view.ts';
import type { Machine } from './machine.ts';
import type { ContainerRecord } from './records.ts';

/** What the machines need from the cluster around them. */
export interface Surroundings {
  nowMs(): number;
  reach(): Reach;
}

const NOBODY: readonly Machine[] = [];

/** All machines of a cluster, by name and by address: what the network room asks who listens where. */
export class Machines implements Listeners {
  readonly #surroundings: Surroundings;
  readonly #byName = new Map<string, Machine>();
  #sorted: readonly Machine[] | undefined;
  readonly #byNodeAddress = new Map<string, Machine>();
  /** Which machines hold a pod address: usually one. */
  readonly #holders = new Map<string, readonly Machine[]>();

  readonly #diskOf = (name: string): FileTree | undefined => this.#byName.get(name)?.disk;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  add(machine: Machine): void {
    if (this.#byName.has(machine.name)) throw new Error(`there is a machine ${machine.name} already`);
    this.#byName.set(machine.name, machine);
    this.#sorted = undefined;
    this.#byNodeAddress.set(machine.facts.address, machine);
    machine.connect({
      claim: (address) => this.#holders.set(address, [...(this.#holders.get(address) ?? NOBODY), machine]),
      release: (address) => this.#release(address, machine),
    });
  }

  get(name: string): Machine | undefined {
    return this.#byName.get(name);
  }

  /** The machine of a node; its absence is a fault of the caller. */
  of(name: string): Machine {
    const machine = this.#byName.get(name);
    if (machine === undefined) throw new Error(`no machine is named ${name}`);
    return machine;
  }

  withAddress(address: string): Machine | undefined {
    return this.#byNodeAddress.get(address);
  }

  /** All machines by name. */
  list(): readonly Machine[] {
    this.#sorted ??= [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return this.#sorted;
  }

  /** Takes over copies of another directory's machines instead of its own, for a copy of a cluster. */
  adopt(other: Machines): void {
    this.#byName.clear();
    this.#byNodeAddress.clear();
    this.#holders.clear();
    for (const machine of other.#byName.values()) this.add(machine.copy());
  }

  hasAddress(address: string): boolean {
    return this.#byNodeAddress.has(address) || (this.#holders.get(address)?.length ?? 0) > 0;
  }

  at(address: string, port: number): Listener | undefined {
    const node = this.#byNodeAddress.get(address);
    for (const machine of node === undefined ? (this.#holders.get(address) ?? NOBODY) : [node]) {
      const listener = this.#on(machine, address, port);
      if (listener !== undefined) return listener;
    }
    return undefined;
  }

  /** A container's files: its root and what is mounted into it. */
  filesOf(record: Pick<ContainerRecord, 'mounts'>): FileSystem {
    return new MountedView(record.mounts, this.#diskOf);
  }

  /** What a container's process can reach now. */
  world(machine: Machine, record: ContainerRecord): ProcessWorld {
    const nowMs = this.#surroundings.nowMs();
    const { namespace, name, uid } = record.pod;
    const address = machine.sandboxes.get(uid)?.address;
    const source: Source = { from: 'pod', namespace, name, ...(address === undefined ? {} : { address }) };
    return {
      nowMs,
      files: this.filesOf(record),
      reach: this.#surroundings.reach(),
      source,
      log: (text, stream = 'stdout') =>
        (machine.container(record.id) ?? record).logs.append({ atMs: nowMs, stream, text }),
    };
  }

  #on(machine: Machine, address: string, port: number): Listener | undefined {
    for (const sandbox of machine.sandboxesAt(address)) {
      for (const record of machine.containersOf(sandbox.pod.uid)) {
        const { process } = record;
        if (process?.listens(port) !== true) continue;
        return {
          pod: record.pod,
          containerName: record.name,
          serve: (request) => process.serve(port, request, this.world(machine, record)),
          check: (service) => process.check?.(port, service, this.world(machine, record)),
        };
      }
    }
    return undefined;
  }

  #release(address: string, machine: Machine): void {
    const holders = this.#holders.get(address) ?? NOBODY;
    const index = holders.indexOf(machine);
    const rest = holders.filter((_, i) => i !== index);
    if (rest.length === 0) this.#holders.delete(address);
    else this.#holders.set(address, rest);
  }
}
