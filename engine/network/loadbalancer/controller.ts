import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, type Outcome, type Watch } from '../../component/component.ts';
import type { ObjectChange, View } from '../../component/view.ts';
import type { Write } from '../../component/write.ts';
import { isPodReady } from '../../kinds/core/pod-facts.ts';
import type { ConfigMap, Pod, Service } from '../../kinds/types.ts';
import {
  allocate,
  allocationOf,
  type Allocations,
  clashAt,
  NO_ALLOCATIONS,
  poolOf,
  type Wish,
  wishOf,
  withAllocation,
  withoutAllocation,
} from './allocate.ts';
import {
  balancedKeys,
  IP_ADDRESS_POOL,
  type IPAddressPool,
  isBalanced,
  isPodOf,
  type Role,
  USUAL_NAMESPACE,
} from './metallb.ts';
import { poolsInForce } from './pools.ts';
import { configurationOf } from './config-map.ts';

/** What the controller keeps for all services: lost when its pod is, and then read again from their statuses. */
interface Shared {
  readonly taken: Allocations;
  /** Services that found no address, sorted: they try again when one is released. */
  readonly waiting: readonly string[];
}

const services: Watch<Service> = {
  kind: 'Service',
  keys: ({ object, old }) => (concerns(object) || (old !== undefined && concerns(old)) ? [keyOf(object)] : []),
};

const concerns = (service: Service): boolean =>
  service.spec.type === 'LoadBalancer' || (service.status.loadBalancer?.ingress ?? []).length > 0;

const pools: Watch = { kind: IP_ADDRESS_POOL, keys: (_, view) => balancedKeys(view) };

/** MetalLB up to v0.12 is told its pools by a ConfigMap. */
export const configMaps: Watch<ConfigMap> = {
  kind: 'ConfigMap',
  keys: ({ object }, view) => (object.metadata.namespace === USUAL_NAMESPACE ? balancedKeys(view) : []),
};

/** All balanced services are due when a pod of MetalLB becomes ready, stops being it, comes or goes. */
export function podsOf(role: Role): Watch<Pod> {
  return {
    kind: 'Pod',
    keys: (change, view) => (isPodOf(change.object, role) && turned(change) ? balancedKeys(view) : []),
  };
}

function turned({ type, object, old }: ObjectChange<Pod>): boolean {
  return type !== 'MODIFIED' || old === undefined || isPodReady(object) !== isPodReady(old);
}

/**
 * MetalLB's controller (v0.13): gives LoadBalancer services addresses of the pools. Acts only while a Ready pod with the labels
 * app=metallb, component=controller runs beside the pools. A pool's serviceAllocation (v0.13.6) is not simulated.
 */
export const metallbController: Component = {
  name: 'metallb-controller',
  process: 'metallb-controller',
  scope: 'cluster',
  watches: [services, pools, configMaps, podsOf('controller')] as readonly Watch[],
  reconcile,
};

function reconcile(key: string, view: View, context: Context): Outcome {
  const inForce = poolsInForce(view);
  // Without a configuration the controller leaves everything as it is, and reads it again when there is one.
  const { error } = configurationOf(view);
  if (inForce === undefined || (inForce.length === 0 && error === undefined)) {
    return { writes: [], shared: null, memory: null };
  }
  const shared = (context.shared as Shared | undefined) ?? readStatuses(view);
  const { namespace = '', name } = splitKey(key);
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined || !isBalanced(service)) return release(key, service, shared);
  if (error !== undefined) return fail(key, service, shared, error, context);
  const wish = wishOf(key, service);
  const ip = ingressOf(service);
  if ('error' in wish) return fail(key, service, shared, wish.error, context);
  if (ip !== '' && mayKeep(inForce, shared.taken, wish, ip)) {
    return {
      writes: [],
      memory: null,
      shared: { ...settled(shared, key), taken: withAllocation(shared.taken, wish, ip) },
    };
  }
  const found = allocate(inForce, shared.taken, wish);
  if ('error' in found) return fail(key, service, shared, found.error, context);
  const event = {
    about: service,
    type: 'Normal',
    reason: 'IPAllocated',
    message: `Assigned IP ["${found.ip}"]`,
  } as const;
  return {
    writes: [setIngress(service, found.ip), { verb: 'event', event }],
    memory: null,
    shared: { ...settled(shared, key), taken: withAllocation(shared.taken, wish, found.ip) },
    ...(ip === '' ? {} : { signals: wake(shared, key) }),
  };
}

/** An address stays while its pool and the wish still allow it. */
function mayKeep(inForce: readonly IPAddressPool[], taken: Allocations, wish: Wish, ip: string): boolean {
  const pool = poolOf(inForce, ip);
  if (pool === undefined || clashAt(taken, wish, ip) !== undefined) return false;
  return (wish.ip === '' || wish.ip === ip) && (wish.pool === '' || wish.pool === pool.metadata.name);
}

/** The service is gone or no LoadBalancer any more. */
function release(key: string, service: Service | undefined, shared: Shared): Outcome {
  const had = allocationOf(shared.taken, key) !== undefined;
  const stale = service !== undefined && service.spec.type !== 'LoadBalancer' && ingressOf(service) !== '';
  return {
    writes: stale ? [setIngress(service, '')] : [],
    memory: null,
    shared: { ...settled(shared, key), taken: withoutAllocation(shared.taken, key) },
    ...(had ? { signals: wake(shared, key) } : {}),
  };
}

/** Without an address; the Event is recorded once for each reason. */
function fail(key: string, service: Service, shared: Shared, error: string, context: Context): Outcome {
  const message = `Failed to allocate IP for "${key}": ${error}`;
  const had = allocationOf(shared.taken, key) !== undefined;
  const event: Write = {
    verb: 'event',
    event: { about: service, type: 'Warning', reason: 'AllocationFailed', message },
  };
  return {
    writes: [
      ...(ingressOf(service) === '' ? [] : [setIngress(service, '')]),
      ...(context.memory === message ? [] : [event]),
    ],
    memory: message,
    shared: {
      taken: withoutAllocation(shared.taken, key),
      waiting: [...new Set([...shared.waiting, key])].sort(),
    },
    ...(had ? { signals: wake(shared, key) } : {}),
  };
}

const settled = (shared: Shared, key: string): Shared => ({
  ...shared,
  waiting: shared.waiting.filter((other) => other !== key),
});

function wake({ waiting }: Shared, but: string): Outcome['signals'] & object {
  return waiting.filter((key) => key !== but).map((key) => ({ component: 'metallb-controller', key }));
}

function ingressOf({ status }: Service): string {
  return status.loadBalancer?.ingress?.[0]?.ip ?? '';
}

function setIngress({ metadata: { namespace, name } }: Service, ip: string): Write {
  const patch = { status: { loadBalancer: { ingress: ip === '' ? null : [{ ip }] } } };
  return { verb: 'patch', kind: 'Service', namespace, name, type: 'merge', subresource: 'status', patch };
}

/** After a restart the controller first takes note of what everybody has. */
function readStatuses(view: View): Shared {
  let taken = NO_ALLOCATIONS;
  for (const service of view.list<Service>('Service')) {
    const ip = ingressOf(service);
    if (ip === '' || !isBalanced(service)) continue;
    const wish = wishOf(keyOf(service), service);
    if (!('error' in wish)) taken = withAllocation(taken, wish, ip);
  }
  return { taken, waiting: [] };
}
