/** ValidateCSIDriver and ValidateCSINode (v1.25), without what single fields need. */
import { duplicate, type FieldError, invalid, required, tooLong } from '../../api/validation/field-error.ts';
import { dns1123Subdomain, qualifiedName } from '../../api/validation/names.ts';
import { type Errors, each, nonNegative, present } from '../field-checks.ts';
import type { CSIDriver, CSINode } from '../types.ts';

type TokenRequest = NonNullable<CSIDriver['spec']['tokenRequests']>[number];
type NodeDriver = NonNullable<CSINode['spec']>['drivers'][number];

const MIN_SECONDS = 600;
const MAX_SECONDS = 2 ** 32;
const MAX_DRIVER_NAME = 63;
const MAX_NODE_ID = 192;

/** A second token for the same audience is not looked at further. */
export function tokenRequestErrors(requests: readonly TokenRequest[]): Errors {
  const audiences = requests.map(({ audience = '' }: Partial<TokenRequest>) => audience);
  return each('spec.tokenRequests', requests, ({ expirationSeconds: seconds = MIN_SECONDS }, path, position) => {
    const audience = audiences[position] ?? '';
    if (audiences.indexOf(audience) < position) return [duplicate(`${path}.audience`, audience)];
    const at = `${path}.expirationSeconds`;
    if (seconds < MIN_SECONDS) return [invalid(at, seconds, 'may not specify a duration less than 10 minutes')];
    return seconds > MAX_SECONDS ? [invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')] : [];
  });
}

/** ValidateCSIDriverName (v1.25): a domain name, in whatever case. */
export function driverNameErrors(path: string, name: string | undefined): Errors {
  const text = name ?? '';
  return [
    ...present(path, text),
    ...(text.length > MAX_DRIVER_NAME ? [tooLong(path, MAX_DRIVER_NAME)] : []),
    ...dns1123Subdomain(text.toLowerCase()).map((why) => invalid(path, text, why)),
  ];
}

export function nodeDriverErrors(drivers: readonly NodeDriver[]): Errors {
  const names = drivers.map(({ name = '' }: Partial<NodeDriver>) => name);
  return each(
    'spec.drivers',
    drivers,
    ({ name, nodeID, allocatable, topologyKeys }: Partial<NodeDriver>, path, position) => [
      ...driverNameErrors(`${path}.name`, name),
      ...present(`${path}.nodeID`, nodeID),
      ...((nodeID ?? '').length > MAX_NODE_ID
        ? [invalid(`${path}.nodeID`, nodeID, `must be ${MAX_NODE_ID} characters or less`)]
        : []),
      ...nonNegative(`${path}.allocatable.count`, allocatable?.count),
      ...(names.indexOf(name ?? '') < position ? [duplicate(`${path}.name`, name ?? '')] : []),
      ...topologyKeyErrors(topologyKeys ?? [], path),
    ],
  );
}

/** The messages name the driver, not the key. */
function topologyKeyErrors(keys: readonly string[], path: string): FieldError[] {
  return keys.flatMap((key, position) => [
    ...(key === '' ? [required(path)] : []),
    ...(keys.indexOf(key) < position ? [duplicate(path, key)] : []),
    ...qualifiedName(key).map((why) => invalid(path, key, why)),
  ]);
}
