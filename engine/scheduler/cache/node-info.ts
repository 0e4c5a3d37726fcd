import { milliValue, value } from '../../api/quantity.ts';
import type { HostPort } from '../../kinds/core/pod-facts.ts';
import type { Node, ResourceList, Taint } from '../../kinds/types.ts';
import type { PodEntry } from './pod-entry.ts';

/** What a node offers or has given away, as plain numbers. */
export interface Amounts {
  cpuMilli: number;
  memoryBytes: number;
  ephemeralStorageBytes: number;
  pods: number;
  readonly scalars: Map<string, number>;
}

const none = (): Amounts => ({ cpuMilli: 0, memoryBytes: 0, ephemeralStorageBytes: 0, pods: 0, scalars: new Map() });

function amountsOf(list: ResourceList): Amounts {
  const amounts = none();
  for (const [name, quantity] of Object.entries(list)) {
    if (name === 'cpu') amounts.cpuMilli = milliValue(quantity);
    else if (name === 'memory') amounts.memoryBytes = value(quantity);
    else if (name === 'ephemeral-storage') amounts.ephemeralStorageBytes = value(quantity);
    else if (name === 'pods') amounts.pods = value(quantity);
    else amounts.scalars.set(name, value(quantity));
  }
  return amounts;
}

/** A node with the sums over its pods, kept up to date pod by pod (framework.NodeInfo, v1.25). */
export class NodeInfo {
  readonly name: string;
  /** Position in arrays that hold something for every node; a place is used again when its node is gone. */
  readonly slot: number;
  readonly pods: Map<string, PodEntry> = new Map();
  readonly requested: Amounts = none();
  allocatable: Amounts = none();
  nonZeroCpuMilli = 0;
  nonZeroMemoryBytes = 0;
  /** How often `protocol port ip` is taken. */
  readonly ports: Map<string, number> = new Map();
  images: ReadonlyMap<string, number> = new Map();
  taints: readonly Taint[] = [];
  /** Of all nodes, by slot: grows with every change of one; equal generation: the same node with the same pods. */
  readonly #generations: number[];
  #node: Node | undefined;

  constructor(name: string, slot: number, generations: number[]) {
    this.name = name;
    this.slot = slot;
    this.#generations = generations;
    this.#change();
  }

  /** Undefined: pods name a node that is not there (any more). */
  get node(): Node | undefined {
    return this.#node;
  }

  set node(node: Node | undefined) {
    this.#node = node;
    this.#change();
    this.allocatable = amountsOf(node?.status.allocatable ?? {});
    this.taints = node?.spec.taints ?? [];
    this.images = imagesOf(node);
  }

  /** A label's value; what every object inherits (`constructor`) is no text, and so no label. */
  label(key: string): string | undefined {
    const value: unknown = this.#node?.metadata.labels?.[key];
    return typeof value === 'string' ? value : undefined;
  }

  add(entry: PodEntry): void {
    this.pods.set(entry.key, entry);
    this.#count(entry, 1);
  }

  remove(entry: PodEntry): void {
    this.pods.delete(entry.key);
    this.#count(entry, -1);
  }

  /** Whether nobody has these ports: same protocol and port, and the same address or either side all of them. */
  hasFree(ports: readonly HostPort[]): boolean {
    return ports.every((port) => {
      if (port.hostIP !== ANY_ADDRESS)
        return !this.ports.has(portKey(port)) && !this.ports.has(portKey({ ...port, hostIP: ANY_ADDRESS }));
      const prefix = portKey({ ...port, hostIP: '' });
      for (const key of this.ports.keys()) if (key.startsWith(prefix)) return false;
      return true;
    });
  }

  #change(): void {
    this.#generations[this.slot] = (this.#generations[this.slot] ?? 0) + 1;
  }

  #count({ podClass }: PodEntry, sign: 1 | -1): void {
    const { requests, nonZero, ports } = podClass;
    this.#change();
    this.requested.pods += sign;
    this.requested.cpuMilli += sign * requests.cpuMilli;
    this.requested.memoryBytes += sign * requests.memoryBytes;
    this.requested.ephemeralStorageBytes += sign * requests.ephemeralStorageBytes;
    for (const [name, amount] of Object.entries(requests.scalars)) bump(this.requested.scalars, name, sign * amount);
    this.nonZeroCpuMilli += sign * nonZero.cpuMilli;
    this.nonZeroMemoryBytes += sign * nonZero.memoryBytes;
    for (const port of ports) bump(this.ports, portKey(port), sign);
  }
}

const ANY_ADDRESS = '0.0.0.0';

const portKey = ({ protocol, hostPort, hostIP }: HostPort): string => `${protocol} ${hostPort} ${hostIP}`;

/** Adds to a count; what comes to 0 is forgotten. */
export function bump<K>(counts: Map<K, number>, key: K, delta: number): void {
  const count = (counts.get(key) ?? 0) + delta;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

function imagesOf(node: Node | undefined): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { names, sizeBytes = 0 } of node?.status.images ?? [])
    for (const name of names ?? []) sizes.set(name, sizeBytes); // An empty list of names is kept as null.
  return sizes;
}
