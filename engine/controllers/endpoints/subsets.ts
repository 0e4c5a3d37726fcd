import { md5Hex } from '../../api/digest.ts';
import type { EndpointAddress, EndpointSubset } from '../../kinds/types.ts';

export type EndpointPort = NonNullable<EndpointSubset['ports']>[number];

/** One pod's address with one port (none: a headless service without ports). */
export interface PortAddress {
  readonly address: EndpointAddress;
  readonly isReady: boolean;
  readonly port: EndpointPort | undefined;
}

const uidOf = (address: EndpointAddress): string => address.targetRef?.uid ?? '';
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of addresses in a subset. */
export const compareAddresses = (a: EndpointAddress, b: EndpointAddress): number =>
  text(a.ip, b.ip) || text(uidOf(a), uidOf(b));

export const byAddress = (a: Pick<PortAddress, 'address'>, b: Pick<PortAddress, 'address'>): number =>
  compareAddresses(a.address, b.address);

/**
 * The canonical form (RepackSubsets, v1.25): ports that share the same addresses, readiness included, share a subset; addresses by IP and
 * uid; ports and subsets by the MD5 of their dump, so that their order looks random but is fixed.
 */
export function packSubsets(entries: readonly PortAddress[]): readonly EndpointSubset[] {
  const byPort = Map.groupBy(entries, ({ port }) => (port === undefined ? '' : portId(port)));
  if (byPort.size === 1) return [subsetIn(portsIn(entries), entries.toSorted(byAddress))];
  const groups = new Map<string, { readonly ports: EndpointPort[]; readonly entries: readonly PortAddress[] }>();
  for (const list of byPort.values()) {
    const ordered = list.toSorted(byAddress);
    const id = ordered.map(({ address, isReady }) => `${address.ip} ${uidOf(address)} ${isReady}`).join('\n');
    const port = ordered[0]?.port;
    const group = groups.get(id) ?? { ports: [], entries: ordered };
    if (port !== undefined) group.ports.push(port);
    groups.set(id, group);
  }
  const subsets = [...groups.values()].map((group) => subsetIn(group.ports, group.entries));
  return subsets.length < 2 ? subsets : byHash(subsets, dumpSubset);
}

/** The port of entries that have the same one. */
function portsIn([first]: readonly PortAddress[]): readonly EndpointPort[] {
  return first?.port === undefined ? [] : [first.port];
}

function subsetIn(ports: readonly EndpointPort[], entries: readonly PortAddress[]): EndpointSubset {
  const addresses: EndpointAddress[] = [];
  const notReady: EndpointAddress[] = [];
  for (const { address, isReady } of entries) (isReady ? addresses : notReady).push(address);
  return subsetOf(ports, addresses, notReady);
}

/** The addresses come in order. */
export function subsetOf(
  ports: readonly EndpointPort[],
  addresses: readonly EndpointAddress[],
  notReady: readonly EndpointAddress[],
): EndpointSubset {
  return {
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady }),
    ...(ports.length === 0 ? {} : { ports: ports.length < 2 ? ports : byHash(ports, dumpPort) }),
  };
}

function byHash<T>(items: readonly T[], dump: (item: T) => string): readonly T[] {
  const hashed = items.map((item) => ({ item, hash: md5Hex(dump(item)) }));
  return hashed.sort((a, b) => text(a.hash, b.hash)).map(({ item }) => item);
}

const pointer = (type: string, value: string | undefined): string => `(${type})${value ?? '<nil>'}`;

function portMembers({ name = '', port, protocol = 'TCP', appProtocol }: EndpointPort): string {
  const protocols = `Protocol:(v1.Protocol)${protocol} AppProtocol:${pointer('*string', appProtocol)}`;
  return `{Name:(string)${name} Port:(int32)${port} ${protocols}}`;
}

const dumpPort = (port: EndpointPort): string => `(v1.EndpointPort)${portMembers(port)}`;

const dumps = new WeakMap<EndpointPort, string>();

/** The dump of a port that many entries share. */
function portId(port: EndpointPort): string {
  const known = dumps.get(port);
  if (known !== undefined) return known;
  const dump = dumpPort(port);
  dumps.set(port, dump);
  return dump;
}

function addressMembers({ ip, hostname = '', nodeName, targetRef }: EndpointAddress): string {
  const {
    kind = '',
    namespace = '',
    name = '',
    uid = '',
    apiVersion = '',
    resourceVersion = '',
    fieldPath = '',
  } = targetRef ?? {};
  const reference = `{Kind:(string)${kind} Namespace:(string)${namespace} Name:(string)${name} UID:(types.UID)${uid} APIVersion:(string)${apiVersion} ResourceVersion:(string)${resourceVersion} FieldPath:(string)${fieldPath}}`;
  const target = pointer('*v1.ObjectReference', targetRef === undefined ? undefined : reference);
  return `{IP:(string)${ip} Hostname:(string)${hostname} NodeName:${pointer('*string', nodeName)} TargetRef:${target}}`;
}

function list<T>(type: string, items: readonly T[] | undefined, members: (item: T) => string): string {
  return items === undefined ? `(${type})<nil>` : `(${type})[${items.map(members).join(' ')}]`;
}

/** The text that Go's hashing prints of a subset (DeepHashObject). */
function dumpSubset({ addresses, notReadyAddresses, ports }: EndpointSubset): string {
  const parts = [
    `Addresses:${list('[]v1.EndpointAddress', addresses, addressMembers)}`,
    `NotReadyAddresses:${list('[]v1.EndpointAddress', notReadyAddresses, addressMembers)}`,
    `Ports:${list('[]v1.EndpointPort', ports, portMembers)}`,
  ];
  return `(v1.EndpointSubset){${parts.join(' ')}}`;
}
