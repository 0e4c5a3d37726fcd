import { type FieldError, invalid, required } from '../../../api/validation/field-error.ts';
import { dns1123Subdomain } from '../../../api/validation/names.ts';
import { type Errors, each, isIPv4, isIPv6, named } from '../../field-checks.ts';
import type { PodSpec } from '../../types.ts';

const MAX_NAMESERVERS = 3;
/** What the resolver of a container can hold (the legacy limits; ExpandedDNSConfig is off in v1.25). */
const MAX_SEARCHES = 6;
const MAX_SEARCH_CHARACTERS = 256;

/** validatePodDNSConfig, v1.25; `path`: `spec.dnsConfig`. */
export function validateDns(path: string, { dnsPolicy, dnsConfig: config }: PodSpec): Errors {
  const { nameservers = [], searches = [], options } = config ?? {};
  if (dnsPolicy === 'None') {
    if (config === undefined) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    const some = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    if (nameservers.length === 0) return [required(`${path}.nameservers`, some)];
  }
  const errors: FieldError[] = [];
  const tooMany = (field: string, list: readonly string[], what: string): void =>
    void errors.push(invalid(`${path}.${field}`, list, `must not have more than ${what}`));
  if (nameservers.length > MAX_NAMESERVERS) tooMany('nameservers', nameservers, `${MAX_NAMESERVERS} nameservers`);
  const addresses = each(`${path}.nameservers`, nameservers, (ip, itemPath) =>
    isIPv4(ip) || isIPv6(ip) ? [] : [invalid(itemPath, ip, 'must be valid IP address')],
  );
  errors.push(...addresses);
  if (searches.length > MAX_SEARCHES) tooMany('searches', searches, `${MAX_SEARCHES} search paths`);
  if (searches.join(' ').length > MAX_SEARCH_CHARACTERS) {
    tooMany('searches', searches, `${MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list`);
  }
  return [
    ...errors,
    ...each(`${path}.searches`, searches, (search, itemPath) =>
      named(itemPath, search.replace(/\.$/, ''), dns1123Subdomain),
    ),
    ...each(`${path}.options`, options, ({ name = '' }, itemPath) =>
      name === '' ? [required(itemPath, 'must not be empty')] : [],
    ),
  ];
}
