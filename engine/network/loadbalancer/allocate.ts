import { sortedKeys } from '../../api/go-format.ts';
import type { Service } from '../../kinds/types.ts';
import { type Block, contains, formatAddress, lastOf, parseAddress } from '../ipv4.ts';
import { EMPTY_MAP, entryOf, type PersistentMap, without, withEntry } from '../persistent-map.ts';
import { type IPAddressPool, parseAddresses } from './metallb.ts';

/** What a service has of an address: immutable. */
export interface Allocation {
  readonly service: string;
  readonly ip: string;
  readonly sharingKey: string;
  readonly backendKey: string;
  /** `TCP/80`. */
  readonly ports: readonly string[];
}

/** Who has which address. */
export interface Allocations {
  readonly byService: PersistentMap<Allocation>;
  readonly byIP: PersistentMap<readonly Allocation[]>;
}

export const NO_ALLOCATIONS: Allocations = { byService: EMPTY_MAP, byIP: EMPTY_MAP };

/** What a service asks for. */
export interface Wish {
  readonly service: string;
  /** '': any. */
  readonly ip: string;
  readonly pool: string;
  readonly sharingKey: string;
  readonly backendKey: string;
  readonly ports: readonly string[];
}

const POOL = 'metallb.universe.tf/address-pool';
const ADDRESSES = 'metallb.universe.tf/loadBalancerIPs';
const SHARING = 'metallb.universe.tf/allow-shared-ip';

/** The wish of a service, or what is wrong with it (controller/service.go, v0.13). One address: IPv4 only. */
export function wishOf(service: string, { metadata, spec }: Service): Wish | { readonly error: string } {
  const annotations = metadata.annotations ?? {};
  const asked = annotations[ADDRESSES] ?? '';
  const field = spec.loadBalancerIP ?? '';
  if (asked !== '' && field !== '')
    return { error: `service can not have both ${ADDRESSES} and svc.Spec.LoadBalancerIP` };
  const ip = asked === '' ? field : asked.trim();
  if (ip !== '' && parseAddress(ip) === undefined) {
    return { error: asked === '' ? `invalid spec.loadBalancerIP "${field}"` : `invalid ${ADDRESSES}: "${asked}"` };
  }
  return {
    service,
    ip,
    pool: annotations[POOL] ?? '',
    sharingKey: annotations[SHARING] ?? '',
    backendKey: spec.externalTrafficPolicy === 'Local' ? selectorText(spec.selector) : '',
    ports: (spec.ports ?? []).map(({ protocol = 'TCP', port }) => `${protocol}/${port}`),
  };
}

function selectorText(selector: Service['spec']['selector']): string {
  const pairs = selector ?? {};
  return sortedKeys(pairs)
    .map((key) => `${key}=${pairs[key] ?? ''}`)
    .join(',');
}

export type Allocated = { readonly ip: string } | { readonly error: string };

/** An address for a wish: the one asked for, else the lowest usable one, pools by name (allocator.go, v0.13). */
export function allocate(pools: readonly IPAddressPool[], taken: Allocations, wish: Wish): Allocated {
  if (wish.ip !== '') return allocateAsked(pools, taken, wish);
  if (wish.pool !== '') {
    const pool = pools.find(({ metadata }) => metadata.name === wish.pool);
    if (pool === undefined) return { error: `unknown pool "${wish.pool}"` };
    const ip = lowestOf(pool, taken, wish);
    return ip === undefined ? { error: `no available IPs in pool "${wish.pool}"` } : { ip };
  }
  for (const pool of pools) {
    const ip = pool.spec.autoAssign === false ? undefined : lowestOf(pool, taken, wish);
    if (ip !== undefined) return { ip };
  }
  return { error: 'no available IPs' };
}

function allocateAsked(pools: readonly IPAddressPool[], taken: Allocations, wish: Wish): Allocated {
  const pool = poolOf(pools, wish.ip);
  if (pool === undefined) return { error: `"${wish.ip}" is not allowed in config` };
  const clash = clashAt(taken, wish, wish.ip);
  if (clash !== undefined) return { error: clash };
  if (wish.pool !== '' && pool.metadata.name !== wish.pool) {
    return {
      error: `requested loadBalancer IP(s) ["${wish.ip}"] is not compatible with requested address pool ${wish.pool}`,
    };
  }
  return { ip: wish.ip };
}

/** The pool that holds an address. */
export function poolOf(pools: readonly IPAddressPool[], ip: string): IPAddressPool | undefined {
  const address = parseAddress(ip);
  if (address === undefined) return undefined;
  return pools.find((pool) => isUsable(pool, address) && blocksOf(pool).some((block) => contains(block, address)));
}

function blocksOf({ spec }: IPAddressPool): readonly Block[] {
  return (spec.addresses ?? []).flatMap((text) => {
    const parsed = parseAddresses(text);
    return 'error' in parsed ? [] : parsed.blocks;
  });
}

/** Some old devices take .0 and .255 for broadcasts. */
function isUsable({ spec }: IPAddressPool, address: number): boolean {
  const last = address % 256;
  return spec.avoidBuggyIPs !== true || (last !== 0 && last !== 255);
}

function lowestOf(pool: IPAddressPool, taken: Allocations, wish: Wish): string | undefined {
  for (const block of blocksOf(pool)) {
    for (let address = block.first; address <= lastOf(block); address++) {
      if (!isUsable(pool, address)) continue;
      const ip = formatAddress(address);
      if (clashAt(taken, wish, ip) === undefined) return ip;
    }
  }
  return undefined;
}

/** Why a wish cannot have an address beside its users: sharing needs equal keys and different ports. */
export function clashAt(taken: Allocations, wish: Wish, ip: string): string | undefined {
  const others = (entryOf(taken.byIP, ip) ?? []).filter(({ service }) => service !== wish.service);
  const first = others[0];
  if (first === undefined) return undefined;
  const shares =
    first.sharingKey !== '' && first.sharingKey === wish.sharingKey && first.backendKey === wish.backendKey;
  if (!shares) {
    return `can't change sharing key for "${wish.service}", address also in use by ${others.map(({ service }) => service).join(',')}`;
  }
  const port = wish.ports.find((one) => others.some(({ ports }) => ports.includes(one)));
  return port === undefined ? undefined : `port ${port} is already in use on ["${ip}"]`;
}

export function withAllocation(
  all: Allocations,
  { service, sharingKey, backendKey, ports }: Wish,
  ip: string,
): Allocations {
  const freed = withoutAllocation(all, service);
  const allocation: Allocation = { service, ip, sharingKey, backendKey, ports };
  return {
    byService: withEntry(freed.byService, service, allocation),
    byIP: withEntry(freed.byIP, ip, [...(entryOf(freed.byIP, ip) ?? []), allocation]),
  };
}

export function withoutAllocation(all: Allocations, service: string): Allocations {
  const old = entryOf(all.byService, service);
  if (old === undefined) return all;
  const rest = (entryOf(all.byIP, old.ip) ?? []).filter((other) => other.service !== service);
  return {
    byService: without(all.byService, service),
    byIP: rest.length === 0 ? without(all.byIP, old.ip) : withEntry(all.byIP, old.ip, rest),
  };
}

export function allocationOf(all: Allocations, service: string): Allocation | undefined {
  return entryOf(all.byService, service);
}
