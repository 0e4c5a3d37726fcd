import type { HttpTarget, Service, Source } from '../../engine/index.ts';
import type { SeatrialWorld } from '../world.ts';

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** The service that a request means: by its cluster IP or external address, by a node's port, or by its name as DNS has it. */
export function serviceAt(world: SeatrialWorld, source: Source, target: HttpTarget): ServiceName | undefined {
  const { view, topology } = world.cluster;
  const { host, port } = target;
  const isNode = topology.nodes.some(({ address, name }) => address === host || name === host);
  const found = view
    .list<Service>('Service')
    .find((service) => (isNode ? hasNodePort(service, port) : hasAddress(service, host)));
  if (found !== undefined) return { namespace: found.metadata.namespace ?? '', name: found.metadata.name };
  if (isNode || /^[\d.]+$/.test(host)) return undefined;
  const [name = '', namespace = source.from === 'pod' ? source.namespace : world.namespace, kind = 'svc'] =
    host.split('.');
  return kind === 'svc' ? { namespace, name } : undefined;
}

function hasNodePort({ spec }: Service, port: number): boolean {
  return (spec.ports ?? []).some(({ nodePort }) => nodePort === port);
}

function hasAddress({ spec, status }: Service, host: string): boolean {
  return spec.clusterIP === host || (status.loadBalancer?.ingress ?? []).some(({ ip }) => ip === host);
}
