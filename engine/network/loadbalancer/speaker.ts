import { keyOf, splitKey } from '../../api/object.ts';
import { type Component, type Context, NOTHING, type Outcome, type Watch } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import { SERVICE_NAME_LABEL } from '../../kinds/discovery/endpoint-slice.ts';
import type { EndpointSlice, Service } from '../../kinds/types.ts';
import { announcement } from './announce.ts';
import { configMaps, podsOf } from './controller.ts';
import { balancedKeys, IP_ADDRESS_POOL, isBalanced, L2_ADVERTISEMENT } from './metallb.ts';

const services: Watch<Service> = {
  kind: 'Service',
  keys: ({ object, old }) => (isBalanced(object) || (old !== undefined && isBalanced(old)) ? [keyOf(object)] : []),
};

const slices: Watch<EndpointSlice> = {
  kind: 'EndpointSlice',
  keys: ({ object: { metadata } }, view) => {
    const [namespace, name] = [metadata.namespace ?? '', metadata.labels?.[SERVICE_NAME_LABEL] ?? ''];
    const service = view.get<Service>('Service', namespace, name);
    return service !== undefined && isBalanced(service) ? [keyOf(service)] : [];
  },
};

const everything = (kind: string): Watch => ({ kind, keys: (_, view) => balancedKeys(view) });

/**
 * MetalLB's speakers (v0.13, layer 2) as one component: says on the service which node announces its address, whenever that changes. Who
 * answers from outside is worked out from the same election when somebody asks (`announcerOf`). BGP mode is not simulated.
 */
export const metallbSpeaker: Component = {
  name: 'metallb-speaker',
  process: 'metallb-speaker',
  scope: 'cluster',
  watches: [
    services,
    slices,
    podsOf('speaker'),
    configMaps,
    everything(IP_ADDRESS_POOL),
    everything(L2_ADVERTISEMENT),
  ] as readonly Watch[],
  reconcile,
};

function reconcile(key: string, view: View, { memory }: Context): Outcome {
  const { namespace = '', name } = splitKey(key);
  const service = view.get<Service>('Service', namespace, name);
  const ip = service === undefined || !isBalanced(service) ? undefined : service.status.loadBalancer?.ingress?.[0]?.ip;
  if (service === undefined || ip === undefined) return { writes: [], memory: null };
  const { node } = announcement(view, key, ip, () => true);
  if (node === undefined) return { writes: [], memory: null };
  const announced = `${node} ${ip}`;
  if (memory === announced) return NOTHING;
  const message = `announcing from node "${node}" with protocol "layer2"`;
  const event = { about: service, type: 'Normal', reason: 'nodeAssigned', message } as const;
  return { writes: [{ verb: 'event', event }], memory: announced };
}
