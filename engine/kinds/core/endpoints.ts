import type { Kind } from '../../api/kind.ts';
import { required } from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import { type Errors, each, eachNew, ipAddress, named, optionalName, oneOf, port } from '../field-checks.ts';
import { nonSpecialIP } from '../address-checks.ts';
import { withDefaults } from '../omit.ts';
import type { EndpointAddress, EndpointSubset, Endpoints } from '../types.ts';
import { PROTOCOLS } from './pod/validate-containers.ts';

/** How many addresses the column shows. */
const SHOWN = 3;

/** `10.0.0.1:80,10.0.0.2:80 + 4 more...` (formatEndpoints, v1.25). */
export function endpointsText({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>';
  const list = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port: number }) =>
          addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${number}`),
        ),
  );
  const shown = list.slice(0, SHOWN).join(',');
  return list.length > SHOWN ? `${shown} + ${list.length - SHOWN} more...` : shown;
}

/** A subset whose ports say their protocols stays the same object. */
function subsetDefaults(subset: EndpointSubset): EndpointSubset {
  if (subset.ports === undefined || subset.ports.every(({ protocol }) => typeof protocol === 'string')) return subset;
  return { ...subset, ports: subset.ports.map((one) => withDefaults(one, { protocol: 'TCP' })) };
}

/** validateEndpointAddress, v1.25. Of the address two checks ask for the same: both are told. */
const addressErrors = ({ ip = '', hostname, nodeName }: Partial<EndpointAddress>, path: string): Errors => [
  ...ipAddress(`${path}.ip`, ip),
  ...optionalName(`${path}.hostname`, hostname, dns1123Label),
  ...(nodeName === undefined ? [] : named(`${path}.nodeName`, nodeName, dns1123Subdomain)),
  ...nonSpecialIP(`${path}.ip`, ip),
];

/** ValidateEndpoints, v1.25. `stored`: what is there before an update. */
function validate({ subsets }: Endpoints, stored?: Endpoints): Errors {
  return each('subsets', subsets, ({ addresses, notReadyAddresses, ports = [] }, path, position) => [
    ...((addresses ?? []).length + (notReadyAddresses ?? []).length === 0
      ? [required(path, 'must specify `addresses` or `notReadyAddresses`')]
      : []),
    ...eachNew(`${path}.addresses`, addresses, stored?.subsets?.[position]?.addresses, addressErrors),
    ...eachNew(
      `${path}.notReadyAddresses`,
      notReadyAddresses,
      stored?.subsets?.[position]?.notReadyAddresses,
      addressErrors,
    ),
    ...each(`${path}.ports`, ports, ({ name = '', port: number, protocol, appProtocol }, itemPath) => [
      ...(name === '' && ports.length > 1 ? [required(`${itemPath}.name`)] : []),
      ...optionalName(`${itemPath}.name`, name, dns1123Label),
      ...port(`${itemPath}.port`, number),
      ...oneOf(`${itemPath}.protocol`, protocol, PROTOCOLS),
      ...(appProtocol === undefined ? [] : named(`${itemPath}.appProtocol`, appProtocol, qualifiedName)),
    ]),
  ]);
}

const countOf = (list: readonly EndpointSubset[], field: 'addresses' | 'notReadyAddresses'): number =>
  list.reduce((sum, subset) => sum + (subset[field] ?? []).length, 0);

export const endpoints: Kind<Endpoints> = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  shortNames: ['ep'],
  scope: 'Namespaced',
  schema: 'io.k8s.api.core.v1.Endpoints',
  nameCheck: dns1123Subdomain,
  createOnUpdate: true,
  defaults: (object) =>
    object.subsets === undefined ? object : { ...object, subsets: object.subsets.map(subsetDefaults) },
  validate: (object) => validate(object),
  validateUpdate: (object, old) => validate(object, old),
  columns: [NAME, { name: 'Endpoints', description: 'Addresses of ready pods.', cell: endpointsText }, AGE],
  brief: ({ subsets = [] }) => ({
    ready: countOf(subsets, 'addresses'),
    notReady: countOf(subsets, 'notReadyAddresses'),
  }),
};
