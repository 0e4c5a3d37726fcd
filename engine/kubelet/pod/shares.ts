import { isTerminal } from '../../kinds/core/pod-facts.ts';
import { milliValue, value } from '../../api/quantity.ts';
import type { Container, Pod, ResourceList } from '../../kinds/types.ts';
import type { Machine } from '../machine/machine.ts';

/** Amounts by resource: thousandths of cpu, whole units of everything else. */
export type Amounts = Readonly<Record<string, number>>;

/** What one of a node's pods takes of the room on it. */
export interface Share {
  readonly pod: Pod;
  readonly uid: string | undefined;
  readonly createdAt: string;
  /** When the kubelet let it in; undefined: not yet, or it is over. */
  readonly startedAt: string | undefined;
  readonly requests: Amounts;
}

/**
 * The shares of a machine's pods as they were made last, in the order of the node's list of pods. A pod's object is immutable, so that the
 * same object has the same share; from one admission to the next most objects stand in the same place of the list. Never longer than the
 * list that it was last made for.
 */
const known = new WeakMap<Machine, Share[]>();

/** The shares of a node's pods, in the same order. To be used at once: the next call changes the list. */
export function sharesOf(machine: Machine, pods: readonly Pod[]): readonly Share[] {
  let shares = known.get(machine);
  if (shares === undefined) {
    shares = [];
    known.set(machine, shares);
  }
  shares.length = Math.min(shares.length, pods.length);
  for (let i = 0; i < pods.length; i++) {
    const pod = pods[i];
    if (pod !== undefined && shares[i]?.pod !== pod) shares[i] = shareOf(pod);
  }
  return shares;
}

function shareOf(pod: Pod): Share {
  const { uid, creationTimestamp = '' } = pod.metadata;
  const startedAt = isTerminal(pod) ? undefined : pod.status.startTime;
  return { pod, uid, createdAt: creationTimestamp, startedAt, requests: requestsOf(pod) };
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
