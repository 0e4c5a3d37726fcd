import type { View } from '../../component/view.ts';
import { hasClusterIP, ingressAddresses } from '../../kinds/core/service-facts.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';

export interface ProxyEndpoint {
  readonly address: string;
  readonly port: number;
  readonly node: string;
}

export interface ProxyPort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  /** 0: none. */
  readonly nodePort: number;
  /** Ready endpoints, sorted by address and port. */
  readonly endpoints: readonly ProxyEndpoint[];
}

/** What a kube-proxy programs for one service: plain data. */
export interface ServiceRules {
  /** `namespace/name`. */
  readonly key: string;
  readonly clusterIPs: readonly string[];
  readonly externalIPs: readonly string[];
  readonly loadBalancerIPs: readonly string[];
  /** Who may use the load balancer's addresses; empty: everybody. */
  readonly sourceRanges: readonly string[];
  /** Seconds that a client stays with its endpoint; 0: no affinity. */
  readonly affinitySeconds: number;
  readonly externalLocal: boolean;
  readonly internalLocal: boolean;
  readonly ports: readonly ProxyPort[];
}

const DEFAULT_AFFINITY_SECONDS = 10_800;
const OTHER_PROXY = 'service.kubernetes.io/service-proxy-name';

/**
 * The rules of a service, or undefined where kube-proxy has nothing to do: the service is gone, headless, an ExternalName, or another
 * proxy's (proxy/iptables, v1.25). Topology hints are not simulated: every ready endpoint takes part.
 */
export function rulesOf(view: View, namespace: string, name: string): ServiceRules | undefined {
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined || !hasClusterIP(service)) return undefined;
  if (service.metadata.labels?.[OTHER_PROXY] !== undefined) return undefined;
  const { spec } = service;
  const slices = view.by<EndpointSlice>('EndpointSlice', 'service', `${namespace}/${name}`);
  return {
    key: `${namespace}/${name}`,
    clusterIPs: spec.clusterIPs ?? [spec.clusterIP ?? ''],
    externalIPs: spec.externalIPs ?? [],
    loadBalancerIPs: spec.type === 'LoadBalancer' ? ingressAddresses(service) : [],
    sourceRanges: spec.loadBalancerSourceRanges ?? [],
    affinitySeconds: affinitySeconds(service),
    externalLocal: spec.type !== 'ClusterIP' && spec.externalTrafficPolicy === 'Local',
    internalLocal: spec.internalTrafficPolicy === 'Local',
    ports: (spec.ports ?? []).map((port) => ({
      name: port.name ?? '',
      protocol: port.protocol ?? 'TCP',
      port: port.port,
      nodePort: spec.type === 'ClusterIP' ? 0 : (port.nodePort ?? 0),
      endpoints: endpointsOf(slices, port.name ?? '', port.protocol ?? 'TCP'),
    })),
  };
}

function affinitySeconds({ spec }: Service): number {
  if (spec.sessionAffinity !== 'ClientIP') return 0;
  return spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS;
}

/** Ready endpoints of a service's port; an unknown readiness counts as ready (discovery/v1). */
function endpointsOf(slices: readonly EndpointSlice[], name: string, protocol: string): readonly ProxyEndpoint[] {
  const found = new Map<string, Target>();
  for (const slice of slices) {
    const port = slice.ports?.find((one) => (one.name ?? '') === name && (one.protocol ?? 'TCP') === protocol)?.port;
    if (port === undefined) continue;
    for (const endpoint of slice.endpoints ?? []) {
      if (endpoint.addresses[0] === undefined || endpoint.conditions?.ready === false) continue;
      const target = targetOf(endpoint, endpoint.addresses[0], port);
      found.set(target.key, target);
    }
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map((target) => target.endpoint);
}

interface Target {
  /** `address:port`. */
  readonly key: string;
  readonly endpoint: ProxyEndpoint;
}

/** What was last made of a slice's endpoint: slices are read again with each change of one of their endpoints. */
const targets = new WeakMap<object, Target>();

function targetOf(endpoint: EndpointSlice['endpoints'][number], address: string, port: number): Target {
  const known = targets.get(endpoint);
  if (known?.endpoint.port === port) return known;
  const made: Target = { key: `${address}:${port}`, endpoint: { address, port, node: endpoint.nodeName ?? '' } };
  targets.set(endpoint, made);
  return made;
}

/** How many addresses stand behind a service. */
export function endpointCount(rules: ServiceRules | undefined): number {
  return new Set((rules?.ports ?? []).flatMap(({ endpoints }) => endpoints.map(({ address }) => address))).size;
}
