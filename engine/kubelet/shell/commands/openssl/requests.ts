import { publicKeyInfo, type RsaKey } from '../../../../api/x509/rsa-key.ts';
import { type Attribute, attributeName, writtenName } from '../../../../api/x509/written-name.ts';
import { keyIdOf, readRequest, writeCertificate, writeRequest } from '../../../../api/x509/written.ts';
import { NotSimulated, type Work } from '../../work.ts';
import type { Call } from '../command.ts';
import { extensionsFrom } from './extensions.ts';
import { keyIn, newKey, print, randomHex } from './keys.ts';
import { numberOf, type Options, OpensslError, optionsOf, textOf } from './options.ts';
import { readSettings, sectionOf, settingIn, type Settings } from './settings.ts';
import { oneLine, requestText } from './text.ts';
import { privateKeyPem } from '../../../../api/x509/rsa-key.ts';

const DAY_MS = 86_400_000;
/** Of what `openssl req -x509` makes, as its own configuration says. */
const SELF_SIGNED = [
  ['subjectKeyIdentifier', 'hash'],
  ['authorityKeyIdentifier', 'keyid:always,issuer'],
  ['basicConstraints', 'CA:true'],
] as const;

/** `openssl req`: makes a request or, with -x509, a certificate of its own key, or shows a request. */
export function* req(call: Call, args: readonly string[]): Work<void> {
  const options = optionsOf(
    'req',
    args,
    'new x509 nodes noout text subject verify batch sha256',
    'key newkey keyout out in subj days config addext extensions reqexts set_serial',
  );
  const isMaking = options.has('new') || options.has('newkey') || (options.has('x509') && !options.has('in'));
  if (!isMaking) return show(call, options, yield* requestIn(call, options.value('in')));
  const settings = readSettings(
    options.has('config') ? textOf(call, options.value('config') ?? '', 'the configuration') : '',
  );
  const subject = writtenName(subjectOf(options, settings));
  const key = keyFor(call, options);
  const made = options.has('x509')
    ? selfSigned(call, options, settings, subject, key)
    : asked(options, settings, subject, key);
  if (!options.has('noout')) print(call, options.value('out'), made);
}

function* requestIn(call: Call, path: string | undefined): Work<string> {
  return path === undefined ? yield* call.stdin.rest() : textOf(call, path, 'X509 request');
}

function show(call: Call, options: Options, pem: string): void {
  const { subject, publicKey, extensions, isSound, signature } = readRequest(pem);
  if (options.has('verify')) call.stderr.write(isSound ? 'verify OK\n' : 'verify failure\n');
  if (options.has('text')) call.stdout.write(requestText(subject, publicKey, extensions, signature));
  if (options.has('subject')) call.stdout.write(`subject=${oneLine(subject)}\n`);
  if (!options.has('noout')) print(call, options.value('out'), pem);
}

function keyFor(call: Call, options: Options): RsaKey {
  const path = options.value('key');
  if (path !== undefined) return keyIn(call, path);
  const [, bits] = /^rsa(?::(\d+))?$/.exec(options.value('newkey') ?? 'rsa:2048') ?? [];
  if (bits === undefined && options.value('newkey') !== 'rsa')
    throw new NotSimulated(`openssl req -newkey ${options.value('newkey') ?? ''}`);
  if (!options.has('nodes')) throw new NotSimulated('openssl req that asks for a pass phrase (say -nodes)');
  const key = newKey(call, numberOf(bits ?? '2048', 'the number of bits'), true);
  call.stderr.write(`writing new private key to '${options.value('keyout') ?? 'privkey.pem'}'\n-----\n`);
  print(call, options.value('keyout') ?? 'privkey.pem', privateKeyPem(key));
  return key;
}

/** `-subj /CN=jane/O=dev`, or the section of the configuration. */
function subjectOf(options: Options, settings: Settings): readonly Attribute[] {
  const subject = options.value('subj');
  if (subject !== undefined) return attributesFrom(subject);
  const section = settingIn(settings, 'req', 'distinguished_name');
  if (section === undefined || settingIn(settings, 'req', 'prompt') !== 'no')
    throw new NotSimulated('an openssl req that asks questions (say -subj "/CN=...")');
  return sectionOf(settings, section).map(([name, value]) => attributeOf(name.replace(/^\d+\./, ''), value));
}

function attributesFrom(subject: string): readonly Attribute[] {
  if (!subject.startsWith('/'))
    throw new OpensslError(`Subject does not start with '/'.\nproblems making Certificate Request`);
  const parts = subject.slice(1).match(/(?:\\.|[^/\\])+/g) ?? [];
  return parts.map((part) => {
    const text = part.replaceAll(/\\(.)/g, '$1');
    const at = text.indexOf('=');
    if (at < 0)
      throw new OpensslError(
        `end of string encountered while processing type of subject name element #0\nproblems making Certificate Request`,
      );
    return attributeOf(text.slice(0, at), text.slice(at + 1));
  });
}

function attributeOf(text: string, value: string): Attribute {
  const name = attributeName(text);
  if (name === undefined) throw new NotSimulated(`openssl: the attribute ${text} of a name`);
  return [name, value];
}

function asked(options: Options, settings: Settings, subject: Uint8Array, key: RsaKey): string {
  const publicKey = publicKeyInfo(key);
  const section = options.value('reqexts') ?? settingIn(settings, 'req', 'req_extensions');
  const said = [...(section === undefined ? [] : sectionOf(settings, section)), ...added(options)];
  return writeRequest(subject, publicKey, extensionsFrom(said, settings, { subjectKey: publicKey }), key);
}

function selfSigned(call: Call, options: Options, settings: Settings, subject: Uint8Array, key: RsaKey): string {
  const publicKey = publicKeyInfo(key);
  const section = options.value('extensions') ?? settingIn(settings, 'req', 'x509_extensions');
  const said = [...(section === undefined ? SELF_SIGNED : sectionOf(settings, section)), ...added(options)];
  const parties = { subjectKey: publicKey, issuerKeyId: keyIdOf(publicKey) };
  const notBeforeMs = Math.floor(call.container.nowMs / 1000) * 1000;
  const days = numberOf(options.value('days') ?? '30', 'the number of days');
  return writeCertificate(
    {
      serialNumber: serialOf(call, options.value('set_serial')),
      issuer: subject,
      subject,
      publicKey,
      notBeforeMs,
      notAfterMs: notBeforeMs + days * DAY_MS,
      extensions: extensionsFrom(said, settings, parties),
    },
    key,
  );
}

/** A number that was given, or a random one of eight bytes. */
export function serialOf(call: Call, given: string | undefined): bigint {
  if (given === undefined) return BigInt(`0x${randomHex(call, 8)}`) | (1n << 63n);
  if (!/^(?:0x[\da-f]{1,40}|\d{1,40})$/i.test(given)) throw new OpensslError(`${given} is no serial number`);
  return BigInt(given);
}

function added(options: Options): readonly (readonly [string, string])[] {
  return options.values('addext').map((text) => {
    const at = text.indexOf('=');
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  });
}
