import { decodeBase64, encodeBase64 } from '../base64.ts';
import { ParseError } from '../parse-error.ts';

/** The bytes of the first block of a type; undefined: there is none, or what stands in it is no base64 (Go's pem.Decode). */
export function fromPem(pem: string, type: string): Uint8Array | undefined {
  const [, body] = new RegExp(`-----BEGIN ${type}-----([^-]*)-----END ${type}-----`).exec(pem) ?? [];
  if (body === undefined) return undefined;
  try {
    return decodeBase64(body.replaceAll(/\s/g, ''));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return undefined;
  }
}

export function toPem(bytes: Uint8Array, type: string): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n');
}
