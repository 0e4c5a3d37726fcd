import { compileSelector } from '../../api/labels.ts';
import type { Namespace, NetworkPolicy, Pod } from '../../kinds/types.ts';
import { type Fabric, nodeWithAddress, podName } from '../fabric.ts';
import { blockHolds } from '../ipv4.ts';

/** One end of a connection as the policies see it (after the service proxy chose an endpoint). */
export interface Party {
  readonly address: string;
  /** Absent: a node, a pod of the host's network, or something outside. */
  readonly pod?: Pod;
}

export interface Flow {
  readonly from: Party;
  readonly to: Party;
  /** ICMP has no port: rules that name ports do not let it pass. */
  readonly protocol: 'TCP' | 'UDP' | 'ICMP';
  readonly port: number;
}

type Spec = NetworkPolicy['spec'];
type IngressRule = NonNullable<Spec['ingress']>[number];
type Peer = NonNullable<IngressRule['from']>[number];
type Port = NonNullable<IngressRule['ports']>[number];

interface Rule {
  readonly peers: readonly Peer[];
  readonly ports: readonly Port[];
}

/**
 * Why network policies drop a flow, or undefined where they let it pass. Pods that no policy selects for a direction are open in it; a
 * selected one gets what any of its policies allows. What comes from a pod's own node always passes, replies always do (Calico).
 */
export function policyAgainst(fabric: Fabric, flow: Flow): string | undefined {
  return egressAgainst(fabric, flow) ?? ingressAgainst(fabric, flow);
}

/** Only the sender's side, for a flow whose endpoint another node is going to choose. */
export function egressAgainst(fabric: Fabric, flow: Flow): string | undefined {
  const { pod } = flow.from;
  if (pod === undefined) return undefined;
  return against(fabric, flow, pod, 'Egress', flow.to);
}

export function ingressAgainst(fabric: Fabric, flow: Flow): string | undefined {
  const { pod } = flow.to;
  if (pod === undefined) return undefined;
  const sender = flow.from.pod === undefined ? nodeWithAddress(fabric, flow.from.address) : undefined;
  if (sender !== undefined && sender.name === pod.spec.nodeName) return undefined;
  return against(fabric, flow, pod, 'Ingress', flow.from);
}

function against(
  fabric: Fabric,
  flow: Flow,
  pod: Pod,
  direction: 'Ingress' | 'Egress',
  other: Party,
): string | undefined {
  const selecting = policiesOf(fabric, pod, direction);
  if (selecting.length === 0) return undefined;
  const allowed = selecting.some((policy) =>
    rulesOf(policy, direction).some(
      ({ peers, ports }) => portMatches(ports, flow) && peersMatch(fabric, peers, other, policy),
    ),
  );
  if (allowed) return undefined;
  const names = selecting.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`).join(', ');
  const what = flow.protocol === 'ICMP' ? 'ICMP' : `${flow.protocol} port ${flow.port}`;
  return `network policy ${names} does not let ${partyText(flow.from)} reach ${partyText(flow.to)} on ${what}`;
}

function policiesOf(fabric: Fabric, pod: Pod, direction: 'Ingress' | 'Egress'): readonly NetworkPolicy[] {
  return fabric.view.list<NetworkPolicy>('NetworkPolicy', pod.metadata.namespace ?? '').filter(({ spec }) => {
    if (!typesOf(spec).includes(direction)) return false;
    return compileSelector(spec.podSelector ?? {})(pod.metadata.labels);
  });
}

/** Absent types: Ingress, and Egress where there are egress rules. */
function typesOf({ policyTypes = [], egress = [] }: Spec): readonly string[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function rulesOf({ spec }: NetworkPolicy, direction: 'Ingress' | 'Egress'): readonly Rule[] {
  if (direction === 'Ingress') return (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }));
  return (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }));
}

/** No peers: everybody. */
function peersMatch(fabric: Fabric, peers: readonly Peer[], party: Party, policy: NetworkPolicy): boolean {
  return peers.length === 0 || peers.some((peer) => peerMatches(fabric, peer, party, policy));
}

function peerMatches(fabric: Fabric, peer: Peer, party: Party, policy: NetworkPolicy): boolean {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    const excepted = (ipBlock.except ?? []).some((block) => blockHolds(block, party.address));
    return blockHolds(ipBlock.cidr, party.address) && !excepted;
  }
  if (party.pod === undefined) return false;
  const { namespace = '', labels } = party.pod.metadata;
  if (namespaceSelector === undefined && namespace !== policy.metadata.namespace) return false;
  if (namespaceSelector !== undefined) {
    const space = fabric.view.get<Namespace>('Namespace', undefined, namespace);
    if (space === undefined || !compileSelector(namespaceSelector)(space.metadata.labels)) return false;
  }
  return podSelector === undefined || compileSelector(podSelector)(labels);
}

/** No ports: all of them. A named port is the receiving pod's. */
function portMatches(ports: readonly Port[], { protocol, port, to }: Flow): boolean {
  if (ports.length === 0) return true;
  return ports.some((rule) => {
    if ((rule.protocol ?? 'TCP') !== protocol) return false;
    if (rule.port === undefined) return true;
    if (typeof rule.port === 'string') return namedPort(to.pod, rule.port, protocol) === port;
    return port >= rule.port && port <= (rule.endPort ?? rule.port);
  });
}

function namedPort(pod: Pod | undefined, name: string, protocol: string): number | undefined {
  const ports = pod?.spec.containers.flatMap((container) => container.ports ?? []) ?? [];
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

function partyText({ pod, address }: Party): string {
  return pod === undefined ? address : `pod ${podName(pod)}`;
}
