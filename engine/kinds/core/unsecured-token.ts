import { encodeBase64 } from '../../api/base64.ts';

const base64Url = (value: object): string =>
  encodeBase64(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** An unsecured JSON web token (RFC 7519, section 6): nothing in the cluster checks a signature. */
export function unsecuredToken(claims: object): string {
  return `${base64Url({ alg: 'none' })}.${base64Url(claims)}.`;
}
