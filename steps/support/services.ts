import type { Endpoints, Service } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';
import { addressCauses } from './causes/spread.ts';
import type { Expectation } from './expect.ts';

/** Ready addresses behind a service. */
export function endpointCount(world: SeatrialWorld, name: string, count: number): Expectation {
  const { view } = world.cluster;
  const { namespace } = world;
  return {
    what: `endpoints of service "${name}"`,
    expected: `${count}`,
    unlike: () => {
      const subsets = view.get<Endpoints>('Endpoints', namespace, name)?.subsets ?? [];
      const addresses = subsets.flatMap((subset) => subset.addresses ?? []);
      return addresses.length === count
        ? undefined
        : `${addresses.length}: ${addresses.map(({ ip }) => ip).join(', ')}`;
    },
    about: { namespace, name, kind: 'Service' },
  };
}

/** The address that a load balancer gave; undefined: none has been given. */
export function externalAddress(world: SeatrialWorld, name: string, address: string | undefined): Expectation {
  const { view } = world.cluster;
  const { namespace } = world;
  return {
    what: `external address of service "${name}"`,
    expected: address ?? '<pending>',
    unlike: () => {
      const service = view.get<Service>('Service', namespace, name);
      if (service === undefined) return 'there is no such service';
      const found = service.status.loadBalancer?.ingress?.[0]?.ip;
      return found === address ? undefined : (found ?? '<pending>');
    },
    why: () => addressCauses(world.cluster, namespace, name, address)[0],
    about: { namespace, name, kind: 'Service' },
  };
}
