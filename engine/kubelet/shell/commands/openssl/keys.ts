import { encodeBase64 } from '../../../../api/base64.ts';
import { generateRsaKey, MAX_BITS, privateKeyPem, readPrivateKey, type RsaKey } from '../../../../api/x509/rsa-key.ts';
import { NotSimulated } from '../../work.ts';
import { type Call, pathOf } from '../command.ts';
import { numberOf, OpensslError, optionsOf, textOf } from './options.ts';

const DEFAULT_BITS = 2048;
const MIN_BITS = 512;
/** `openssl rand` gives no more. */
const MAX_RANDOM = 65_536;

/** `openssl genrsa [-out FILE] [BITS]`. */
export function genrsa(call: Call, args: readonly string[]): void {
  const options = optionsOf('genrsa', args, 'f4', 'out');
  const bits = numberOf(options.rest[0] ?? String(DEFAULT_BITS), 'the number of bits');
  print(call, options.value('out'), privateKeyPem(newKey(call, bits)));
}

/** A key that follows from the cluster's seed, and what openssl says meanwhile. */
export function newKey(call: Call, bits: number, isRequest = false): RsaKey {
  if (bits < MIN_BITS) throw new OpensslError(`a key has at least ${MIN_BITS} bits`);
  if (bits > MAX_BITS) throw new NotSimulated(`openssl: a key of more than ${MAX_BITS} bits`);
  for (let i = 0; i < stepsOf(bits); i++) call.container.count('openssl');
  const what = isRequest ? `a ${bits} bit RSA private key` : `RSA private key, ${bits} bit long modulus`;
  call.stderr.write(`Generating ${what}\n....+++\n....+++\n${isRequest ? '' : 'e is 65537 (0x10001)\n'}`);
  return generateRsaKey(bits, randomHex(call, 32));
}

/** How much of what may be done at one instant a key takes: a hundred of the usual size are enough. */
function stepsOf(bits: number): number {
  return 200 * (bits / DEFAULT_BITS) ** 4;
}

/** `openssl rsa -in FILE [-check] [-noout] [-out FILE]`. */
export function rsa(call: Call, args: readonly string[]): void {
  const options = optionsOf('rsa', args, 'check noout', 'in out');
  const key = keyIn(call, options.value('in') ?? '');
  if (options.has('check')) call.stdout.write('RSA key ok\n');
  if (options.has('noout')) return;
  call.stderr.write('writing RSA key\n');
  print(call, options.value('out'), privateKeyPem(key));
}

export function keyIn(call: Call, path: string): RsaKey {
  const key = readPrivateKey(textOf(call, path, 'Private Key'));
  if (key === undefined) throw new OpensslError(`unable to load Private Key: ${path} has none of RSA`);
  return key;
}

/** `openssl rand [-hex|-base64] [-out FILE] NUMBER`. */
export function rand(call: Call, args: readonly string[]): void {
  const options = optionsOf('rand', args, 'hex base64', 'out');
  const count = numberOf(options.rest[0] ?? '', 'the number of bytes');
  if (count > MAX_RANDOM) throw new NotSimulated(`openssl rand of more than ${MAX_RANDOM} bytes`);
  const hex = randomHex(call, count);
  if (options.has('hex')) return print(call, options.value('out'), `${hex}\n`);
  if (!options.has('base64')) throw new NotSimulated('openssl rand without -hex or -base64');
  const bytes = Uint8Array.from({ length: count }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  print(call, options.value('out'), lines.map((line) => `${line}\n`).join(''));
}

export function randomHex({ container }: Call, count: number): string {
  return Array.from({ length: count }, () => container.input.random(256).toString(16).padStart(2, '0')).join('');
}

/** Into a file, or to standard output. */
export function print(call: Call, path: string | undefined, text: string): void {
  if (path === undefined || path === '-') return call.stdout.write(text);
  const written = call.container.files.write(pathOf(call, path), text, false);
  if (!written.ok) throw new OpensslError(`${path}: ${written.why}`);
}
