import type { View } from '../../component/view.ts';
import { hasClusterIP, ingressAddresses } from '../../kinds/core/service-facts.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';
import { areDistinct, type Ready, readyBehind } from './ready.ts';

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

/** What rules were made of. */
interface Making {
  readonly service: Service;
  /** By port. */
  readonly ready: readonly Ready[];
}

/** Rules are immutable and tell their making for as long as anybody has them; nothing can be stale in it. */
const makings = new WeakMap<ServiceRules, Making>();

/**
 * The rules of a service, or undefined where kube-proxy has nothing to do: the service is gone, headless, an ExternalName, or another
 * proxy's (proxy/iptables, v1.25). Topology hints are not simulated: every ready endpoint takes part. `before`: the service's rules of an
 * earlier time, from which these can be made with less work.
 */
export function rulesOf(view: View, namespace: string, name: string, before?: ServiceRules): ServiceRules | undefined {
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined || !hasClusterIP(service)) return undefined;
  if (service.metadata.labels?.[OTHER_PROXY] !== undefined) return undefined;
  const making = before && makings.get(before);
  const known = making?.service === service ? making : undefined;
  const slices = view.by<EndpointSlice>('EndpointSlice', 'service', `${namespace}/${name}`);
  const ready = (service.spec.ports ?? []).map((port, i) =>
    readyBehind(slices, port.name ?? '', port.protocol ?? 'TCP', known?.ready[i]),
  );
  const base = before !== undefined && known !== undefined ? before : plainRules(service, `${namespace}/${name}`);
  const ports = base.ports.map((port, i) => ({ ...port, endpoints: ready[i]?.endpoints ?? NONE }));
  const rules = { ...base, ports };
  makings.set(rules, { service, ready });
  return rules;
}

const NONE: readonly ProxyEndpoint[] = [];

/** All but the endpoints. */
function plainRules(service: Service, key: string): ServiceRules {
  const { spec } = service;
  return {
    key,
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
      endpoints: NONE,
    })),
  };
}

function affinitySeconds({ spec }: Service): number {
  if (spec.sessionAffinity !== 'ClientIP') return 0;
  return spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS;
}

/** How many addresses stand behind a service. */
export function endpointCount(rules: ServiceRules | undefined): number {
  if (rules === undefined) return 0;
  const [only, another] = makings.get(rules)?.ready ?? [];
  if (only !== undefined && another === undefined && areDistinct(only)) return only.endpoints.length;
  return new Set(rules.ports.flatMap(({ endpoints }) => endpoints.map(({ address }) => address))).size;
}
