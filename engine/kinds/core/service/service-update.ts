import { semanticEqual } from '../../../api/equality.ts';
import type { Service, ServicePort } from '../../types.ts';
import { needsClusterIP, needsHealthCheckNodePort, needsNodePorts } from '../service-facts.ts';

type ServiceSpec = Service['spec'];

/**
 * What an update keeps of the old service and what it drops (svcStrategy.PrepareForUpdate, v1.25): allocated values that the new one
 * does not mention stay, and those that the new type has no use for go, if the user did not touch them.
 */
export function carryOver(service: Service, old: Service): Service {
  const kept = keepAllocated({ ...service, status: old.status }, old);
  return dropUnneeded(followClusterIP(kept, old), old);
}

const withSpec = (service: Service, spec: Partial<ServiceSpec>): Service => ({
  ...service,
  spec: { ...service.spec, ...spec },
});

/** patchAllocatedValues. */
function keepAllocated(service: Service, old: Service): Service {
  const address = keepAddress(service, old);
  const ports = keepNodePorts(address, old);
  const { healthCheckNodePort } = old.spec;
  const keepsHealth =
    needsHealthCheckNodePort(old) &&
    needsHealthCheckNodePort(ports) &&
    ports.spec.healthCheckNodePort === undefined &&
    healthCheckNodePort !== undefined;
  return keepsHealth ? withSpec(ports, { healthCheckNodePort }) : ports;
}

function keepAddress(service: Service, old: Service): Service {
  if (!needsClusterIP(old) || !needsClusterIP(service)) return service;
  const { clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy } = old.spec;
  const address = service.spec.clusterIP ?? clusterIP;
  const given = service.spec.clusterIPs;
  return withSpec(service, {
    ...(ipFamilies === undefined ? {} : { ipFamilies: service.spec.ipFamilies ?? ipFamilies }),
    ...(ipFamilyPolicy === undefined ? {} : { ipFamilyPolicy: service.spec.ipFamilyPolicy ?? ipFamilyPolicy }),
    ...(address === undefined ? {} : { clusterIP: address }),
    ...(given === undefined && address === clusterIP && clusterIPs !== undefined ? { clusterIPs } : {}),
  });
}

function keepNodePorts(service: Service, old: Service): Service {
  const { ports } = service.spec;
  if (ports === undefined || !needsNodePorts(old) || !needsNodePorts(service)) return service;
  const before = new Map((old.spec.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort]));
  const used = new Set(ports.flatMap(({ nodePort = 0 }) => (nodePort === 0 ? [] : [nodePort])));
  const kept = ports.map((port): ServicePort => {
    const nodePort = port.nodePort ?? before.get(port.name ?? '');
    return nodePort === undefined || (port.nodePort === undefined && used.has(nodePort)) ? port : { ...port, nodePort };
  });
  return withSpec(service, { ports: kept });
}

/** Old clients change `clusterIP` and know nothing of `clusterIPs` (NormalizeClusterIPs). */
function followClusterIP(service: Service, old: Service): Service {
  const { clusterIP, clusterIPs } = service.spec;
  const isChanged = clusterIP !== undefined && clusterIP !== old.spec.clusterIP;
  if (!isChanged || !semanticEqual(clusterIPs, old.spec.clusterIPs)) return service;
  return withSpec(service, { clusterIPs: [clusterIP, ...(clusterIPs ?? []).slice(1)] });
}

/** dropTypeDependentFields. */
function dropUnneeded(service: Service, old: Service): Service {
  const gone: (keyof ServiceSpec)[] = [];
  const drop = (isUnneeded: boolean, ...fields: readonly (keyof ServiceSpec)[]): void => {
    if (isUnneeded && fields.every((field) => semanticEqual(service.spec[field], old.spec[field])))
      gone.push(...fields);
  };
  const isOutside = ({ spec }: Service): boolean => spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const isBalanced = ({ spec }: Service): boolean => spec.type === 'LoadBalancer';
  drop(needsClusterIP(old) && !needsClusterIP(service), 'clusterIP', 'clusterIPs');
  drop(needsHealthCheckNodePort(old) && !needsHealthCheckNodePort(service), 'healthCheckNodePort');
  drop(isOutside(old) && !isOutside(service), 'externalTrafficPolicy');
  drop(isBalanced(old) && !isBalanced(service), 'allocateLoadBalancerNodePorts');
  drop(isBalanced(old) && !isBalanced(service), 'loadBalancerClass');
  drop(needsClusterIP(old) && !needsClusterIP(service), 'internalTrafficPolicy');
  const spec = Object.fromEntries(
    Object.entries(service.spec).filter(([field]) => !gone.includes(field as keyof ServiceSpec)),
  ) as ServiceSpec;
  return { ...service, spec: dropNodePorts(spec, service, old) };
}

function dropNodePorts(spec: ServiceSpec, service: Service, old: Service): ServiceSpec {
  const numbers = ({ spec: { ports = [] } }: Service): readonly number[] => ports.map(({ nodePort = 0 }) => nodePort);
  const unneeded = needsNodePorts(old) && !needsNodePorts(service);
  if (!unneeded || spec.ports === undefined || !semanticEqual(numbers(service), numbers(old))) return spec;
  return { ...spec, ports: spec.ports.map(({ nodePort: _port, ...port }) => port) };
}
