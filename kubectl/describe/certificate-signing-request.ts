import {
  type CertificateSigningRequest,
  certificateStatus,
  decodeBase64Text,
  DerError,
  humanDuration,
  readSigningRequest,
  type SigningRequest,
  utf8Text,
} from '../../engine/index.ts';
import { KubectlError } from '../errors.ts';
import type { Describer } from './context.ts';
import { eventLines } from './events.ts';
import { pairText, timeText } from './text.ts';

/** What a subject may say besides its name, in describe's order, by object identifiers. */
const ATTRIBUTES: readonly (readonly [title: string, id: string])[] = [
  ['Organization', '2.5.4.10'],
  ['Organizational Unit', '2.5.4.11'],
  ['Country', '2.5.4.6'],
  ['Locality', '2.5.4.7'],
  ['Province', '2.5.4.8'],
  ['StreetAddress', '2.5.4.9'],
  ['PostalCode', '2.5.4.17'],
];
const SERIAL_NUMBER = '2.5.4.5';

export const describeCertificateSigningRequest: Describer<CertificateSigningRequest> = (request, { events, nowMs }) => {
  const { metadata, spec } = request;
  const { expirationSeconds: seconds } = spec;
  return [
    `Name:\t${metadata.name}\n`,
    `Labels:\t${pairText(metadata.labels)}\n`,
    `Annotations:\t${pairText(metadata.annotations)}\n`,
    `CreationTimestamp:\t${timeText(metadata.creationTimestamp)}\n`,
    `Requesting User:\t${spec.username ?? ''}\n`,
    `Signer:\t${spec.signerName}\n`,
    ...(seconds === undefined ? [] : [`Requested Duration:\t${humanDuration(seconds * 1000)}\n`]),
    `Status:\t${certificateStatus(request)}\n`,
    contentLines(decodeBase64Text(spec.request)),
    eventLines(events, nowMs),
  ].join('');
};

function contentLines(pem: string): string {
  const { subject, alternativeNames } = read(pem);
  const all = (id: string): readonly string[] =>
    subject.attributes.flatMap(([one, said]) => (one === id ? [said] : []));
  const names = [
    listed('DNS Names', alternativeNames.dns.map(valueText)),
    listed('Email Addresses', alternativeNames.emails.map(valueText)),
    listed('URIs', alternativeNames.uris.map(valueText)),
    listed('IP Addresses', alternativeNames.addresses.map(addressText)),
  ].join('');
  return [
    'Subject:\n',
    `\tCommon Name:\t${subject.commonName}\n`,
    `\tSerial Number:\t${all(SERIAL_NUMBER).at(-1) ?? ''}\n`,
    ...ATTRIBUTES.map(([title, id]) => listed(title, all(id))),
    ...(names === '' ? [] : ['Subject Alternative Names:\n', names]),
  ].join('');
}

function read(pem: string): SigningRequest {
  try {
    return readSigningRequest(pem);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new KubectlError(`Error parsing CSR: ${error.message}`);
  }
}

function listed(title: string, values: readonly string[]): string {
  return values.length === 0 ? '' : `\t${title}:\t${values.join('\n\t\t')}\n`;
}

/** Behind tag and length, which are one byte each for what is shorter than 128. */
const valueText = (name: Uint8Array): string => utf8Text(name.subarray(2));

/** An IPv4 address; the simulated network has no others. */
const addressText = (name: Uint8Array): string => [...name.subarray(2)].join('.');
