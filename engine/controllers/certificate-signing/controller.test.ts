import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { decodeBase64Text, encodeBase64 } from '../../api/base64.ts';
import { contextAt, viewOf } from '../../component/testing.ts';
import {
  type CertificateSigningRequest,
  certificateSigningRequest,
} from '../../kinds/certificates/certificate-signing-request.ts';
import { AUTHORITY, certificateHolder } from '../../topology/ca.ts';
import { certificateSigning } from './controller.ts';
import { JOHN, NODE, PLAIN, SERVING, TAMPERED } from './testing.ts';

const NOW_MS = Date.UTC(2022, 9, 3);
const APPROVED = { type: 'Approved', status: 'True', reason: 'KubectlApprove', message: '' };
const CLIENT = 'kubernetes.io/kube-apiserver-client';

type Status = CertificateSigningRequest['status'];

/** What the controller writes into the status of such a request; undefined: it writes nothing. */
function statusOf(
  pem: string,
  signerName: string,
  usages: readonly string[],
  more: { readonly expirationSeconds?: number; readonly conditions?: Status['conditions'] } = {},
): Status | undefined {
  const { expirationSeconds, conditions = [APPROVED] } = more;
  const spec = {
    request: encodeBase64(pem),
    signerName,
    usages,
    ...(expirationSeconds === undefined ? {} : { expirationSeconds }),
  };
  const request = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'x' },
    spec,
    status: { conditions },
  } as unknown as CertificateSigningRequest;
  const view = viewOf([request], [certificateSigningRequest]);
  const { writes } = certificateSigning(AUTHORITY).reconcile('x', view, contextAt({ nowMs: NOW_MS, random: () => 7 }));
  const [write] = writes;
  return write?.verb === 'update' ? (write.object as CertificateSigningRequest).status : undefined;
}

function certificate(...given: Parameters<typeof statusOf>): X509Certificate {
  const pem = decodeBase64Text(statusOf(...given)?.certificate ?? '');
  return new X509Certificate(pem);
}

test('a certificate is what the authority signs, and says what was asked for', () => {
  const made = certificate(JOHN, CLIENT, ['digital signature', 'key encipherment', 'client auth']);
  const authority = new X509Certificate(AUTHORITY.certificate);
  assert.ok(made.verify(authority.publicKey) && made.checkIssued(authority));
  assert.deepEqual(
    [made.subject, made.issuer, made.validFrom, made.validTo, made.ca, made.subjectAltName, made.keyUsage],
    [
      'O=qa + O=dev\nCN=john',
      'CN=kubernetes',
      'Oct  2 23:55:00 2022 GMT',
      'Oct  2 23:55:00 2023 GMT',
      false,
      'DNS:a.b, email:j@a.b, IP Address:10.0.0.1, URI:https://a.b/c',
      ['1.3.6.1.5.5.7.3.2'],
    ],
  );
});

test('its names keep their letters, and keys of other kinds are signed as well', () => {
  const made = certificate(PLAIN, CLIENT, ['client auth']);
  assert.equal(made.subject, 'C=KR\nO=김_dev\nOU=x\nL=Seoul\nST=Seoul\nCN=eve@a');
});

/** Seconds asked for, and when the certificate ends (authority/policies.go, v1.25): what is short is not backdated. */
const ENDS: readonly (readonly [seconds: number, end: string])[] = [
  [600, 'Oct  3 00:10:00 2022 GMT'],
  [3600, 'Oct  3 01:00:00 2022 GMT'],
  [86_400, 'Oct  3 23:55:00 2022 GMT'],
  [10 * 365 * 86_400, 'Oct  2 23:55:00 2023 GMT'],
];

for (const [expirationSeconds, end] of ENDS)
  test(`it ends ${expirationSeconds} s from now at ${end}`, () => {
    assert.equal(certificate(JOHN, CLIENT, ['client auth'], { expirationSeconds }).validTo, end);
  });

/** Who is known by such a certificate. */
test('the holder is its common name, in the groups of its organizations, while it lasts', () => {
  const pem = decodeBase64Text(statusOf(JOHN, CLIENT, ['client auth'], { expirationSeconds: 600 })?.certificate ?? '');
  assert.deepEqual(certificateHolder(pem, NOW_MS), { user: 'john', groups: ['qa', 'dev', 'system:authenticated'] });
  assert.equal(certificateHolder(pem, NOW_MS + 600_001), undefined);
  assert.equal(certificateHolder(pem.replace('MII', 'MIJ'), NOW_MS), undefined);
  assert.equal(certificateHolder(JOHN, NOW_MS), undefined);
});

const NODES = 'kubernetes.io/kube-apiserver-client-kubelet';
const SERVERS = 'kubernetes.io/kubelet-serving';
const NODE_USAGES = ['digital signature', 'key encipherment', 'client auth'];

/** What is wrong with a request, in the words of signer.go and helpers.go (v1.25). */
const FAILURES: readonly (readonly [pem: string, signer: string, usages: readonly string[], message: string])[] = [
  [JOHN, CLIENT, ['server auth'], 'invalid usage for client certificate: server auth'],
  [JOHN, CLIENT, ['digital signature'], 'missing required usage for client certificate: client auth'],
  [JOHN, NODES, NODE_USAGES, 'subject organization is not system:nodes'],
  [SERVING, NODES, NODE_USAGES, 'DNS subjectAltNames are not allowed'],
  [NODE, NODES, ['client auth'], 'usages did not match [client auth digital signature key encipherment]'],
  [NODE, SERVERS, ['digital signature', 'server auth'], 'DNS or IP subjectAltName is required'],
  [SERVING, SERVERS, ['server auth'], 'usages did not match [digital signature key encipherment server auth]'],
];

for (const [pem, signer, usages, message] of FAILURES)
  test(`not signed by ${signer}: ${message}`, () => {
    const { conditions = [], certificate: made } = statusOf(pem, signer, usages) ?? {};
    const { type, reason, message: said } = conditions[1] ?? {};
    assert.deepEqual([type, reason, said, made], ['Failed', 'SignerValidationFailure', message, undefined]);
  });

test('kubelets get theirs, without key encipherment too', () => {
  assert.match(certificate(NODE, NODES, NODE_USAGES).subject, /CN=system:node:w1-k8s/);
  assert.match(certificate(SERVING, SERVERS, ['digital signature', 'server auth']).subject, /CN=system:node:w1-k8s/);
});

const LEFT: readonly (readonly [name: string, ...given: Parameters<typeof statusOf>])[] = [
  ['nobody has decided', JOHN, CLIENT, ['client auth'], { conditions: [] }],
  ['it was denied', JOHN, CLIENT, ['client auth'], { conditions: [{ ...APPROVED, type: 'Denied' }] }],
  ['it has failed', JOHN, CLIENT, ['client auth'], { conditions: [APPROVED, { ...APPROVED, type: 'Failed' }] }],
  ['another signer is asked', JOHN, 'example.com/mine', ['client auth']],
  ['another key has signed it', TAMPERED, CLIENT, ['client auth']],
  [
    'nobody can read it',
    '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
    CLIENT,
    ['client auth'],
  ],
];

for (const [name, ...given] of LEFT) test(`left alone: ${name}`, () => assert.equal(statusOf(...given), undefined));
