import { omitZero, withDefaults, without } from '../../omit.ts';
import type { Service, ServicePort } from '../../types.ts';

type ServiceSpec = Service['spec'];

/** How long ClientIP affinity remembers a client: three hours. */
const AFFINITY_SECONDS = 10_800;

const OMITTED = [
  'clusterIP',
  'clusterIPs',
  'externalIPs',
  'externalName',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'ipFamilies',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
  'ports',
  'publishNotReadyAddresses',
  'selector',
] as const;

/** SetDefaults_Service, v1.25. Addresses and node ports are the strategy's (service-allocation.ts). */
export function serviceDefaults(service: Service): Service {
  const spec = omitZero((service as Partial<Service>).spec ?? {}, OMITTED);
  const { type = 'ClusterIP', sessionAffinity = 'None', ports } = spec;
  const isOutside = type === 'NodePort' || type === 'LoadBalancer';
  const { sessionAffinityConfig: config, ...others } = spec;
  // Once given to names outside by mistake, it is dropped when they are read (v1.25).
  const rest = type === 'ExternalName' ? without(others, ['internalTrafficPolicy']) : others;
  const defaulted: ServiceSpec = {
    ...withDefaults<ServiceSpec>(rest, {
      type,
      sessionAffinity,
      ...(isOutside ? { externalTrafficPolicy: 'Cluster' } : {}),
      ...(isOutside || type === 'ClusterIP' ? { internalTrafficPolicy: 'Cluster' } : {}),
      ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
    }),
    ...(ports === undefined ? {} : { ports: ports.map(portDefaults) }),
    ...(sessionAffinity === 'ClientIP'
      ? {
          sessionAffinityConfig: { clientIP: { timeoutSeconds: config?.clientIP?.timeoutSeconds ?? AFFINITY_SECONDS } },
        }
      : {}),
  };
  return { ...service, spec: defaulted };
}

function portDefaults(given: ServicePort): ServicePort {
  const port = omitZero(given, ['name', 'nodePort', 'targetPort']);
  return withDefaults(port, { protocol: 'TCP', targetPort: port.port });
}
