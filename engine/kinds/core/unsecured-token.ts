import { encodeBase64 } from '../../api/base64.ts';

const base64Url = (value: object): string =>
  encodeBase64(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** An unsecured JSON web token (RFC 7519, section 6): nothing in the cluster checks a signature. */
export function unsecuredToken(claims: object): string {
  return `${base64Url({ alg: 'none' })}.${base64Url(claims)}.`;
}

/** How many characters the token of some claims of ASCII has, without making it. */
export function unsecuredLength(claims: object): number {
  const sizes = [{ alg: 'none' }, claims].map((part) => Math.ceil((JSON.stringify(part).length * 4) / 3));
  return sizes.reduce((sum, size) => sum + size + 1, 0);
}
