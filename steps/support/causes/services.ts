import type { Cluster, Endpoints, Pod, Service } from '../../../engine/index.ts';
import { isLive, isReady } from '../pods.ts';
import { missingCauses } from './missing.ts';
import { podTrouble } from './pods.ts';

type Labels = Readonly<Record<string, string>>;

/** Ports that the usual images listen on: tried where a service sends its requests to a port nobody listens on. */
const USUAL_PORTS = [80, 443, 3000, 3306, 5000, 5432, 6379, 8000, 8080, 8443, 9090];

const MAX_PODS = 3;

/** Why a service does not answer, from the nearest reason to the root; none where nothing is wrong with it. */
export function serviceCauses(cluster: Cluster, namespace: string, name: string): readonly string[] {
  const { view } = cluster;
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined) return missingCauses(view, namespace, 'Service', name);
  const { selector } = service.spec;
  if (selector === undefined || Object.keys(selector).length === 0)
    return [`Service "${name}" has no selector: no pod belongs to it`];
  const pods = selectedPods(cluster, namespace, selector);
  if (pods.length === 0) return nobodySelected(cluster, namespace, name, selector);
  const ready = pods.filter(isReady);
  const [first] = ready;
  if (first === undefined) return nobodyReady(cluster, name, selector, pods);
  return portCauses(cluster, service, first);
}

/** Live pods of the namespace that carry all labels of the selector. */
export function selectedPods({ view }: Cluster, namespace: string, selector: Labels): readonly Pod[] {
  return view.list<Pod>('Pod', namespace).filter((pod) => isLive(pod) && carries(pod, selector));
}

function nobodySelected({ view }: Cluster, namespace: string, name: string, selector: Labels): readonly string[] {
  const selects = `Service "${name}" selects ${pairs(selector)}; no pod of namespace ${namespace} carries that`;
  const elsewhere = view.list<Pod>('Pod').find((pod) => isLive(pod) && carries(pod, selector));
  if (elsewhere !== undefined) {
    const { metadata } = elsewhere;
    return [selects, `pod ${metadata.name} carries it, but in namespace ${metadata.namespace ?? ''}`];
  }
  const there = view.list<Pod>('Pod', namespace).filter(isLive);
  if (there.length === 0) return [selects, `namespace ${namespace} has no pods`];
  return [selects, there.slice(0, MAX_PODS).map(describeLabels).join('; ')];
}

function nobodyReady({ view }: Cluster, name: string, selector: Labels, pods: readonly Pod[]): readonly string[] {
  const names = pods.slice(0, MAX_PODS).map(({ metadata }) => metadata.name);
  const text = `Service "${name}" selects ${pairs(selector)}; none of these pods is Ready: ${names.join(', ')}`;
  return [text, ...(podTrouble(view, pods)?.causes ?? [])];
}

/** What the service does with its ports, where nobody listens behind one of them. */
function portCauses(cluster: Cluster, service: Service, pod: Pod): readonly string[] {
  const { metadata, spec } = service;
  for (const { port, targetPort = port, name } of spec.ports ?? []) {
    const number = endpointPort(cluster, service, name);
    if (number === undefined) {
      const declared = pod.spec.containers.flatMap(({ ports = [] }) =>
        ports.map((each) => each.name ?? each.containerPort),
      );
      const has = declared.length === 0 ? 'declares no ports' : `declares ${declared.join(', ')}`;
      return [
        `Service "${metadata.name}" sends port ${port} to the port named "${targetPort}" of its pods`,
        `pod ${pod.metadata.name} has no port of that name: it ${has}`,
      ];
    }
    if (listens(cluster, pod, number)) continue;
    const open = USUAL_PORTS.filter((each) => listens(cluster, pod, each));
    return [
      `Service "${metadata.name}" sends port ${port} to port ${number} of its pods`,
      `nothing listens on port ${number} of pod ${pod.metadata.name}${open.length === 0 ? '' : `; it listens on ${open.join(', ')}`}`,
    ];
  }
  return [];
}

/** The port of the pods that the endpoints name; undefined: there is none. */
function endpointPort({ view }: Cluster, { metadata }: Service, name: string | undefined): number | undefined {
  const { subsets = [] } = view.get<Endpoints>('Endpoints', metadata.namespace, metadata.name) ?? {};
  return subsets.flatMap(({ ports = [] }) => ports).find((port) => (port.name ?? '') === (name ?? ''))?.port;
}

function listens(cluster: Cluster, { status, spec }: Pod, port: number): boolean {
  const source = { from: 'node', node: spec.nodeName ?? '' } as const;
  return cluster.reach.tcp(source, status.podIP ?? '', port).outcome === 'connected';
}

function carries({ metadata }: Pod, selector: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value);
}

/** `pod web-1 carries app=web`, without what controllers add. */
function describeLabels({ metadata }: Pod): string {
  const own = Object.entries(metadata.labels ?? {}).filter(([key]) => !key.endsWith('-template-hash'));
  return `pod ${metadata.name} carries ${own.length === 0 ? 'no labels' : pairs(Object.fromEntries(own))}`;
}

export function pairs(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}
