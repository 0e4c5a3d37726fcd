import {
  badRequest,
  type Endpoints,
  type KubeObject,
  type Node,
  notFound,
  type Pod,
  type Service,
  StatusError,
} from '../../engine/index.ts';
import type { ResourcePath } from '../request-path.ts';
import type { Rest } from '../rest.ts';
import { type Place, placeOf, targetOf } from './target.ts';

export const KUBELET_PORT = '10250';

/** The node whose kubelet itself is asked. */
export interface Kubelet {
  readonly kubelet: string;
  readonly address: string;
}

/**
 * Where the API server relays requests to an object (ResourceLocation of pods, services and nodes, v1.25).
 * @param turn counts such requests: where v1.25 draws among endpoints, here each has its turn
 * @throws StatusError
 */
export function placeFor(rest: Rest, { kind, namespace = '', name = '' }: ResourcePath, turn: number): Place | Kubelet {
  if (kind.kind === 'Pod') return podPlace(rest, namespace, name);
  if (kind.kind === 'Service') return servicePlace(rest, namespace, name, turn);
  return nodePlace(rest, name);
}

function found<T extends KubeObject>(rest: Rest, kind: T['kind'], namespace: string | undefined, name: string): T {
  const object = rest.cluster.view.get<T>(kind, namespace, name);
  if (object === undefined) throw notFound({ group: '', plural: plural(kind) }, name);
  return object;
}

const plural = (kind: string): string => (kind === 'Endpoints' ? 'endpoints' : `${kind.toLowerCase()}s`);

function podPlace(rest: Rest, namespace: string, id: string): Place {
  const { scheme, name, port } = targetOf(id, 'pod');
  const { spec, status } = found<Pod>(rest, 'Pod', namespace, name);
  const first = spec.containers.find(({ ports = [] }) => ports.length > 0)?.ports?.[0]?.containerPort;
  if (status.podIP === undefined || status.podIP === '') throw badRequest('address not allowed');
  return placeOf(scheme, status.podIP, port === '' && first !== undefined ? String(first) : port);
}

function servicePlace(rest: Rest, namespace: string, id: string, turn: number): Place {
  const { scheme, name, port } = targetOf(id, 'service');
  const portName = /^[+-]?\d+$/.test(port) ? nameOfPort(rest, namespace, name, Number(port)) : port;
  const { subsets = [] } = found<Endpoints>(rest, 'Endpoints', namespace, name);
  if (subsets.length === 0) throw unavailable(`no endpoints available for service ${JSON.stringify(name)}`);
  for (const { addresses = [], ports = [] } of turned(subsets, turn)) {
    const number = ports.find((one) => (one.name ?? '') === portName)?.port;
    const address = turned(addresses, turn).find((one) => isOfPod(rest, namespace, one));
    if (number !== undefined && address !== undefined) return placeOf(scheme, address.ip, String(number));
  }
  throw unavailable(`no endpoints available for service ${JSON.stringify(id)}`);
}

function nameOfPort(rest: Rest, namespace: string, name: string, number: number): string {
  const { spec } = found<Service>(rest, 'Service', namespace, name);
  const port = spec.ports?.find((one) => one.port === number);
  if (port === undefined) throw unavailable(`no service port ${number} found for service ${JSON.stringify(name)}`);
  return port.name ?? '';
}

/** The same, beginning at another place. */
function turned<T>(list: readonly T[], turn: number): readonly T[] {
  const at = list.length === 0 ? 0 : turn % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

type Address = NonNullable<NonNullable<NonNullable<Endpoints['subsets']>[number]['addresses']>[number]>;

/** Only pods of the namespace are relayed to, whatever addresses somebody has written down. */
function isOfPod(rest: Rest, namespace: string, { ip, targetRef }: Address): boolean {
  if (targetRef === undefined || targetRef.namespace !== namespace) return false;
  const pod = rest.cluster.view.get<Pod>('Pod', namespace, targetRef.name ?? '');
  return pod?.status.podIPs?.some((one) => one.ip === ip) === true;
}

function nodePlace(rest: Rest, id: string): Place | Kubelet {
  const { scheme, name, port } = targetOf(id, 'node');
  const { status } = found<Node>(rest, 'Node', undefined, name);
  const address = status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
  if (port === '' || port === KUBELET_PORT) return { kubelet: name, address };
  return placeOf(scheme, address, port);
}

function unavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message);
}

/** What a dialler says of a target that cannot be reached (proxy/transport.go, v1.25). */
export function unreachable(why: string): StatusError {
  return unavailable(`error trying to reach service: ${why}`);
}

/** Why a connection did not come about, in the words of Go's dialler. */
export function dialError(outcome: string, { address, port }: Pick<Place, 'address' | 'port'>): string {
  const dial = `dial tcp ${address}:${port}: `;
  if (outcome === 'timeout') return `${dial}i/o timeout`;
  return `${dial}connect: ${outcome === 'refused' ? 'connection refused' : 'no route to host'}`;
}

/** The API server's own machine. */
export function controlPlane({ cluster }: Rest): { readonly from: 'node'; readonly node: string } {
  const { nodes } = cluster.topology;
  return { from: 'node', node: (nodes.find((node) => node.controlPlane) ?? nodes[0])?.name ?? '' };
}
