import type { EndpointSlice } from '../../kinds/types.ts';
import type { ProxyEndpoint } from './rules.ts';

type Endpoint = EndpointSlice['endpoints'][number];

/** A slice's endpoints, at the number that one port of the service has there. */
interface Source {
  readonly endpoints: readonly Endpoint[];
  readonly port: number;
}

/** The ready endpoints behind one port of a service, and what they were found in: immutable, so that the next ones can go on from there. */
export interface Ready {
  readonly sources: readonly Source[];
  /** `address:port`, sorted. */
  readonly keys: readonly string[];
  /** At the same places. */
  readonly endpoints: readonly ProxyEndpoint[];
  /** Nobody stands there twice: what goes away leaves nothing behind. */
  readonly isPlain: boolean;
}

/** More differences than this, and beginning anew costs no more. */
const FEW = 8;

/** The ready endpoints of a service's port; `known`: those of an earlier time. An unknown readiness counts as ready (discovery/v1). */
export function readyBehind(
  slices: readonly EndpointSlice[],
  name: string,
  protocol: string,
  known: Ready | undefined,
): Ready {
  const sources = slices.flatMap(({ ports, endpoints }) => {
    const port = ports?.find((one) => (one.name ?? '') === name && (one.protocol ?? 'TCP') === protocol)?.port;
    return port === undefined ? [] : [{ endpoints: endpoints ?? [], port }];
  });
  return (known && goneOn(known, sources)) ?? fromAll(sources);
}

/** Whether each of them has an address of its own. */
export function areDistinct({ sources, isPlain }: Ready): boolean {
  return isPlain && sources.every(({ port }) => port === sources[0]?.port);
}

function fromAll(sources: readonly Source[]): Ready {
  const found = new Map<string, ProxyEndpoint>();
  let count = 0;
  for (const { endpoints, port } of sources) {
    for (const endpoint of endpoints) {
      const target = targetOf(endpoint, port);
      if (target === undefined) continue;
      found.set(keyOf(target), target);
      count += 1;
    }
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    sources,
    keys: sorted.map(([key]) => key),
    endpoints: sorted.map(([, target]) => target),
    isPlain: count === sorted.length,
  };
}

/** From one time to the next few endpoints change: only those are taken out and put in. Undefined: it is not that simple. */
function goneOn(known: Ready, sources: readonly Source[]): Ready | undefined {
  if (!known.isPlain || known.sources.length !== sources.length) return undefined;
  const gone: ProxyEndpoint[] = [];
  const come: ProxyEndpoint[] = [];
  for (const [i, { endpoints, port }] of sources.entries()) {
    const old = known.sources[i];
    if (old === undefined || old.port !== port || !compare(old.endpoints, endpoints, port, gone, come))
      return undefined;
  }
  if (gone.length === 0 && come.length === 0) return { ...known, sources };
  const [keys, targets] = [known.keys.slice(), known.endpoints.slice()];
  for (const target of gone) {
    const at = placeOf(keyOf(target), keys);
    keys.splice(at, 1);
    targets.splice(at, 1);
  }
  for (const target of come) {
    const key = keyOf(target);
    const at = placeOf(key, keys);
    if (keys[at] === key) return undefined;
    keys.splice(at, 0, key);
    targets.splice(at, 0, target);
  }
  return { sources, keys, endpoints: targets, isPlain: true };
}

/**
 * Adds what went and what came between two states of a slice, whose endpoints are immutable: between what is alike at the beginning and at
 * the end. False: more than a few. `Object.is` tells that without looking into endpoints that are the same, as `===` does (for NaN).
 */
function compare(
  old: readonly Endpoint[],
  now: readonly Endpoint[],
  port: number,
  gone: ProxyEndpoint[],
  come: ProxyEndpoint[],
): boolean {
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && Object.is(old[from], now[from])) from += 1;
  let tail = 0;
  while (tail < shorter - from && Object.is(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail += 1;
  if (old.length - from - tail > FEW || now.length - from - tail > FEW) return false;
  for (const endpoint of old.slice(from, old.length - tail)) push(gone, targetOf(endpoint, port));
  for (const endpoint of now.slice(from, now.length - tail)) push(come, targetOf(endpoint, port));
  return true;
}

function push(list: ProxyEndpoint[], target: ProxyEndpoint | undefined): void {
  if (target !== undefined) list.push(target);
}

function targetOf({ addresses: [address], conditions, nodeName }: Endpoint, port: number): ProxyEndpoint | undefined {
  if (address === undefined || conditions?.ready === false) return undefined;
  return { address, port, node: nodeName ?? '' };
}

const keyOf = ({ address, port }: ProxyEndpoint): string => `${address}:${port}`;

/** How many of the sorted keys come before this one. */
function placeOf(key: string, keys: readonly string[]): number {
  let from = 0;
  let to = keys.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((keys[middle] ?? '') < key) from = middle + 1;
    else to = middle;
  }
  return from;
}
