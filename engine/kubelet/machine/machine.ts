import type { Pod, ResourceList, Taint } from '../../kinds/types.ts';
import { CannotCopyError } from '../../component/cannot-copy.ts';
import type { Image, PodIdentity } from '../../component/workload.ts';
import { FileTree } from '../files/file-tree.ts';
import { uuidOf } from '../ids.ts';
import { AddressPool, type AddressPlan } from './address-pool.ts';
import type { ContainerRecord, Sandbox } from './records.ts';

/** What a topology says of one machine; the kubelet registers its Node with it. */
export interface MachineFacts {
  readonly name: string;
  /** The address that the Node shows as InternalIP. */
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  readonly capacity: ResourceList;
  readonly allocatable: ResourceList;
  readonly podCIDR?: string;
  /** hostIP of the pods' status where it is not `address`. */
  readonly hostIP?: string;
  readonly system: SystemFacts;
  readonly podAddresses: AddressPlan;
  /** Paths that this machine exports over NFS; `clients`: addresses that may mount (absent: all). */
  readonly exports?: readonly NfsExport[];
  /** Present from the start: path -> content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Manifests of static pods by file name. */
  readonly staticPods?: Readonly<Record<string, StaticPod>>;
  /** Messages of the node's conditions are the reasons (the recorded stand-in agent). */
  readonly conditions?: Readonly<Record<string, { readonly reason?: string; readonly message?: string }>>;
}

/** Node.status.nodeInfo without the boot id. */
export interface SystemFacts {
  readonly architecture: string;
  readonly containerRuntimeVersion: string;
  readonly kernelVersion: string;
  readonly kubeProxyVersion: string;
  readonly kubeletVersion: string;
  readonly machineID: string;
  readonly operatingSystem: string;
  readonly osImage: string;
  readonly systemUUID: string;
}

export interface NfsExport {
  readonly path: string;
  readonly clients?: readonly string[];
}

/** A static pod's manifest after defaulting: what the mirror pod will be made of. */
export type StaticPod = Pick<Pod, 'metadata' | 'spec'>;

export type Pressure = 'memory' | 'disk' | 'pid';

/** Hears which pod addresses a machine holds. */
export interface AddressBook {
  claim(address: string, machine: string): void;
  release(address: string, machine: string): void;
}

export interface ImageOnDisk {
  readonly reference: string;
  readonly id: string;
  readonly sizeBytes: number;
}

const NOBODY: AddressBook = { claim: () => undefined, release: () => undefined };

/**
 * One node's hardware and container runtime state. It outlives its kubelet: what runs here runs on while the kubelet is stopped.
 * The kubelet and the runtime act on it directly; everything else learns of it through the API, the network or the commands below.
 */
export class Machine {
  readonly facts: MachineFacts;
  readonly disk: FileTree;
  readonly images: Map<string, ImageOnDisk> = new Map();
  readonly sandboxes: Map<string, Sandbox> = new Map();
  readonly staticPods: Map<string, StaticPod>;
  readonly pressure: Set<Pressure> = new Set();
  /** Memory in use by `POD_UID/CONTAINER`, in bytes: what eviction ranks by. */
  readonly memoryInUse: Map<string, number> = new Map();
  /** Pods (by uid) that must go because the node runs short, and what their status will say. */
  readonly evictions: Map<string, { readonly reason: string; readonly message: string }> = new Map();
  /** When the next image pull may begin. */
  pullFreeAtMs = 0;
  bootId: string;
  #boots = 1;
  #book: AddressBook = NOBODY;
  #addresses: AddressPool;
  readonly #containers = new Map<string, ContainerRecord>();
  readonly #byPod = new Map<string, readonly string[]>();
  /** The lists that were made of it since a container of the pod changed. */
  readonly #records = new Map<string, readonly ContainerRecord[]>();
  readonly #stopped = new Map<string, number>();
  /** The pods of each key of which there is a sandbox or a container, by uid. */
  readonly #uids = new Map<string, readonly string[]>();
  /** The ready sandboxes at each address. */
  readonly #atAddress = new Map<string, readonly Sandbox[]>();
  #changes = 0;

  constructor(facts: MachineFacts, disk: FileTree = diskOf(facts)) {
    this.facts = facts;
    this.disk = disk;
    this.staticPods = new Map(Object.entries(facts.staticPods ?? {}));
    this.#addresses = new AddressPool(facts.podAddresses);
    this.bootId = uuidOf(`${facts.name}/boot/1`);
  }

  get name(): string {
    return this.facts.name;
  }

  get hostIP(): string {
    return this.facts.hostIP ?? this.facts.address;
  }

  /** From now on `book` hears of addresses; it is told of those that are held already. */
  connect(book: AddressBook): void {
    this.#book = book;
    for (const sandbox of this.sandboxes.values()) if (sandbox.ready) book.claim(sandbox.address, this.name);
  }

