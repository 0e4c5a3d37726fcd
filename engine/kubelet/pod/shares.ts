import { isTerminal } from '../../kinds/core/pod-facts.ts';
import { milliValue, value } from '../../api/quantity.ts';
import type { Container, Pod, ResourceList } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';

/** Amounts by resource: thousandths of cpu, whole units of everything else. */
export type Amounts = Readonly<Record<string, number>>;

/** The pods that were let in before another one: how many, what they ask for together, and which. */
export interface Before {
  readonly count: number;
  used(resource: string): number;
  pods(): readonly Pod[];
}

/** What one of a node's pods takes of the room on it. */
interface Share {
  readonly pod: Pod;
  readonly createdAt: string;
  /** When the kubelet let it in; undefined: not yet, or it is over. */
  readonly startedAt: string | undefined;
  readonly requests: Amounts;
}

/** The pods of a node that are active and were let in before this one. */
export function admittedBefore(machine: Machine, pods: readonly Pod[], pod: Pod): Before {
  let ledger = ledgers.get(machine);
  if (ledger === undefined) {
    ledger = new Ledger();
    ledgers.set(machine, ledger);
  }
  ledger.follow(pods);
  // A pod that was not let in yet counts nowhere: everything that counts came before it.
  return pod.status.startTime === undefined && pods.includes(pod) ? ledger : listed(ledger.sharesBefore(pod));
}

function listed(shares: readonly Share[]): Before {
  return {
    count: shares.length,
    used: (resource) => shares.reduce((sum, { requests }) => sum + (requests[resource] ?? 0), 0),
    pods: () => shares.map(({ pod }) => pod),
  };
}

/**
 * What a node's pods take together, kept from one admission to the next. A pod's object is immutable, so that the same object takes the same;
 * most of them stand where they stood in the node's list of pods, and only the others are looked at. Never longer than that list.
 */
class Ledger implements Before {
  readonly #pods: Pod[] = [];
  readonly #shares: Share[] = [];
  readonly #totals = new Map<string, number>();
  #count = 0;
  /** The totals are whole numbers that a double holds: then what was added can be taken away again. */
  #isExact = true;

  get count(): number {
    return this.#count;
  }

  used(resource: string): number {
    if (this.#isExact) return this.#totals.get(resource) ?? 0;
    return listed(this.#counted()).used(resource);
  }

  pods(): readonly Pod[] {
    return this.#counted().map(({ pod }) => pod);
  }

  sharesBefore({ metadata, status: { startTime } }: Pod): readonly Share[] {
    const { uid, creationTimestamp = '' } = metadata;
    return this.#counted().filter(({ pod, startedAt = '', createdAt }) => {
      if (pod.metadata.uid === uid) return false;
      return (
        startTime === undefined || startedAt < startTime || (startedAt === startTime && createdAt < creationTimestamp)
      );
    });
  }

  /** Takes over the list of the node's pods as it is now. */
  follow(pods: readonly Pod[]): void {
    for (let i = 0; i < pods.length; i++) {
      const pod = pods[i];
      if (pod === undefined || this.#pods[i] === pod) continue;
      this.#take(this.#shares[i], -1);
      this.#pods[i] = pod;
      this.#shares[i] = shareOf(pod);
      this.#take(this.#shares[i], 1);
    }
    for (const gone of this.#shares.splice(pods.length)) this.#take(gone, -1);
    this.#pods.length = pods.length;
  }

  #counted(): readonly Share[] {
    return this.#shares.filter(({ startedAt }) => startedAt !== undefined);
  }

  #take(share: Share | undefined, sign: 1 | -1): void {
    if (share?.startedAt === undefined) return;
    this.#count += sign;
    for (const resource in share.requests) {
      const total = (this.#totals.get(resource) ?? 0) + sign * (share.requests[resource] ?? 0);
      this.#totals.set(resource, total);
      if (!Number.isSafeInteger(total)) this.#isExact = false;
    }
  }
}

/** One ledger for each machine; a copy of a machine begins with a new one. */
const ledgers = new WeakMap<Machine, Ledger>();

function shareOf(pod: Pod): Share {
  const startedAt = isTerminal(pod) ? undefined : pod.status.startTime;
  return { pod, createdAt: pod.metadata.creationTimestamp ?? '', startedAt, requests: requestsOf(pod) };
}

/** cpu counts in thousandths, everything else in units. */
export function amount(name: string, quantity: string): number {
  return name === 'cpu' ? milliValue(quantity) : value(quantity);
}

/** The amounts of a list of requests: the pods of one template share the list. */
const amounts = new WeakMap<ResourceList, Amounts>();

function amountsOf(list: ResourceList): Amounts {
  let made = amounts.get(list);
  if (made === undefined) {
    made = Object.fromEntries(Object.entries(list).map(([name, quantity]) => [name, amount(name, quantity)]));
    amounts.set(list, made);
  }
  return made;
}

const NOTHING: Amounts = {};
const NONE: readonly Container[] = [];

/** For each resource the sum of the containers, or the largest init container, whichever is more; plus the pod's overhead. */
export function requestsOf({ spec }: Pod): Amounts {
  const { containers, initContainers = NONE, overhead } = spec;
  const [only] = containers;
  if (containers.length === 1 && initContainers.length === 0 && overhead === undefined)
    return only?.resources?.requests === undefined ? NOTHING : amountsOf(only.resources.requests);
  const sums: Record<string, number> = {};
  for (const [name, each] of entriesOf(containers)) sums[name] = (sums[name] ?? 0) + each;
  for (const [name, each] of entriesOf(initContainers)) sums[name] = Math.max(sums[name] ?? 0, each);
  for (const [name, each] of Object.entries(overhead ?? {})) sums[name] = (sums[name] ?? 0) + amount(name, each);
  return sums;
}

function entriesOf(containers: readonly Container[]): readonly (readonly [string, number])[] {
  return containers.flatMap(({ resources }) => Object.entries(amountsOf(resources?.requests ?? NO_LIST)));
}

const NO_LIST: ResourceList = {};
