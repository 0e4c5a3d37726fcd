import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeBase64 } from '../../api/base64.ts';
import { toTimestamp } from '../../api/time.ts';
import { contextAt, viewOf } from '../../component/testing.ts';
import {
  type CertificateSigningRequest,
  certificateSigningRequest,
} from '../../kinds/certificates/certificate-signing-request.ts';
import { AUTHORITY } from '../../topology/ca.ts';
import { certificateCleaner } from './controller.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2022, 9, 4, 12);
/** Any certificate: this one lives until 2032. */
const CERTIFICATE = encodeBase64(AUTHORITY.certificate);

/** What became of a request, how many hours ago, and whether it goes now (cleaner.go, v1.25). */
const CASES: readonly (readonly [name: string, type: string, certificate: string, hours: number, goes: boolean])[] = [
  ['pending for a day', '', '', 24, false],
  ['pending for longer', '', '', 25, true],
  ['issued for an hour', 'Approved', CERTIFICATE, 1, false],
  ['issued for longer', 'Approved', CERTIFICATE, 2, true],
  ['approved, but never issued', 'Approved', '', 48, false],
  ['denied for an hour', 'Denied', '', 1, false],
  ['denied for longer', 'Denied', '', 2, true],
  ['failed for longer', 'Failed', '', 2, true],
];

function cleaned(type: string, certificate: string, hours: number, nowMs: number) {
  const time = toTimestamp(nowMs - hours * HOUR_MS);
  const conditions = type === '' ? [] : [{ type, status: 'True', reason: '', message: '', lastUpdateTime: time }];
  const request = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'x', creationTimestamp: time },
    spec: {},
    status: { conditions, ...(certificate === '' ? {} : { certificate }) },
  } as unknown as CertificateSigningRequest;
  const view = viewOf([request], [certificateSigningRequest]);
  return certificateCleaner.reconcile('look', view, contextAt({ nowMs }));
}

for (const [name, type, certificate, hours, goes] of CASES)
  test(`${goes ? 'deleted' : 'kept'}: ${name}`, () => {
    const { writes } = cleaned(type, certificate, hours, NOW_MS);
    assert.deepEqual(
      writes.map(({ verb }) => verb),
      goes ? ['delete'] : [],
    );
  });

test('deleted: issued, and the certificate has ended', () => {
  const later = Date.UTC(2033, 0, 1);
  assert.equal(cleaned('Approved', CERTIFICATE, 0, later).writes.length, 1);
});

test('it looks once an hour', () => {
  const { writes, requeueAfterMs } = cleaned('Denied', '', 2, NOW_MS + 600_000);
  assert.deepEqual([writes, requeueAfterMs], [[], HOUR_MS - 600_000]);
});
