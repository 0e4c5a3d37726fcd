import { duplicate, type FieldError, invalid, notSupported, required } from '../../../api/validation/field-error.ts';
import { type Errors, each, ipAddress, isIPv4, isIPv6, oneOf } from '../../field-checks.ts';
import type { Service } from '../../types.ts';
import { isHeadless, needsClusterIP } from '../service-facts.ts';

const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const FAMILIES = ['IPv4', 'IPv6'];

/** Addresses and families of a service: what they may say (ValidateServiceClusterIPsRelatedFields), then what this cluster has (v1.25). */
export function familyErrors(service: Service): Errors {
  if (!needsClusterIP(service)) return [];
  const errors = relatedErrors(service);
  if (errors.length > 0) return errors;
  const single = singleStackErrors(service);
  return single.length > 0 ? single : configuredErrors(service);
}

function relatedErrors({ spec }: Service): Errors {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const seen = new Set<string>();
  return [
    ...syncErrors(spec),
    ...each('spec.ipFamilies', ipFamilies, (family, path) => {
      const repeated = seen.has(family) ? [duplicate(path, family)] : [];
      seen.add(family);
      return [...(FAMILIES.includes(family) ? [] : [notSupported(path, family, FAMILIES)]), ...repeated];
    }),
    ...oneOf('spec.ipFamilyPolicy', ipFamilyPolicy, POLICIES, { optional: true }),
    ...addressErrors(clusterIPs, ipFamilies),
  ];
}

/** `clusterIP` and the first of `clusterIPs` are the same thing in two places. */
function syncErrors({ clusterIP = '', clusterIPs = [] }: Service['spec']): Errors {
  const path = 'spec.clusterIPs';
  if (clusterIP === '')
    return clusterIPs.length === 0
      ? []
      : [invalid(path, clusterIPs, 'must be empty when `clusterIP` is not specified')];
  if (clusterIPs.length === 0) return [required(path)];
  return clusterIPs[0] === clusterIP ? [] : [invalid(path, clusterIPs, 'first value must match `clusterIP`')];
}

function addressErrors(clusterIPs: readonly string[], families: readonly string[]): Errors {
  const path = 'spec.clusterIPs';
  const errors: FieldError[] = [];
  if (clusterIPs[0] === 'None') {
    if (clusterIPs.length === 1) return [];
    errors.push(invalid(path, clusterIPs, "'None' must be the first and only value"));
  }
  errors.push(
    ...each(path, clusterIPs, (address, at, position) =>
      position === 0 && address === 'None' ? [] : ipAddress(at, address),
    ),
  );
  if (clusterIPs.length > 2) errors.push(invalid(path, clusterIPs, 'may only hold up to 2 values'));
  if (errors.length > 0) return errors;
  if (clusterIPs.length > 1 && clusterIPs.filter(isIPv4).length !== 1)
    errors.push(invalid(path, clusterIPs, 'may specify no more than one IP for each IP family'));
  return [
    ...errors,
    ...each(path, clusterIPs.slice(0, families.length), (address, at, position) => {
      const family = families[position] ?? '';
      const fits = family === 'IPv6' ? isIPv6(address) : isIPv4(address);
      return fits
        ? []
        : [invalid(at, address, `expected an ${family} value as indicated by \`ipFamilies[${position}]\``)];
    }),
  ];
}

function singleStackErrors({ spec }: Service): Errors {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  if (ipFamilyPolicy !== 'SingleStack') return [];
  const refuse = (what: string): FieldError =>
    invalid(
      'spec.ipFamilyPolicy',
      ipFamilyPolicy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    );
  return [
    ...(clusterIPs.length === 2 ? [refuse('cluster IPs')] : []),
    ...(ipFamilies.length === 2 ? [refuse('IP families')] : []),
  ];
}

/** This cluster has IPv4 only; a headless service without selector may hold addresses of any family. */
function configuredErrors(service: Service): Errors {
  const { ipFamilies = [], ipFamilyPolicy, selector = {} } = service.spec;
  if (isHeadless(service) && Object.keys(selector).length === 0) return [];
  return [
    ...(ipFamilyPolicy === 'RequireDualStack'
      ? [invalid('spec.ipFamilyPolicy', ipFamilyPolicy, 'this cluster is not configured for dual-stack services')]
      : []),
    ...each('spec.ipFamilies', ipFamilies, (family, path) =>
      family === 'IPv4' ? [] : [invalid(path, family, 'not configured on this cluster')],
    ),
  ];
}
