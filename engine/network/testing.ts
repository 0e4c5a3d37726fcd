import type { KubeObject } from '../api/object.ts';
import { viewOf } from '../component/testing.ts';
import type { View } from '../component/view.ts';
import type { Listeners } from '../component/workload.ts';
import { pod as podKind } from '../kinds/core/pod/pod.ts';
import { service as serviceKind } from '../kinds/core/service/service.ts';
import { endpointSlice } from '../kinds/discovery/endpoint-slice.ts';
import { createNetwork, type Network, type NetworkNode } from './index.ts';
import { contextAt } from '../component/testing.ts';
import { kubeProxy } from './proxy/component.ts';

/** A small course cluster of plain objects for the tests of this room. */
export const NODES: readonly NetworkNode[] = [
  { name: 'm-k8s', addresses: ['192.168.1.10'], up: true },
  { name: 'w1-k8s', addresses: ['192.168.1.101'], up: true },
  { name: 'w2-k8s', addresses: ['192.168.1.102'], up: true },
  { name: 'w3-k8s', addresses: ['192.168.1.103'], up: true },
];

/** Custom kinds are asked for by `Kind.group`, and plain objects only say `Kind`. */
export function networkView(objects: readonly KubeObject[]): View {
  const base = viewOf(objects, [podKind, endpointSlice, serviceKind]);
  const plain = (kind: string): string => kind.split('.')[0] ?? kind;
  return {
    ...base,
    get: (kind, namespace, name) => base.get(plain(kind), namespace, name),
    list: (kind, namespace) => base.list(plain(kind), namespace),
  };
}

type Fields = Readonly<Record<string, unknown>>;

export function object<T extends KubeObject>(kind: T['kind'], name: string, rest: Fields, metadata: Fields = {}): T {
  const namespace = ['Node', 'Namespace', 'IngressClass'].includes(kind) ? {} : { namespace: 'default' };
  const all = { name, ...namespace, uid: `${kind}-${name}`, ...metadata };
  return { apiVersion: 'v1', kind, metadata: all, ...rest } as unknown as T;
}

interface PodGiven {
  readonly node?: string;
  readonly ip: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ready?: boolean;
  readonly spec?: Fields;
}

export function podAt(
  name: string,
  { node = 'w1-k8s', ip, namespace = 'default', labels = {}, ready = true, spec = {} }: PodGiven,
): KubeObject {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  return object(
    'Pod',
    name,
    { spec: { nodeName: node, containers: [], ...spec }, status: { phase: 'Running', podIP: ip, conditions } },
    { namespace, labels },
  );
}

export function service(name: string, spec: Fields, metadata: Fields = {}, status: Fields = {}): KubeObject {
  const ports = [{ port: 80, protocol: 'TCP', targetPort: 80 }];
  return object('Service', name, { spec: { type: 'ClusterIP', ports, ...spec }, status }, metadata);
}

interface EndpointGiven {
  readonly ip: string;
  readonly node?: string;
  readonly ready?: boolean;
  readonly hostname?: string;
}

export function slice(name: string, endpoints: readonly EndpointGiven[], port = 80, given: Fields = {}): KubeObject {
  const { namespace = 'default', protocol = 'TCP' } = given;
  return object(
    'EndpointSlice',
    `${name}-abcde`,
    {
      addressType: 'IPv4',
      ports: [{ name: '', port, protocol }],
      endpoints: endpoints.map(({ ip, node = 'w1-k8s', ready = true, hostname }) => ({
        addresses: [ip],
        conditions: { ready },
        nodeName: node,
        ...(hostname === undefined ? {} : { hostname }),
      })),
    },
    { namespace, labels: { 'kubernetes.io/service-name': name } },
  );
}

/** The table that kube-proxy makes of everything that is there. */
export function tableOf(view: View): unknown {
  const keys = view.list('Service').map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  return keys.reduce<unknown>(
    (shared, key) => kubeProxy.reconcile(key, view, contextAt({ shared })).shared ?? shared,
    undefined,
  );
}

/** `ip:port` of everybody who listens; each answers with its pod's name and who asked. */
export function listenersOf(view: View, open: readonly string[]): Listeners {
  const named = (address: string): KubeObject | undefined =>
    view.list('Pod').find((pod) => (pod as unknown as { status: { podIP: string } }).status.podIP === address);
  return {
    at: (address, port) => {
      if (!open.includes(`${address}:${port}`)) return undefined;
      const pod = named(address);
      const [namespace, name] = [pod?.metadata.namespace ?? '', pod?.metadata.name ?? address];
      return {
        pod: { namespace, name, uid: '' },
        containerName: 'c',
        serve: (request) => ({
          status: 200,
          headers: {},
          body: `${name} ${request.clientIP} ${request.host}${request.path}`,
        }),
        check: (service) => (service === name ? { status: 'SERVING' } : { code: 'NotFound', message: name }),
      };
    },
    hasAddress: (address) => named(address) !== undefined || NODES.some(({ addresses }) => addresses.includes(address)),
  };
}

interface NetworkGiven {
  readonly objects: readonly KubeObject[];
  readonly open: readonly string[];
  readonly nodes?: readonly NetworkNode[];
  readonly random?: (bound: number) => number;
  readonly nowMs?: () => number;
  readonly table?: () => unknown;
}

export function networkOf({
  objects,
  open,
  nodes = NODES,
  random = () => 0,
  nowMs = () => 0,
  table,
}: NetworkGiven): Network {
  const view = networkView(objects);
  const now = tableOf(view);
  const listeners = listenersOf(view, open);
  return createNetwork({
    view,
    listeners: () => listeners,
    nodes: () => nodes,
    random,
    nowMs,
    table: table ?? (() => now),
    podNetwork: '172.16.0.0/16',
    serviceNetwork: '10.96.0.0/12',
  });
}
