import { decodeBase64, encodeBase64 } from '../base64.ts';

/** The bytes of the first block of a type; undefined: there is none. */
export function fromPem(pem: string, type: string): Uint8Array | undefined {
  const [, body] = new RegExp(`-----BEGIN ${type}-----([^-]*)-----END ${type}-----`).exec(pem) ?? [];
  return body === undefined ? undefined : decodeBase64(body.replaceAll(/\s/g, ''));
}

export function toPem(bytes: Uint8Array, type: string): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n');
}
