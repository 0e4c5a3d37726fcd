import { readAll } from '../../../../api/x509/der.ts';
import { isSignedByRsa, rsaKeyOf } from '../../../../api/x509/rsa.ts';
import { readCertificate, readRequest, type WholeCertificate, writeCertificate } from '../../../../api/x509/written.ts';
import { sha256Hex } from '../../../../api/digest.ts';
import { fromPem } from '../../../../api/x509/pem.ts';
import { sameBytes } from '../../../../api/x509/der.ts';
import { publicKeyInfo } from '../../../../api/x509/rsa-key.ts';
import { NotSimulated, type Work } from '../../work.ts';
import { type Call, pathOf } from '../command.ts';
import { extensionsFrom } from './extensions.ts';
import { keyIn, print } from './keys.ts';
import { numberOf, type Options, OpensslError, optionsOf, textOf } from './options.ts';
import { serialOf } from './requests.ts';
import { readSettings, sectionOf } from './settings.ts';
import { certificateText, oneLine, timeText } from './text.ts';

const DAY_MS = 86_400_000;
const SUBJECT_KEY_ID = '2.5.29.14';

/** `openssl x509`: shows a certificate or, with -req, makes one of a request. */
export function* x509(call: Call, args: readonly string[]): Work<void> {
  const options = optionsOf(
    'x509',
    args,
    'req noout text subject issuer dates startdate enddate serial fingerprint sha256 CAcreateserial',
    'in out CA CAkey CAserial set_serial days extfile extensions signkey checkend inform',
  );
  const path = options.value('in');
  const pem =
    path === undefined
      ? yield* call.stdin.rest()
      : textOf(call, path, options.has('req') ? 'certificate request' : 'certificate');
  if (options.has('req')) return sign(call, options, pem);
  const certificate = readCertificate(pem);
  call.stdout.write(shown(certificate, options, pem));
  if (!options.has('noout')) print(call, options.value('out'), pem);
  const left = options.value('checkend');
  if (left !== undefined) return checkEnd(call, certificate, numberOf(left, 'the number of seconds'));
}

/** What is asked for, in the order in which OpenSSL prints it when it was asked so most often. */
function shown(certificate: WholeCertificate, options: Options, pem: string): string {
  const { subject, issuer, notBeforeMs, notAfterMs, serialNumber } = certificate;
  const has = (...names: readonly string[]): boolean => names.some((name) => options.has(name));
  return [
    has('issuer') ? `issuer= ${oneLine(issuer)}\n` : '',
    has('subject') ? `subject= ${oneLine(subject)}\n` : '',
    has('serial') ? `serial=${evenHex(serialNumber)}\n` : '',
    has('dates', 'startdate') ? `notBefore=${timeText(notBeforeMs)}\n` : '',
    has('dates', 'enddate') ? `notAfter=${timeText(notAfterMs)}\n` : '',
    has('fingerprint') ? fingerprint(options, pem) : '',
    has('text') ? certificateText(certificate) : '',
  ].join('');
}

function fingerprint(options: Options, pem: string): string {
  if (!options.has('sha256')) throw new NotSimulated('openssl x509 -fingerprint without -sha256');
  const hex = sha256Hex(fromPem(pem, 'CERTIFICATE') ?? new Uint8Array()).toUpperCase();
  return `SHA256 Fingerprint=${(hex.match(/../g) ?? []).join(':')}\n`;
}

class Ends extends Error {}

function checkEnd(call: Call, { notAfterMs }: WholeCertificate, seconds: number): void {
  const willEnd = notAfterMs < call.container.nowMs + seconds * 1000;
  call.stdout.write(willEnd ? 'Certificate will expire\n' : 'Certificate will not expire\n');
  if (willEnd) throw new Ends();
}

/** Whether an error only says that a certificate will end: exit code 1 without a word. */
export function isEnding(error: unknown): boolean {
  return error instanceof Ends;
}

