import { bytesOf, type Der, joined } from '../../../../api/x509/der.ts';
import { bitLength } from '../../../../api/x509/rsa-key.ts';
import { rsaKeyOf } from '../../../../api/x509/rsa.ts';
import { attributesOf } from '../../../../api/x509/written-name.ts';
import type { Extension, WholeCertificate } from '../../../../api/x509/written.ts';
import { clockText } from '../date.ts';
import { extensionText } from './extensions.ts';

/** `/CN=jane/O=dev`, as OpenSSL 1.0 says a name in one line. */
export function oneLine(name: Der): string {
  return attributesOf(name)
    .map(([key, value]) => `/${key}=${value}`)
    .join('');
}

function inText(name: Der): string {
  return attributesOf(name)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** `Oct  3 00:00:00 2022 GMT` */
export function timeText(ms: number): string {
  return clockText(ms, '%b %e %H:%M:%S %Y GMT');
}

/** `openssl x509 -text` of OpenSSL 1.0.2. */
export function certificateText(certificate: WholeCertificate): string {
  const { version, serialNumber, issuer, subject, notBeforeMs, notAfterMs, publicKey, extensions } = certificate;
  return [
    'Certificate:',
    '    Data:',
    `        Version: ${version} (0x${version - 1})`,
    ...serialRows(serialNumber),
    '    Signature Algorithm: sha256WithRSAEncryption',
    `        Issuer: ${inText(issuer)}`,
    '        Validity',
    `            Not Before: ${timeText(notBeforeMs)}`,
    `            Not After : ${timeText(notAfterMs)}`,
    `        Subject: ${inText(subject)}`,
    ...keyRows(publicKey),
    ...extensionRows('X509v3 extensions:', extensions, 8),
    ...signatureRows(certificate.signature),
    '',
  ].join('\n');
}

/** `openssl req -text` of OpenSSL 1.0.2. */
export function requestText(
  subject: Der,
  publicKey: Uint8Array,
  extensions: readonly Extension[],
  signature: Uint8Array,
): string {
  return [
    'Certificate Request:',
    '    Data:',
    '        Version: 0 (0x0)',
    `        Subject: ${inText(subject)}`,
    ...keyRows(publicKey),
    '        Attributes:',
    ...(extensions.length === 0 ? ['            a0:00'] : extensionRows('Requested Extensions:', extensions, 8)),
    ...signatureRows(signature),
    '',
  ].join('\n');
}

function serialRows(serial: bigint): readonly string[] {
  if (serial < 1n << 63n) return [`        Serial Number: ${serial} (0x${serial.toString(16)})`];
  return ['        Serial Number:', `            ${hexes(bytesOf(serial)).join(':')}`];
}

function keyRows(publicKey: Uint8Array): readonly string[] {
  const key = rsaKeyOf(publicKey);
  if (key === undefined) return ['        Subject Public Key Info:', '            Public Key Algorithm: not RSA'];
  const bytes = bytesOf(key.modulus);
  const modulus = (bytes[0] ?? 0) < 0x80 ? bytes : joined([Uint8Array.of(0), bytes]);
  return [
    '        Subject Public Key Info:',
    '            Public Key Algorithm: rsaEncryption',
    `                Public-Key: (${bitLength(key.modulus)} bit)`,
    '                Modulus:',
    ...rows(modulus, 15, '                    '),
    `                Exponent: ${key.exponent} (0x${key.exponent.toString(16)})`,
  ];
}

function extensionRows(title: string, extensions: readonly Extension[], indent: number): readonly string[] {
  if (extensions.length === 0) return [];
  const spaces = ' '.repeat(indent);
  const body = extensions
    .map(extensionText)
    .flatMap(([name, text]) => [
      `${spaces}    ${name}${name.endsWith('critical') ? '' : ' '}`,
      ...text.split('\n').map((row) => (row === '' ? '' : `${spaces}        ${row}`)),
    ]);
  return [`${spaces}${title}`, ...body];
}

function signatureRows(signature: Uint8Array): readonly string[] {
  return ['    Signature Algorithm: sha256WithRSAEncryption', ...rows(signature, 18, '         ')];
}

function rows(bytes: Uint8Array, width: number, indent: string): readonly string[] {
  const all = hexes(bytes);
  const count = Math.ceil(all.length / width);
  return Array.from({ length: count }, (_, i) => {
    const row = all.slice(i * width, (i + 1) * width).join(':');
    return `${indent}${row}${i === count - 1 ? '' : ':'}`;
  });
}

function hexes(bytes: Uint8Array): readonly string[] {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
}
