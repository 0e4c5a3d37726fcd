import { md5Hex } from '../../api/digest.ts';
import type { EndpointSlice } from '../../kinds/types.ts';

type Ports = NonNullable<EndpointSlice['ports']>;

/** The order in which both controllers of slices keep a list of ports: by the MD5 of each as Go prints it (NewPortMapKey, v1.25). */
export function inHashOrder(ports: Ports): Ports {
  if (ports.length < 2) return ports;
  const hashed = ports.map((port) => ({ port, hash: md5Hex(dump(port)) }));
  return hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).map(({ port }) => port);
}

function dump({ name = '', port, protocol = 'TCP', appProtocol = '<nil>' }: Ports[number]): string {
  return `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${port} AppProtocol:(*string)${appProtocol}}`;
}
