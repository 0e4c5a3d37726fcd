import type { Cluster, Endpoints, Service } from '../../../engine/index.ts';

type Spec = Service['spec'];

/** Why answers come from fewer pods than are there, where the service itself wants it so. */
export function spreadCauses({ view }: Cluster, namespace: string, name: string): readonly string[] {
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined) return [];
  const { sessionAffinity, externalTrafficPolicy, internalTrafficPolicy } = service.spec;
  const { subsets = [] } = view.get<Endpoints>('Endpoints', namespace, name) ?? {};
  const ready = subsets.flatMap(({ addresses = [] }) => addresses).length;
  const wishes = [
    ...(sessionAffinity === 'ClientIP'
      ? [`${says(name, 'sessionAffinity', 'ClientIP')}, so a client keeps its pod`]
      : []),
    ...(externalTrafficPolicy === 'Local' ? [`${says(name, 'externalTrafficPolicy', 'Local')}, so ${LOCAL}`] : []),
    ...(internalTrafficPolicy === 'Local' ? [`${says(name, 'internalTrafficPolicy', 'Local')}, so ${LOCAL}`] : []),
  ];
  return wishes.length > 0 ? wishes : [`Service "${name}" has ${ready} ready ${ready === 1 ? 'pod' : 'pods'}`];
}

const LOCAL = 'only pods of the node where a request arrives answer it';

function says(name: string, field: keyof Spec, value: string): string {
  return `${field} of Service "${name}" is ${value}`;
}

/** Why a service has no external address, or another one than it should. */
export function addressCauses({ view }: Cluster, namespace: string, name: string, wanted = ''): readonly string[] {
  const service = view.get<Service>('Service', namespace, name);
  if (service === undefined) return [];
  const { type = 'ClusterIP' } = service.spec;
  if (type !== 'LoadBalancer') return [`${says(name, 'type', type)}, and only a LoadBalancer gets an external address`];
  const holder = view.list<Service>('Service').find((each) => each !== service && holds(each, wanted));
  if (holder === undefined) return [];
  return [`Service "${holder.metadata.name}" of namespace ${holder.metadata.namespace ?? ''} holds ${wanted}`];
}

function holds({ status }: Service, address: string): boolean {
  return address !== '' && (status.loadBalancer?.ingress ?? []).some(({ ip }) => ip === address);
}
