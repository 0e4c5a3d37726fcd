import {
  type Fabric,
  type NetworkNode,
  nodeAddress,
  nodeNamed,
  nodeWithAddress,
  podName,
  podWithAddress,
} from '../fabric.ts';
import { blockHolds } from '../ipv4.ts';
import { announcerOf } from '../loadbalancer/announce.ts';
import type { ServiceRules } from '../proxy/rules.ts';
import { atNodePort, servicesAt } from '../proxy/table.ts';
import { balance, type Meeting } from './balance.ts';
import type { Origin } from './origin.ts';
import { isRefusal, type Opened, type Refusal } from './outcome.ts';
import { egressAgainst, type Flow, ingressAgainst, type Party } from './policy.ts';

export interface Destination {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Opens a new connection from `origin`: through its node's rules, or from outside through those of the node that it arrives at. */
export function open(fabric: Fabric, origin: Origin, to: Destination): Opened | Refusal {
  if (blockHolds('127.0.0.0/8', to.address)) return toLoopback(fabric, origin, to);
  const node = nodeWithAddress(fabric, to.address);
  if (origin.node === '') return fromOutside(fabric, origin, to, node);
  const met = serviceFor(fabric, origin, to, origin.node, node !== undefined);
  if (met !== undefined) return isRefusal(met) ? met : throughService(fabric, met, to);
  if (node !== undefined) return toNode(fabric, origin, to, node);
  if (blockHolds(fabric.serviceNetwork, to.address)) {
    return { outcome: 'timeout', why: `no service has the cluster IP ${to.address} on node ${origin.node}` };
  }
  return deliver(fabric, origin, to, origin.address);
}

function fromOutside(fabric: Fabric, origin: Origin, to: Destination, node: NetworkNode | undefined): Opened | Refusal {
  if (node !== undefined) {
    if (!node.up) return isDown(node.name);
    const met = serviceFor(fabric, origin, to, node.name, true);
    if (met !== undefined) return isRefusal(met) ? met : throughService(fabric, met, to);
    return toNode(fabric, origin, to, node);
  }
  if (blockHolds(fabric.podNetwork, to.address)) {
    return { outcome: 'timeout', why: `${to.address} is a pod's address: reachable only from inside the cluster` };
  }
  if (blockHolds(fabric.serviceNetwork, to.address)) {
    return { outcome: 'timeout', why: `${to.address} is a cluster IP: reachable only from inside the cluster` };
  }
  return toAnnounced(fabric, origin, to);
}

/** A load balancer's address from outside: the node that announces it takes the connection. */
function toAnnounced(fabric: Fabric, origin: Origin, to: Destination): Opened | Refusal {
  const holders = servicesAt(fabric.tableOf(''), to.address);
  const balanced = holders.filter(({ loadBalancerIPs }) => loadBalancerIPs.includes(to.address));
  const holder = balanced[0];
  if (holder === undefined) {
    const external = holders[0];
    if (external === undefined)
      return { outcome: 'unreachable', why: `nothing in the cluster has the address ${to.address}` };
    return {
      outcome: 'unreachable',
      why: `no node announces the external IP ${to.address} of service ${external.key}`,
    };
  }
  const winner = balanced.map(({ key }) => announcerOf(fabric, key, to.address)).find((one) => one.node !== undefined);
  if (winner?.node === undefined) {
    return { outcome: 'unreachable', why: announcerOf(fabric, holder.key, to.address).why };
  }
  const met = serviceFor(fabric, origin, to, winner.node, false);
  if (met === undefined) {
    return {
      outcome: 'timeout',
      why: `node ${winner.node} announces ${to.address}, but its kube-proxy has no rules for it`,
    };
  }
  return isRefusal(met) ? met : throughService(fabric, met, to);
}

/** The rules of `node` for an address of a service; an address that is also a node's may have ports of its own. */
function serviceFor(
  fabric: Fabric,
  origin: Origin,
  to: Destination,
  node: string,
  isNodeAddress: boolean,
): Meeting | Refusal | undefined {
  const services = servicesAt(fabric.tableOf(node), to.address);
  const first = services[0];
  if (first === undefined) return undefined;
  for (const rules of services) {
    const port = rules.ports.find((one) => one.port === to.port && one.protocol === to.protocol);
    if (port !== undefined) return { rules, port, node, by: frontOf(rules, to.address), origin };
  }
  if (isNodeAddress) return undefined;
  return { outcome: 'timeout', why: `service ${first.key} has no ${to.protocol} port ${to.port}` };
}

function frontOf({ clusterIPs, loadBalancerIPs }: ServiceRules, address: string): Meeting['by'] {
  if (clusterIPs.includes(address)) return 'clusterIP';
  return loadBalancerIPs.includes(address) ? 'loadBalancerIP' : 'externalIP';
}

function throughService(fabric: Fabric, meeting: Meeting, to: Destination): Opened | Refusal {
  const chosen = balance(fabric, meeting);
  if (isRefusal(chosen)) return chosen;
  const { address, port } = chosen.endpoint;
  return deliver(fabric, meeting.origin, { address, port, protocol: to.protocol }, chosen.clientIP, meeting.node);
}

/** A node's own address: a node port there, or a process in the host's network. */
function toNode(fabric: Fabric, origin: Origin, to: Destination, node: NetworkNode): Opened | Refusal {
  if (!node.up) return isDown(node.name);
  const found = atNodePort(fabric.tableOf(node.name), to.protocol, to.port);
  if (found === undefined) return deliver(fabric, origin, to, leaving(fabric, origin, node.name));
  const { rules, port } = found;
  if (origin.node !== node.name) {
    const denied = egressAgainst(fabric, { ...flowOf(origin, to), to: { address: to.address } });
    if (denied !== undefined) return { outcome: 'timeout', why: denied };
  }
  const address = leaving(fabric, origin, node.name);
  // With its node's address a pod is no longer known as a pod.
  const from = address === origin.address ? origin : { node: origin.node, address, label: origin.label };
  return throughService(fabric, { rules, port, node: node.name, by: 'nodePort', origin: from }, to);
}

/** Calico gives a pod's packets their node's address when they leave the pod network for another machine. */
function leaving(fabric: Fabric, origin: Origin, toNodeName: string): string {
  if (origin.pod === undefined || origin.node === toNodeName) return origin.address;
  return nodeAddress(fabric, origin.node);
}

function toLoopback(fabric: Fabric, origin: Origin, to: Destination): Opened | Refusal {
  if (origin.node === '')
    return { outcome: 'refused', why: `nothing listens on port ${to.port} of the machine outside` };
  const own = { ...to, address: origin.address };
  const node = nodeWithAddress(fabric, origin.address);
  if (origin.pod === undefined && node !== undefined) return toNode(fabric, origin, own, node);
  return listen(fabric, own, '127.0.0.1');
}

/** The last part of the way: policies, the machine of the endpoint, and who listens there. */
function deliver(fabric: Fabric, origin: Origin, to: Destination, clientIP: string, balancedOn = ''): Opened | Refusal {
  const pod = podWithAddress(fabric, to.address);
  const party: Party = pod === undefined ? { address: to.address } : { address: to.address, pod };
  const flow: Flow = { ...flowOf(origin, to), to: party };
  if (origin.address !== to.address) {
    const chosenElsewhere = balancedOn !== '' && balancedOn !== origin.node;
    // Policies are applied where the endpoint runs: before that very node's masquerade, after any other's.
    const masqueradedBefore = clientIP !== origin.address && balancedOn !== pod?.spec.nodeName;
    const masked: Flow = masqueradedBefore ? { ...flow, from: { address: clientIP } } : flow;
    const denied = (chosenElsewhere ? undefined : egressAgainst(fabric, flow)) ?? ingressAgainst(fabric, masked);
    if (denied !== undefined) return { outcome: 'timeout', why: denied };
  }
  const nodeName = pod?.spec.nodeName ?? nodeWithAddress(fabric, to.address)?.name;
  const down = nodeName === undefined ? undefined : nodeNamed(fabric, nodeName);
  if (down?.up === false) return isDown(down.name, pod === undefined ? undefined : podName(pod));
  return listen(fabric, to, clientIP);
}

function listen(fabric: Fabric, { address, port, protocol }: Destination, clientIP: string): Opened | Refusal {
  const listeners = fabric.listeners();
  const listener = listeners.at(address, port);
  if (listener !== undefined) return { listener, address, port, clientIP };
  const holder = podWithAddress(fabric, address);
  if (listeners.hasAddress(address)) {
    const who = holder === undefined ? address : `pod ${podName(holder)}`;
    return { outcome: 'refused', why: `nothing listens on ${protocol} port ${port} of ${who}` };
  }
  if (holder !== undefined)
    return { outcome: 'timeout', why: `pod ${podName(holder)} has no live network at ${address}` };
  if (blockHolds(fabric.podNetwork, address)) return { outcome: 'timeout', why: `no pod has the address ${address}` };
  return { outcome: 'unreachable', why: `nothing in the cluster has the address ${address}` };
}

function flowOf(origin: Origin, { protocol, port }: Destination): Omit<Flow, 'to'> {
  const from: Party = { address: origin.address, ...(origin.pod === undefined ? {} : { pod: origin.pod }) };
  return { from, protocol, port };
}

function isDown(node: string, pod?: string): Refusal {
  return {
    outcome: 'timeout',
    why: pod === undefined ? `node ${node} is down` : `node ${node}, where pod ${pod} runs, is down`,
  };
}
