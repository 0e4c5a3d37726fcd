import type { EndpointAddress, EndpointSubset } from '../../kinds/types.ts';
import { fewReplaced, type Replaced } from '../shared/glances.ts';
import type { PodEntry } from './entries.ts';
import { byAddress, compareAddresses, type EndpointPort, packSubsets, subsetOf } from './subsets.ts';

/** A service's pods, packed into subsets, and what it takes to go on from there: of fifty pods one changes at a time. */
export interface Packing {
  /** What was packed. */
  readonly entries: readonly PodEntry[];
  /** The very same list as long as it says the same. */
  readonly subsets: readonly EndpointSubset[];
  /** Undefined: the pods have several ports, or not all the same one. */
  readonly alike: Alike | undefined;
}

/** Pods that have the very same port (or none, behind a headless service): by address. */
interface Alike {
  readonly ports: PodEntry['ports'];
  readonly ready: readonly EndpointAddress[];
  readonly notReady: readonly EndpointAddress[];
}

/** Packs the entries that count; `known`: those of an earlier time. */
export function pack(entries: readonly PodEntry[], known: Packing | undefined): Packing {
  if (known?.entries === entries) return known;
  const replaced = known === undefined ? undefined : fewReplaced(known.entries, entries);
  if (known === undefined || replaced === undefined) return packAll(entries);
  const moved = replaced.filter(({ before, now }) => before.isCounted || now.isCounted);
  if (moved.length === 0) return { ...known, entries };
  const alike = known.alike && goneOn(known.alike, moved);
  return alike === undefined ? packAll(entries) : { entries, subsets: subsetsOf(alike), alike };
}

function packAll(entries: readonly PodEntry[]): Packing {
  const counted = entries.filter(({ isCounted }) => isCounted).sort(byAddress);
  const [first] = counted;
  if (first?.ports.length === 1 && counted.every(({ ports }) => ports === first.ports)) {
    const addresses = (isReady: boolean): readonly EndpointAddress[] =>
      counted.flatMap((entry) => (entry.isReady === isReady ? [entry.address] : []));
    const alike: Alike = { ports: first.ports, ready: addresses(true), notReady: addresses(false) };
    return { entries, subsets: subsetsOf(alike), alike };
  }
  const subsets = packSubsets(
    counted.flatMap(({ address, isReady, ports }) => ports.map((port) => ({ address, isReady, port }))),
  );
  return { entries, subsets, alike: undefined };
}

/** Takes the addresses of changed pods out of their places, and puts those they have now into theirs. Undefined: it is not that simple. */
function goneOn({ ports, ready, notReady }: Alike, moved: readonly Replaced<PodEntry>[]): Alike | undefined {
  const [yes, no] = [ready.slice(), notReady.slice()];
  for (const { before } of moved) {
    if (!before.isCounted) continue;
    const list = before.isReady ? yes : no;
    const at = list.indexOf(before.address);
    if (at < 0) return undefined;
    list.splice(at, 1);
  }
  for (const { now } of moved) {
    if (!now.isCounted) continue;
    if (now.ports !== ports) return undefined;
    const list = now.isReady ? yes : no;
    list.splice(placeOf(now.address, list), 0, now.address);
  }
  return yes.length + no.length === 0 ? undefined : { ports, ready: yes, notReady: no };
}

function subsetsOf({ ports, ready, notReady }: Alike): readonly EndpointSubset[] {
  return [subsetOf(ports[0] === undefined ? [] : (ports as readonly EndpointPort[]), ready, notReady)];
}

/** How many of the addresses, which stand in order, come before this one. */
function placeOf(address: EndpointAddress, ordered: readonly EndpointAddress[]): number {
  let from = 0;
  let to = ordered.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = ordered[middle];
    if (other !== undefined && compareAddresses(other, address) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
