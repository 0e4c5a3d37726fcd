import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { readSigningRequest } from '../../../../api/x509/request.ts';
import { AUTHORITY, authorityKeyPem, certificateHolder } from '../../../../topology/ca.ts';
import { HOME, Terminal } from '../../terminal.ts';
import { TestMachine } from '../../terminal-testing.ts';
import { START_MS } from '../../testing.ts';

/** What the last of some lines prints, and the machine on which they were typed. */
function typed(...texts: readonly string[]) {
  const machine = new TestMachine();
  machine.files.write(`${HOME}/ca.crt`, AUTHORITY.certificate, false);
  machine.files.write(`${HOME}/ca.key`, authorityKeyPem(), false);
  const terminal = new Terminal(machine);
  const results = texts.map((text) => terminal.run(text));
  const { exitCode = -1, stdout = '', stderr = '' } = results.at(-1) ?? {};
  const read = (name: string): string => machine.files.read(`${HOME}/${name}`) ?? '';
  return { said: `${exitCode} ${stdout}${stderr}`, stdout, read };
}

const REQUEST = [
  'openssl genrsa -out jane.key 1024 2>/dev/null',
  'openssl req -new -key jane.key -subj "/CN=jane/O=dev" -out jane.csr',
];
const SIGN = 'openssl x509 -req -in jane.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out jane.crt';

test('a key is one that others read, and the same whenever it is made', () => {
  const key = typed('openssl genrsa -out a.key 2048 2>/dev/null').read('a.key');
  assert.equal(createPrivateKey(key).asymmetricKeyDetails?.modulusLength, 2048);
  assert.equal(typed('openssl genrsa -out a.key 2048 2>/dev/null').read('a.key'), key);
});

test('a request says who asks, and is signed by its own key', () => {
  const { subject, isSound } = readSigningRequest(typed(...REQUEST).read('jane.csr'));
  assert.deepEqual([subject.commonName, subject.organizations, isSound], ['jane', ['dev'], true]);
});

test('a certificate of the cluster lets its holder in', () => {
  const { read, said } = typed(...REQUEST, SIGN);
  assert.equal(said, '0 Signature ok\nsubject=/CN=jane/O=dev\nGetting CA Private Key\n');
  const certificate = new X509Certificate(read('jane.crt'));
  assert.ok(certificate.verify(new X509Certificate(AUTHORITY.certificate).publicKey));
  assert.ok(certificate.checkPrivateKey(createPrivateKey(read('jane.key'))));
  assert.equal(certificate.validTo, 'Nov  2 00:00:00 2022 GMT');
  assert.equal(certificateHolder(read('jane.crt'), START_MS)?.user, 'jane');
  assert.equal(read('ca.srl'), `${certificate.serialNumber}\n`);
});

test('a certificate of its own key, with names', () => {
  const { read } = typed(
    'openssl req -x509 -nodes -newkey rsa:1024 -days 7 -keyout t.key -out t.crt -subj /CN=a -addext "subjectAltName=DNS:a.b,IP:10.0.0.1"',
  );
  const certificate = new X509Certificate(read('t.crt'));
  assert.equal(certificate.subjectAltName, 'DNS:a.b, IP Address:10.0.0.1');
  assert.ok(certificate.ca && certificate.verify(certificate.publicKey));
});

test('what a configuration asks for is in the certificate', () => {
  const conf =
    '[ req ]\nprompt = no # nobody is asked\ndistinguished_name = dn\nreq_extensions = v3\n[ dn ]\nC = KR\nCN = web\n' +
    '[ v3 ]\nsubjectAltName = @names\nkeyUsage = critical, digitalSignature, keyEncipherment\nextendedKeyUsage = serverAuth\n' +
    '[ names ]\nDNS.1 = web\nIP.1 = 10.1.2.3\n';
  const { read } = typed(
    `cat > c.conf <<'EOF'\n${conf}EOF`,
    'openssl req -new -nodes -newkey rsa:1024 -keyout w.key -out w.csr -config c.conf',
    'openssl x509 -req -in w.csr -CA ca.crt -CAkey ca.key -set_serial 7 -extensions v3 -extfile c.conf -out w.crt',
  );
  assert.equal(readSigningRequest(read('w.csr')).alternativeNames.dns.length, 1);
  const certificate = new X509Certificate(read('w.crt'));
  assert.equal(certificate.subjectAltName, 'DNS:web, IP Address:10.1.2.3');
  assert.deepEqual(
    [certificate.serialNumber, certificate.keyUsage, certificate.subject],
    ['07', ['1.3.6.1.5.5.7.3.1'], 'C=KR\nCN=web'],
  );
});

const SAID: readonly (readonly [lines: readonly string[], said: string | RegExp])[] = [
  [
    [...REQUEST, SIGN, 'openssl x509 -in jane.crt -noout -subject -issuer'],
    '0 issuer= /CN=kubernetes\nsubject= /CN=jane/O=dev\n',
  ],
  [
    [...REQUEST, SIGN, 'openssl x509 -noout -dates < jane.crt'],
    '0 notBefore=Oct  3 00:00:00 2022 GMT\nnotAfter=Nov  2 00:00:00 2022 GMT\n',
  ],
  [[...REQUEST, SIGN, 'openssl x509 -in jane.crt -noout -checkend 86400'], '0 Certificate will not expire\n'],
  [[...REQUEST, SIGN, 'openssl x509 -in jane.crt -noout -checkend 9999999'], '1 Certificate will expire\n'],
  [[...REQUEST, SIGN, 'openssl verify -CAfile ca.crt jane.crt'], '0 jane.crt: OK\n'],
  [[...REQUEST, 'openssl req -in jane.csr -noout -verify -subject'], '0 subject=/CN=jane/O=dev\nverify OK\n'],
  [
    ['openssl x509 -in ca.crt -noout -text'],
    /^0 Certificate:\n {4}Data:\n {8}Version: 3 \(0x2\)\n {8}Serial Number: 0 \(0x0\)\n {4}Signature Algorithm: sha256WithRSAEncryption\n {8}Issuer: CN=kubernetes\n {8}Validity\n {12}Not Before: Oct {2}2 00:00:00 2022 GMT\n[^]* {12}X509v3 Key Usage: critical\n {16}Digital Signature, Key Encipherment, Certificate Sign\n {12}X509v3 Basic Constraints: critical\n {16}CA:TRUE\n[^]*DNS:kubernetes\n/,
  ],
  [['openssl rand -hex 4'], /^0 [\da-f]{8}\n$/],
  [['openssl genrsa -out a.key 9000'], '2 seatrial: openssl: a key of more than 4096 bits is not simulated\n'],
  [['openssl genrsa -aes256 2048'], '2 seatrial: openssl genrsa -aes256 is not simulated\n'],
  [
    ['openssl req -new -key ca.key'],
    '2 seatrial: an openssl req that asks questions (say -subj "/CN=...") is not simulated\n',
  ],
  [
    ['openssl req -new -key nope.key -subj /CN=a'],
    '1 nope.key: No such file or directory\nunable to load Private Key\n',
  ],
  [['openssl x509 -in ca.key -noout'], '1 no PEM block of a certificate\n'],
  [['openssl s_client -connect a:443'], '2 seatrial: openssl s_client is not simulated\n'],
];

for (const [lines, said] of SAID)
  test(`openssl says to: ${lines.at(-1) ?? ''}`, () => {
    const found = typed(...lines).said;
    if (typeof said === 'string') assert.equal(found, said);
    else assert.match(found, said);
  });
