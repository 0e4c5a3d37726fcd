import type { Column, Kind } from '../../../api/kind.ts';
import { dns1035Label } from '../../../api/validation/names.ts';
import { AGE, NAME, mapText } from '../../columns.ts';
import type { Service } from '../../types.ts';
import { ingressAddresses } from '../service-facts.ts';
import { allocate } from './service-allocation.ts';
import { serviceDefaults } from './service-defaults.ts';
import { carryOver } from './service-update.ts';
import { balancerStatusErrors } from '../../address-checks.ts';
import { validateService, validateServiceUpdate } from './validate-service.ts';

/** getServiceExternalIP, v1.25. */
export function externalIPText(service: Service): string {
  const { type, externalIPs = [], externalName = '' } = service.spec;
  if (type === 'ExternalName') return externalName;
  const addresses = type === 'LoadBalancer' ? [...ingressAddresses(service), ...externalIPs] : externalIPs;
  if (addresses.length > 0) return addresses.join(',');
  return type === 'LoadBalancer' ? '<pending>' : '<none>';
}

/** `80/TCP`, `80:30080/TCP`. */
export function portsText({ spec: { ports = [] } }: Service): string {
  const texts = ports.map(({ port, nodePort = 0, protocol = 'TCP' }) =>
    nodePort === 0 ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
  );
  return texts.length === 0 ? '<none>' : texts.join(',');
}

const columns: readonly Column<Service>[] = [
  NAME,
  { name: 'Type', description: 'How the service is reached.', cell: ({ spec }) => spec.type ?? '' },
  {
    name: 'Cluster-IP',
    description: 'Its address in the cluster.',
    cell: ({ spec }) => spec.clusterIPs?.[0] ?? '<none>',
  },
  { name: 'External-IP', description: 'Its addresses outside.', cell: externalIPText },
  { name: 'Port(s)', description: 'Ports of the service and of the nodes.', cell: portsText },
  AGE,
  { name: 'Selector', priority: 1, description: 'Labels of its pods.', cell: ({ spec }) => mapText(spec.selector) },
];

/** `ns/key=value` of the first pair of the selector: look up each label of a pod, then match the whole selector. */
function firstSelectorPair({ metadata: { namespace = '' }, spec: { selector = {} } }: Service): readonly string[] {
  const [key] = Object.keys(selector).toSorted();
  return key === undefined ? [] : [`${namespace}/${key}=${selector[key] ?? ''}`];
}

function nodePorts({ spec: { ports = [], healthCheckNodePort = 0 } }: Service): readonly string[] {
  return [...ports.map(({ nodePort = 0 }) => nodePort), healthCheckNodePort].flatMap((port) =>
    port === 0 ? [] : [String(port)],
  );
}

export const service: Kind<Service> = {
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  shortNames: ['svc'],
  categories: ['all'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.Service',
  nameCheck: dns1035Label,
  metadataRules: 'own',
  defaults: serviceDefaults,
  prepareForCreate: (object, context) => allocate({ ...object, status: { loadBalancer: {} } }, context),
  prepareForUpdate: (object, old, context) => allocate(carryOver(object, old), context),
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate: ({ status }) => balancerStatusErrors('status.loadBalancer', status.loadBalancer),
  subresources: { status: true },
  createOnUpdate: true,
  columns,
  indexes: {
    selector: firstSelectorPair,
    clusterIP: ({ spec }) => (spec.clusterIPs ?? []).filter((address) => address !== 'None'),
    nodePort: nodePorts,
  },
  brief: (object) => ({
    type: object.spec.type ?? '',
    clusterIP: object.spec.clusterIP ?? '',
    externalIP: externalIPText(object),
    ports: portsText(object),
  }),
};
