import type { Pod, Service } from '../types.ts';

/** ClusterIP, NodePort and LoadBalancer services have a cluster address (or 'None'); ExternalName ones do not. */
export function needsClusterIP(service: Service): boolean {
  return service.spec.type !== 'ExternalName';
}

export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None';
}

/** Has a cluster address that the proxies serve. */
export function hasClusterIP(service: Service): boolean {
  return needsClusterIP(service) && !isHeadless(service) && (service.spec.clusterIP ?? '') !== '';
}

/** Whether its ports are open on every node: LoadBalancer services may opt out. */
export function needsNodePorts(service: Service): boolean {
  const { type, allocateLoadBalancerNodePorts = true } = service.spec;
  return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts);
}

/** Only LoadBalancer services that keep traffic on the node have a port for the balancer's health check. */
export function needsHealthCheckNodePort(service: Service): boolean {
  return service.spec.type === 'LoadBalancer' && service.spec.externalTrafficPolicy === 'Local';
}

/** The service's selector matches the pod's labels; a service without selector selects nothing. */
export function selects(service: Service, pod: Pod): boolean {
  const pairs = Object.entries(service.spec.selector ?? {});
  if (pairs.length === 0 || service.metadata.namespace !== pod.metadata.namespace) return false;
  return pairs.every(([key, value]) => pod.metadata.labels?.[key] === value);
}

/** The addresses a load balancer gave, as shown: sorted, each once. */
export function ingressAddresses(service: Service): readonly string[] {
  const ingress = service.status.loadBalancer?.ingress ?? [];
  const addresses = ingress
    .map(({ ip = '', hostname = '' }) => (ip === '' ? hostname : ip))
    .filter((text) => text !== '');
  return [...new Set(addresses)].sort();
}
