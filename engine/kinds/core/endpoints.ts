import type { Kind } from '../../api/kind.ts';
import { type FieldError, required } from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain } from '../../api/validation/names.ts';
import { AGE, NAME } from '../columns.ts';
import { type Errors, each, ipAddress, optionalName, oneOf, port } from '../field-checks.ts';
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

function subsetDefaults(subset: EndpointSubset): EndpointSubset {
  if (subset.ports === undefined) return subset;
  return { ...subset, ports: subset.ports.map((one) => withDefaults(one, { protocol: 'TCP' })) };
}

/** Addresses that were found right: the controller hands the same ones in again with each change of a service. */
const validReady = new WeakSet<EndpointAddress>();
const validNotReady = new WeakSet<EndpointAddress>();

/** Errors of a list of addresses, none of which is checked again once it was found right. */
function addressErrors(
  path: string,
  addresses: readonly EndpointAddress[],
  valid: WeakSet<EndpointAddress>,
  check: (address: EndpointAddress, itemPath: string) => Errors,
): Errors {
  const errors: FieldError[] = [];
  addresses.forEach((address, position) => {
    if (valid.has(address)) return;
    const found = check(address, `${path}[${position}]`);
    if (found.length === 0) valid.add(address);
    else errors.push(...found);
  });
  return errors;
}

/** ValidateEndpoints, v1.25. */
function validate({ subsets }: Endpoints): Errors {
  return each('subsets', subsets, ({ addresses = [], notReadyAddresses = [], ports = [] }, path) => [
    ...(addresses.length + notReadyAddresses.length === 0
      ? [required(path, 'must specify `addresses` or `notReadyAddresses`')]
      : []),
    ...addressErrors(`${path}.addresses`, addresses, validReady, ({ ip, hostname }, itemPath) => [
      ...ipAddress(`${itemPath}.ip`, ip),
      ...optionalName(`${itemPath}.hostname`, hostname, dns1123Label),
    ]),
    ...addressErrors(`${path}.notReadyAddresses`, notReadyAddresses, validNotReady, ({ ip }, itemPath) =>
      ipAddress(`${itemPath}.ip`, ip),
    ),
    ...each(`${path}.ports`, ports, ({ name = '', port: number, protocol }, itemPath) => [
      ...(name === '' && ports.length > 1 ? [required(`${itemPath}.name`)] : []),
      ...optionalName(`${itemPath}.name`, name, dns1123Label),
      ...port(`${itemPath}.port`, number),
      ...oneOf(`${itemPath}.protocol`, protocol, PROTOCOLS),
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
  validate,
  columns: [NAME, { name: 'Endpoints', description: 'Addresses of ready pods.', cell: endpointsText }, AGE],
  brief: ({ subsets = [] }) => ({
    ready: countOf(subsets, 'addresses'),
    notReady: countOf(subsets, 'notReadyAddresses'),
  }),
};
