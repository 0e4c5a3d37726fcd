import { type FieldError, invalid } from '../api/validation/field-error.ts';
import { dns1123Subdomain } from '../api/validation/names.ts';
import { type Errors, each, isIPv4, isIPv6, named } from './field-checks.ts';

/** An address that traffic can be sent to (ValidateNonSpecialIP, v1.25). */
export function nonSpecialIP(path: string, address: string): Errors {
  if (!isIPv4(address) && !isIPv6(address)) return [invalid(path, address, 'must be a valid IP address')];
  const refuse = (why: string): FieldError => invalid(path, address, why);
  const lower = address.toLowerCase();
  const errors: FieldError[] = [];
  if (lower === '0.0.0.0' || /^[0:]+$/.test(lower)) errors.push(refuse(`may not be unspecified (${address})`));
  if (lower.startsWith('127.') || /^[0:]*:0*1$/.test(lower))
    errors.push(refuse('may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  if (lower.startsWith('169.254.') || /^fe[89ab]/.test(lower))
    errors.push(refuse('may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  if (lower.startsWith('224.0.0.') || lower.startsWith('ff02:'))
    errors.push(refuse('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  return errors;
}

/** `address/bits`, of either family. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}

/** The bits of an address: 32 or 128. */
function bitsOf(address: string): string {
  const binary = (value: number, width: number): string => value.toString(2).padStart(width, '0');
  if (isIPv4(address))
    return address
      .split('.')
      .map((part) => binary(Number(part), 8))
      .join('');
  const [head = [], tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...head];
  if (tail !== undefined) groups.push(...Array<string>(8 - head.length - tail.length).fill('0'), ...tail);
  return groups.map((group) => binary(Number.parseInt(group, 16), 16)).join('');
}

/** Whether the first CIDR is a part of the second one, and not all of it. */
export function isStrictlyInside(inner: string, outer: string): boolean {
  const [innerAddress = '', innerBits = ''] = inner.split('/');
  const [outerAddress = '', outerBits = ''] = outer.split('/');
  if (isIPv4(innerAddress) !== isIPv4(outerAddress) || Number(innerBits) <= Number(outerBits)) return false;
  return bitsOf(innerAddress).startsWith(bitsOf(outerAddress).slice(0, Number(outerBits)));
}

interface BalancerStatus {
  readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
}

/** What a load balancer reports (ValidateLoadBalancerStatus, v1.25). */
export function balancerStatusErrors(path: string, status: BalancerStatus | undefined): Errors {
  const isIP = (text: string): boolean => isIPv4(text) || isIPv6(text);
  return each(`${path}.ingress`, status?.ingress, ({ ip = '', hostname = '' }, at) => [
    ...(ip === '' || isIP(ip) ? [] : [invalid(`${at}.ip`, ip, 'must be a valid IP address')]),
    ...(hostname === '' ? [] : named(`${at}.hostname`, hostname, dns1123Subdomain)),
    ...(isIP(hostname) ? [invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address')] : []),
  ]);
}
