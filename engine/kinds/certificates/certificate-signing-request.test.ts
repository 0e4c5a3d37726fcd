import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiServer } from '../../api/server.ts';
import { clientFor } from '../../api/user-client.ts';
import { Random } from '../../kernel/random.ts';
import { Trace } from '../../kernel/trace.ts';
import { type CertificateSigningRequest, certificateSigningRequest } from './certificate-signing-request.ts';

test('an approval is written through its subresource, and nothing else is', () => {
  const server = new ApiServer({
    kinds: [certificateSigningRequest],
    admission: [],
    authorize: () => undefined,
    random: new Random('test'),
    trace: new Trace(0),
    nowMs: () => 0,
  });
  const client = clientFor(server, 'kubernetes-admin', ['system:masters'], 'kubectl');
  const ref = { kind: 'CertificateSigningRequest', name: 'kim' };
  const created = client.create(ref.kind, undefined, {
    apiVersion: 'certificates.k8s.io/v1',
    kind: ref.kind,
    metadata: { name: 'kim' },
    spec: {
      request: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KYUdrPQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K',
      signerName: 'example.com/x',
      usages: ['client auth'],
    },
  }) as CertificateSigningRequest;
  const conditions = [{ type: 'Approved', status: 'True', reason: 'KubectlApprove' }];
  const body = {
    ...created,
    spec: { ...created.spec, signerName: 'example.com/other' },
    status: { conditions, certificate: 'aGk=' },
  };
  const approved = client.update(ref, body, { subresource: 'approval' }) as CertificateSigningRequest;
  const now = '1970-01-01T00:00:00Z';
  const timed = [{ ...conditions[0], lastUpdateTime: now, lastTransitionTime: now }];
  assert.deepEqual(approved.status, { conditions: timed });
  assert.equal(approved.spec.signerName, 'example.com/x');
  // The object itself keeps its status.
  assert.deepEqual((client.update(ref, { ...approved, status: {} }) as CertificateSigningRequest).status, {
    conditions: timed,
  });
});