  /** A process of the machine ('kubelet', 'containerd', 'nfs-server', ...) stops at this time. */
  stopProcess(process: string, nowMs: number): void {
    if (!this.#stopped.has(process)) this.#stopped.set(process, nowMs);
    if (process === 'kubelet') for (const { logs } of this.#containers.values()) logs.stopRepeating(nowMs);
  }

  startProcess(process: string): void {
    this.#stopped.delete(process);
  }

  isRunning(process: string): boolean {
    return !this.#stopped.has(process);
  }

  /** How long a process has been down; 0 while it runs. */
  downForMs(process: string, nowMs: number): number {
    const since = this.#stopped.get(process);
    return since === undefined ? 0 : nowMs - since;
  }

  /** Another number means that a container or a sandbox may have changed: what was asked before need not be asked again. */
  get changes(): number {
    return this.#changes;
  }

  container(id: string): ContainerRecord | undefined {
    return this.#containers.get(id);
  }

  /** All containers of a pod (by uid), oldest first. */
  containersOf(podUid: string): readonly ContainerRecord[] {
    const known = this.#records.get(podUid);
    if (known !== undefined) return known;
    const ids = this.#byPod.get(podUid);
    if (ids === undefined) return NO_RECORDS;
    const records: ContainerRecord[] = [];
    for (const id of ids) {
      const record = this.#containers.get(id);
      if (record !== undefined) records.push(record);
    }
    this.#records.set(podUid, records);
    return records;
  }

  /** The latest instance of a container. */
  latest(podUid: string, name: string): ContainerRecord | undefined {
    return latestOf(this.containersOf(podUid), name);
  }

  allContainers(): IterableIterator<ContainerRecord> {
    return this.#containers.values();
  }

  /** Uids of the pods `NAMESPACE/NAME` of which the runtime still knows something, sorted. */
  uidsOf(podKey: string): readonly string[] {
    return this.#uids.get(podKey) ?? NO_UIDS;
  }

  /** Stores a container's new state. Of each container the current and one earlier instance are kept. */
  put(record: ContainerRecord): void {
    this.#changes += 1;
    const isNew = !this.#containers.has(record.id);
    this.#containers.set(record.id, record);
    this.#records.delete(record.pod.uid);
    if (!isNew) return;
    if (!this.sandboxes.has(record.pod.uid)) this.#name(record.pod);
    const ids = this.#byPod.get(record.pod.uid) ?? [];
    const same = ids.filter((id) => this.#containers.get(id)?.name === record.name);
    const dropped = same.length > 1 ? same[0] : undefined;
    if (dropped !== undefined) this.#dropContainer(dropped);
    this.#byPod.set(record.pod.uid, [...ids.filter((id) => id !== dropped), record.id]);
  }

  /** Takes an address for a pod; undefined when there is none left. */
  takeAddress(): string | undefined {
    return this.#addresses.take();
  }

  addSandbox(sandbox: Sandbox): void {
    this.#keep(sandbox);
    if (!sandbox.hostNetwork) this.#book.claim(sandbox.address, this.name);
  }

  /** The ready sandboxes at an address, in order of their pods' coming. */
  sandboxesAt(address: string): readonly Sandbox[] {
    const found = this.#atAddress.get(address) ?? NO_SANDBOXES;
    return found.length < 2 ? found : [...this.sandboxes.values()].filter((sandbox) => found.includes(sandbox));
  }

  /** Ends a sandbox: its address is free again. It is remembered as not ready, for the attempt's number. */
  stopSandbox(podUid: string): void {
    const sandbox = this.sandboxes.get(podUid);
    if (sandbox === undefined || !sandbox.ready) return;
    this.#keep({ ...sandbox, ready: false });
    if (sandbox.hostNetwork) return;
    this.#addresses.release(sandbox.address);
    this.#book.release(sandbox.address, this.name);
  }

  /** Removes everything of a pod: containers, sandbox, volumes. */
  forget(podUid: string): void {
    this.stopSandbox(podUid);
    const pod = this.sandboxes.get(podUid)?.pod ?? this.containersOf(podUid)[0]?.pod;
    if (pod !== undefined) this.#unname(pod);
    this.sandboxes.delete(podUid);
    this.#changes += 1;
    for (const id of this.#byPod.get(podUid) ?? []) this.#dropContainer(id);
    this.#byPod.delete(podUid);
    this.#records.delete(podUid);
    this.evictions.delete(podUid);
    this.disk.remove(['var', 'lib', 'kubelet', 'pods', podUid], true);
  }

  /** The machine restarts: nothing runs any more, the disk stays. */
  reboot(nowMs: number): void {
    this.#boots += 1;
    this.bootId = uuidOf(`${this.name}/boot/${this.#boots}`);
    for (const record of this.#containers.values()) {
      if (record.state === 'running') this.put(ended(record, { exitCode: 255, reason: 'Unknown' }, nowMs));
    }
    for (const uid of this.sandboxes.keys()) this.stopSandbox(uid);
    this.#stopped.clear();
  }

  /** A machine of its own in the same state. Throws when a running process cannot be copied. */
  copy(): Machine {
    const copy = new Machine(this.facts, this.disk.copy());
    copy.bootId = this.bootId;
    copy.#boots = this.#boots;
    copy.pullFreeAtMs = this.pullFreeAtMs;
    copy.#addresses = this.#addresses.copy();
    for (const [key, image] of this.images) copy.images.set(key, image);
    for (const sandbox of this.sandboxes.values()) copy.#keep(sandbox);
    copy.staticPods.clear();
    for (const [key, manifest] of this.staticPods) copy.staticPods.set(key, manifest);
    for (const pressure of this.pressure) copy.pressure.add(pressure);
    for (const [key, verdict] of this.evictions) copy.evictions.set(key, verdict);
    for (const [key, bytes] of this.memoryInUse) copy.memoryInUse.set(key, bytes);
    for (const [key, sinceMs] of this.#stopped) copy.#stopped.set(key, sinceMs);
    for (const [key, ids] of this.#byPod) copy.#byPod.set(key, ids);
    for (const [key, uids] of this.#uids) copy.#uids.set(key, uids);
    for (const [id, record] of this.#containers) copy.#containers.set(id, copyOf(record));
    return copy;
  }

  /** Stores a sandbox of a pod in the place of its earlier one. */
  #keep(sandbox: Sandbox): void {
    const { address, pod, ready } = sandbox;
    this.#changes += 1;
    const old = this.sandboxes.get(pod.uid);
    this.sandboxes.set(pod.uid, sandbox);
    if (old === undefined) this.#name(pod);
    if (old?.ready === true) this.#leave(old);
    if (ready) this.#atAddress.set(address, [...(this.#atAddress.get(address) ?? NO_SANDBOXES), sandbox]);
  }

  #name(pod: PodIdentity): void {
    const key = `${pod.namespace}/${pod.name}`;
    const uids = this.#uids.get(key) ?? NO_UIDS;
    if (!uids.includes(pod.uid)) this.#uids.set(key, [...uids, pod.uid].sort());
  }

  #unname(pod: PodIdentity): void {
    const key = `${pod.namespace}/${pod.name}`;
    const rest = this.uidsOf(key).filter((uid) => uid !== pod.uid);
    if (rest.length === 0) this.#uids.delete(key);
    else this.#uids.set(key, rest);
  }

  #leave(sandbox: Sandbox): void {
    const { address } = sandbox;
    const rest = (this.#atAddress.get(address) ?? NO_SANDBOXES).filter((other) => other !== sandbox);
    if (rest.length === 0) this.#atAddress.delete(address);
    else this.#atAddress.set(address, rest);
  }

  #dropContainer(id: string): void {
    this.#containers.delete(id);
    this.disk.remove(rootNames(id), true);
  }
}

const NO_RECORDS: readonly ContainerRecord[] = [];
const NO_UIDS: readonly string[] = [];
const NO_SANDBOXES: readonly Sandbox[] = [];

/** The latest instance of a container among the records of its pod. */
export function latestOf(records: readonly ContainerRecord[], name: string): ContainerRecord | undefined {
  for (let i = records.length - 1; i >= 0; i--) if (records[i]?.name === name) return records[i];
  return undefined;
}

/** Where a container's own root lies on the machine's disk: the names along its path. */
export function rootNames(containerId: string): readonly string[] {
  return ['run', 'containerd', 'io.containerd.runtime.v2.task', 'k8s.io', containerId, 'rootfs'];
}

/** The record of a container that has ended. */
export function ended(
  record: ContainerRecord,
  exit: { readonly exitCode: number; readonly reason?: string; readonly message?: string },
  nowMs: number,
): ContainerRecord {
  record.logs.stopRepeating(nowMs);
  const { exitCode, reason = exitCode === 0 ? 'Completed' : 'Error', message = record.message } = exit;
  const gone = { process: undefined, wakeAtMs: undefined, stopping: undefined };
  return { ...record, ...gone, state: 'exited', finishedMs: nowMs, exitCode, reason, message };
}

/** An image as the machine's list of images has it. */
export function imageOnDisk(image: Image): ImageOnDisk {
  return { reference: image.reference, id: image.id, sizeBytes: image.sizeBytes };
}

function copyOf(record: ContainerRecord): ContainerRecord {
  const logs = record.logs.copy();
  if (record.process === undefined) return { ...record, logs };
  if (record.process.copy === undefined) {
    const where = `${record.pod.namespace}/${record.pod.name}`;
    throw new CannotCopyError(
      `container ${record.name} of pod ${where} (${record.image}) cannot be copied: its process keeps state of its own`,
    );
  }
  return { ...record, logs, process: record.process.copy() };
}

/** What every Linux machine has from the start. */
const DIRECTORIES = [
  '/tmp',
  '/run',
  '/lib/modules',
  '/etc/kubernetes/manifests',
  '/var/log',
  '/var/lib',
  '/root',
  '/home',
  '/mnt',
  '/opt',
  '/srv',
  '/usr',
];

function diskOf(facts: MachineFacts): FileTree {
  const disk = new FileTree(undefined, '/var/lib/kubelet/pods');
  for (const directory of DIRECTORIES) disk.mkdir(directory, true);
  for (const [path, content] of Object.entries(facts.files ?? {})) disk.put(path, content);
  for (const { path } of facts.exports ?? []) disk.mkdir(path, true);
  return disk;
}
