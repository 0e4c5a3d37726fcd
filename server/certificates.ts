import { webcrypto } from 'node:crypto';
import 'reflect-metadata'; // The certificates package needs it before it is loaded itself.
import * as x509 from '@peculiar/x509';

/** What an HTTPS server of our own needs, all PEM. */
export interface ServerCertificates {
  /** Of the authority; goes into the kubeconfig. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Clients whose clock goes behind still take the certificate. */
const BEFORE_MS = DAY_MS;
const VALID_MS = 365 * DAY_MS;

/** An authority that lives as long as the server, and a certificate for the loopback names. Neither key is ever written to disk. */
export async function makeCertificates(nowMs: number): Promise<ServerCertificates> {
  const authorityKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const serverKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const dates = { notBefore: new Date(nowMs - BEFORE_MS), notAfter: new Date(nowMs + VALID_MS) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=seatrial',
    ...dates,
    signingAlgorithm: ALGORITHM,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: 'CN=kube-apiserver',
    issuer: authority.subject,
    ...dates,
    signingAlgorithm: ALGORITHM,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'dns', value: 'kubernetes' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  return { ca: authority.toString('pem'), cert: cert.toString('pem'), key: await pemOf(serverKeys.privateKey) };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return x509.PemConverter.encode(bytes, 'PRIVATE KEY');
}
