import type { KindContext } from '../../../api/kind.ts';
import { internalError } from '../../../api/status-error.ts';
import type { Service, ServicePort } from '../../types.ts';
import { isHeadless, needsClusterIP, needsHealthCheckNodePort, needsNodePorts } from '../service-facts.ts';
import { nextAddress, nextNodePort, SERVICE_NETWORK } from './address-range.ts';

type ServiceSpec = Service['spec'];
type Lookup = Pick<KindContext, 'by' | 'dryRun' | 'random'>;

/** Before the first port that a dry run makes up (portallocator/operation.go, v1.25). */
const BEFORE_DUMMY_PORTS = 32_768;

/** Another service than `service` that holds `value` in an index. */
export function isTakenBy(context: Pick<KindContext, 'by'>, service: Service, index: string, value: string): boolean {
  const { namespace, name } = service.metadata;
  return context
    .by<Service>('Service', index, value)
    .some(({ metadata }) => metadata.namespace !== namespace || metadata.name !== name);
}

/** Gives a service what it needs and has not got: families, a cluster address, ports on the nodes (alloc.go, v1.25). */
export function allocate(service: Service, context: Lookup): Service {
  const addressed = withAddress(withClusterIPs(service), context);
  const familiar = withFamilies(addressed);
  return withHealthCheckPort(withNodePorts(familiar, context), context);
}

/** `clusterIP` and the first of `clusterIPs` are the same thing in two places. */
function withClusterIPs(service: Service): Service {
  const { clusterIP = '', clusterIPs = [] } = service.spec;
  return clusterIP !== '' && clusterIPs.length === 0 ? changed(service, { clusterIPs: [clusterIP] }) : service;
}

const changed = (service: Service, spec: Partial<ServiceSpec>): Service => ({
  ...service,
  spec: { ...service.spec, ...spec },
});

function withAddress(service: Service, context: Lookup): Service {
  const { clusterIP = '', clusterIPs = [] } = service.spec;
  if (!needsClusterIP(service) || clusterIP !== '' || clusterIPs.length > 0) return service;
  // There is no address of that family to give; validation says so.
  if (service.spec.ipFamilies?.[0] === 'IPv6') return service;
  const isTaken = (address: string): boolean => isTakenBy(context, service, 'clusterIP', address);
  const address = context.dryRun ? SERVICE_NETWORK : nextAddress((bound) => context.random(bound), isTaken);
  if (address === undefined) throw internalError('failed to allocate a serviceIP: range is full');
  return changed(service, { clusterIP: address, clusterIPs: [address] });
}

/** This cluster has IPv4 only; a headless service without selector may hold addresses of any family. */
function withFamilies(service: Service): Service {
  if (!needsClusterIP(service)) {
    const { ipFamilies: _families, ipFamilyPolicy: _policy, ...spec } = service.spec;
    return { ...service, spec };
  }
  const isOpen = isHeadless(service) && Object.keys(service.spec.selector ?? {}).length === 0;
  const { ipFamilyPolicy = isOpen ? 'RequireDualStack' : 'SingleStack', ipFamilies } = service.spec;
  const families = isOpen && ipFamilyPolicy !== 'SingleStack' ? ['IPv4', 'IPv6'] : ['IPv4'];
  return changed(service, { ipFamilyPolicy, ipFamilies: ipFamilies ?? families });
}

function withNodePorts(service: Service, context: Lookup): Service {
  const { ports } = service.spec;
  if (ports === undefined || !needsNodePorts(service)) return service;
  const chosen = new Set(ports.flatMap(({ nodePort = 0 }) => (nodePort === 0 ? [] : [nodePort])));
  const byPort = new Map<number, number>();
  const allocated = ports.map((port): ServicePort => {
    const nodePort = port.nodePort ?? byPort.get(port.port) ?? freeNodePort(service, context, chosen);
    chosen.add(nodePort);
    if (!byPort.has(port.port)) byPort.set(port.port, nodePort);
    return { ...port, nodePort };
  });
  return changed(service, { ports: allocated });
}

function freeNodePort(service: Service, context: Lookup, chosen: ReadonlySet<number>): number {
  if (context.dryRun) return 1 + (chosen.size === 0 ? BEFORE_DUMMY_PORTS : Math.max(...chosen));
  const isTaken = (port: number): boolean => chosen.has(port) || isTakenBy(context, service, 'nodePort', String(port));
  const port = nextNodePort((bound) => context.random(bound), isTaken);
  if (port === undefined) throw internalError('failed to allocate a nodePort: range is full');
  return port;
}

function withHealthCheckPort(service: Service, context: Lookup): Service {
  if (!needsHealthCheckNodePort(service) || (service.spec.healthCheckNodePort ?? 0) !== 0) return service;
  const chosen = new Set((service.spec.ports ?? []).flatMap(({ nodePort = 0 }) => [nodePort]));
  return changed(service, { healthCheckNodePort: freeNodePort(service, context, chosen) });
}