function sign(call: Call, options: Options, pem: string): void {
  const request = readRequest(pem);
  call.stderr.write(
    `${request.isSound ? 'Signature ok' : 'Signature did not match the certificate request'}\nsubject=${oneLine(request.subject)}\n`,
  );
  if (!request.isSound) throw new OpensslError('the request was not signed by its own key');
  const own = options.value('signkey');
  const authority = own === undefined ? authorityOf(call, options) : undefined;
  const key = keyIn(call, own ?? options.value('CAkey') ?? options.value('CA') ?? '');
  if (authority !== undefined && !sameBytes(publicKeyInfo(key), authority.publicKey))
    throw new OpensslError('CA certificate and CA private key do not match');
  call.stderr.write(own === undefined ? 'Getting CA Private Key\n' : 'Getting Private key\n');
  const notBeforeMs = Math.floor(call.container.nowMs / 1000) * 1000;
  const certificate = writeCertificate(
    {
      serialNumber: authority === undefined ? serialOf(call, options.value('set_serial')) : nextSerial(call, options),
      issuer: (authority?.subject ?? request.subject).whole,
      subject: request.subject.whole,
      publicKey: request.publicKey,
      notBeforeMs,
      notAfterMs: notBeforeMs + numberOf(options.value('days') ?? '30', 'the number of days') * DAY_MS,
      extensions: extensionsOf(call, options, request.publicKey, authority),
    },
    key,
  );
  if (!options.has('noout')) print(call, options.value('out'), certificate);
}

function authorityOf(call: Call, options: Options): WholeCertificate {
  const path = options.value('CA');
  if (path === undefined) throw new NotSimulated('openssl x509 -req without -CA or -signkey');
  return readCertificate(textOf(call, path, 'CA certificate'));
}

function extensionsOf(call: Call, options: Options, subjectKey: Uint8Array, authority: WholeCertificate | undefined) {
  const path = options.value('extfile');
  if (path === undefined) return [];
  const settings = readSettings(textOf(call, path, 'the extensions'));
  const keyId = authority?.extensions.find(({ id }) => id === SUBJECT_KEY_ID)?.value;
  const issuerKeyId = keyId === undefined ? undefined : readAll(keyId)[0]?.content;
  const said = sectionOf(settings, options.value('extensions') ?? 'default');
  return extensionsFrom(said, settings, { subjectKey, ...(issuerKeyId === undefined ? {} : { issuerKeyId }) });
}

/** The number that the authority's serial file says, and the next one into it. */
function nextSerial(call: Call, options: Options): bigint {
  const given = options.value('set_serial');
  if (given !== undefined) return serialOf(call, given);
  const path = options.value('CAserial') ?? (options.value('CA') ?? '').replace(/\.[^./]*$/, '') + '.srl';
  const text = call.container.files.read(pathOf(call, path))?.trim();
  if (text === undefined && !options.has('CAcreateserial'))
    throw new OpensslError(`${path}: No such file or directory`);
  const serial = text === undefined ? serialOf(call, undefined) : serialOf(call, `0x${text}`);
  const next = text === undefined ? serial : serial + 1n;
  print(call, path, `${evenHex(next)}\n`);
  return next;
}

function evenHex(value: bigint): string {
  const hex = value.toString(16).toUpperCase();
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/** `openssl verify [-CAfile FILE] CERTIFICATE...`: whether the authority has signed each, and when it ends. Gives the exit code. */
export function verify(call: Call, args: readonly string[]): number {
  const options = optionsOf('verify', args, '', 'CAfile');
  const path = options.value('CAfile');
  if (path === undefined) throw new NotSimulated('openssl verify without -CAfile');
  const authority = readCertificate(textOf(call, path, 'CAfile'));
  const key = rsaKeyOf(authority.publicKey);
  return options.rest.reduce((status, file) => {
    const { toSign, signature, notAfterMs, issuer, subject } = readCertificate(textOf(call, file, 'certificate'));
    const isKnown = key !== undefined && sameBytes(issuer.whole, authority.subject.whole);
    const why =
      !isKnown || !isSignedByRsa(toSign, signature, key)
        ? 'error 20 at 0 depth lookup:unable to get local issuer certificate'
        : notAfterMs < call.container.nowMs
          ? 'error 10 at 0 depth lookup:certificate has expired'
          : undefined;
    call.stdout.write(why === undefined ? `${file}: OK\n` : `${file}: ${oneLine(subject).slice(1)}\n${why}\n`);
    return why === undefined ? status : 2;
  }, 0);
}
