import { type Fabric, nodeWithAddress, podName, podWithAddress } from '../fabric.ts';
import { blockHolds } from '../ipv4.ts';
import { servicesAt } from '../proxy/table.ts';
import type { Origin } from './origin.ts';
import type { Refusal } from './outcome.ts';
import { policyAgainst } from './policy.ts';

/** ICMP echo: machines and pods answer; a service's address exists only in the rules for its ports and does not (iptables mode). */
export function pingAddress(fabric: Fabric, origin: Origin, address: string): { readonly by: string } | Refusal {
  if (blockHolds('127.0.0.0/8', address)) return { by: origin.label };
  const node = nodeWithAddress(fabric, address);
  if (node !== undefined) return node.up ? { by: node.name } : { outcome: 'timeout', why: `node ${node.name} is down` };
  const service = servicesAt(fabric.tableOf(origin.node), address)[0];
  if (service !== undefined)
    return { outcome: 'timeout', why: `${address} of service ${service.key} answers only on its ports` };
  const pod = podWithAddress(fabric, address);
  if (origin.node === '' && blockHolds(fabric.podNetwork, address)) {
    return { outcome: 'timeout', why: `${address} is a pod's address: reachable only from inside the cluster` };
  }
  if (pod === undefined) return { outcome: 'unreachable', why: `nothing in the cluster has the address ${address}` };
  const from = { address: origin.address, ...(origin.pod === undefined ? {} : { pod: origin.pod }) };
  const denied =
    origin.address === address
      ? undefined
      : policyAgainst(fabric, { from, to: { address, pod }, protocol: 'ICMP', port: 0 });
  if (denied !== undefined) return { outcome: 'timeout', why: denied };
  const down = fabric.nodes().find(({ name, up }) => name === pod.spec.nodeName && !up);
  if (down !== undefined)
    return { outcome: 'timeout', why: `node ${down.name}, where pod ${podName(pod)} runs, is down` };
  if (!fabric.listeners().hasAddress(address))
    return { outcome: 'timeout', why: `pod ${podName(pod)} has no live network at ${address}` };
  return { by: podName(pod) };
}
