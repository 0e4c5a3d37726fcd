import type { Kind } from '../../api/kind.ts';
import {
  duplicate,
  type FieldError,
  invalid,
  notSupported,
  required,
  tooMany,
} from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../api/validation/names.ts';
import { nonSpecialIP } from '../address-checks.ts';
import { immutable } from '../checks.ts';
import { AGE, NAME } from '../columns.ts';
import { each, eachNew, isIPv4, isIPv6, named, oneOf } from '../field-checks.ts';
import { without } from '../omit.ts';
import type { EndpointSlice } from '../types.ts';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MAX_ENDPOINTS = 1000;
const MAX_PORTS = 100;
const MAX_SHOWN = 3;

export const endpointSlice: Kind<EndpointSlice> = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  storedAs: 'discovery.k8s.io/v1beta1',
  scope: 'Namespaced',
  schema: 'io.k8s.api.discovery.v1.EndpointSlice',
  nameCheck: dns1123Subdomain,
  defaults,
  prepareForCreate: withoutTopology,
  prepareForUpdate: withoutTopology,
  validate: (object) => validate(object),
  validateUpdate: (object, old) => [
    ...validate(object, object.addressType === old.addressType ? old : undefined),
    ...immutable(object.addressType ?? '', old.addressType, 'addressType'),
  ],
  hasGeneration: true,
  generationOf: ({ metadata, endpoints, ports }) => [metadata.labels ?? {}, endpoints ?? [], ports ?? []],
  columns: [
    NAME,
    { name: 'AddressType', cell: ({ addressType }) => addressType },
    {
      name: 'Ports',
      cell: ({ ports }) => shorten((ports ?? []).map(({ port }) => (port === undefined ? '*' : String(port)))),
    },
    { name: 'Endpoints', cell: ({ endpoints }) => shorten(addressesOf(endpoints)) },
    AGE,
  ],
  indexes: {
    service: ({ metadata }) => {
      const service = metadata.labels?.[SERVICE_NAME_LABEL];
      return service === undefined ? [] : [`${metadata.namespace ?? ''}/${service}`];
    },
  },
  brief: ({ endpoints }) => ({
    endpoints: (endpoints ?? []).length,
    ready: (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length,
  }),
};

const addressesOf = (endpoints: EndpointSlice['endpoints'] | null): string[] =>
  (endpoints ?? []).flatMap(({ addresses }) => addresses);

function shorten(texts: readonly string[]): string {
  if (texts.length === 0) return '<unset>';
  const shown = texts.slice(0, MAX_SHOWN).join(',');
  return texts.length > MAX_SHOWN ? `${shown} + ${texts.length - MAX_SHOWN} more...` : shown;
}

/** SetDefaults_EndpointPort (discovery/v1, v1.25). A slice whose ports say all of it stays the same object. */
function defaults(object: EndpointSlice): EndpointSlice {
  const { ports } = object;
  if (ports === undefined || ports === null) return object;
  if (ports.every(({ name, protocol }) => typeof name === 'string' && typeof protocol === 'string')) return object;
  return {
    ...object,
    ports: ports.map((port) => ({ ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' })),
  };
}

/** Topology is what v1beta1 had; v1 only reads it (dropTopologyOnV1, v1.25). */
function withoutTopology(object: EndpointSlice): EndpointSlice {
  const { endpoints } = object;
  if (!(endpoints ?? []).some((endpoint) => 'deprecatedTopology' in endpoint)) return object;
  return { ...object, endpoints: endpoints.map((endpoint) => without(endpoint, ['deprecatedTopology'])) };
}

/** ValidateEndpointSlice (v1.25). `stored`: what is there before an update. */
function validate({ addressType, endpoints, ports }: EndpointSlice, stored?: EndpointSlice): readonly FieldError[] {
  const list = endpoints ?? [];
  return [
    ...((addressType ?? '') === '' ? [required('addressType')] : []),
    ...((addressType ?? '') === '' || ADDRESS_TYPES.includes(addressType)
      ? []
      : [notSupported('addressType', addressType, ADDRESS_TYPES)]),
    ...(list.length > MAX_ENDPOINTS
      ? [tooMany('endpoints', list.length, MAX_ENDPOINTS)]
      : eachNew('endpoints', list, stored?.endpoints, (endpoint, path) => endpointErrors(endpoint, addressType, path))),
    ...((ports ?? []).length > MAX_PORTS ? [tooMany('ports', (ports ?? []).length, MAX_PORTS)] : []),
    ...portErrors(ports ?? []),
  ];
}

type Endpoint = EndpointSlice['endpoints'][number];

function endpointErrors(
  { addresses, hostname, nodeName, hints }: Partial<Endpoint>,
  type: string,
  path: string,
): readonly FieldError[] {
  return [
    ...((addresses ?? []).length === 0 ? [required(`${path}.addresses`, 'must contain at least 1 address')] : []),
    ...each(`${path}.addresses`, addresses, (address, at) => addressErrors(address, type, at)),
    ...(nodeName === undefined ? [] : named(`${path}.nodeName`, nodeName, dns1123Subdomain)),
    ...(hostname === undefined ? [] : named(`${path}.hostname`, hostname, dns1123Label)),
    ...zoneErrors(hints?.forZones ?? [], `${path}.hints.forZones`),
  ];
}

function zoneErrors(zones: readonly { readonly name: string }[], path: string): readonly FieldError[] {
  return each(path, zones, ({ name }, at, position) =>
    zones.findIndex((other) => other.name === name) < position
      ? [duplicate(`${at}.name`, name)]
      : named(`${at}.name`, name, labelValue),
  );
}

function addressErrors(address: string, type: string, path: string): readonly FieldError[] {
  if (type === 'FQDN') return named(path, address.replace(/\.$/, ''), dns1123Subdomain);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const isRight = type === 'IPv4' ? isIPv4(address) : isIPv6(address);
  return [
    ...(isRight ? [] : [invalid(path, address, `must be a valid ${type} address`)]),
    ...nonSpecialIP(path, address),
  ];
}

function portErrors(ports: NonNullable<EndpointSlice['ports']>): readonly FieldError[] {
  const names = new Set<string>();
  return each('ports', ports, ({ name = '', protocol, appProtocol }, path) => {
    const repeated = names.has(name) ? [duplicate(`${path}.name`, name)] : [];
    names.add(name);
    return [
      ...(name === '' ? [] : named(`${path}.name`, name, dns1123Label)),
      ...repeated,
      ...oneOf(`${path}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']),
      ...(appProtocol === undefined ? [] : named(`${path}.appProtocol`, appProtocol, qualifiedName)),
    ];
  });
}
