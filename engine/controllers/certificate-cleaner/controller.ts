import { decodeBase64Text } from '../../api/base64.ts';
import { givenTimestamp } from '../../api/time.ts';
import { endOf } from '../../api/x509/certificate.ts';
import { readable } from '../../api/x509/der.ts';
import type { Component, Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { CertificateSigningRequest } from '../../kinds/certificates/certificate-signing-request.ts';

const KIND = 'CertificateSigningRequest';
const LOOK = 'look';
const HOUR_MS = 3_600_000;
/** How long a request without any decision is kept; one that was decided, an hour. */
const PENDING_MS = 24 * HOUR_MS;

/** Deletes old signing requests, once an hour (csrcleaner, v1.25). */
export const certificateCleaner: Component = {
  name: 'certificate-cleaner',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [{ kind: KIND, keys: ({ type }) => (type === 'ADDED' ? [LOOK] : []) }],
  reconcile: (_, view, { nowMs }) => reconcile(view, nowMs),
};

/** The hours are those of a process as old as the cluster; without requests nobody looks. */
function reconcile(view: View, nowMs: number): Outcome {
  const requests = view.list<CertificateSigningRequest>(KIND);
  if (requests.length === 0) return { writes: [] };
  const isHour = nowMs % HOUR_MS === 0;
  const old = isHour ? requests.filter((request) => isOld(request, nowMs)) : [];
  const writes = old.map(({ metadata: { name } }) => ({
    verb: 'delete' as const,
    kind: KIND,
    namespace: undefined,
    name,
    ignore: ['NotFound' as const],
  }));
  return { writes, requeueAfterMs: HOUR_MS - (nowMs % HOUR_MS) };
}

function isOld({ metadata, status }: CertificateSigningRequest, nowMs: number): boolean {
  const isOlderThan = (time: string | undefined, ms: number): boolean => (givenTimestamp(time) ?? nowMs) < nowMs - ms;
  const { conditions = [], certificate = '' } = status;
  if (conditions.length === 0) return isOlderThan(metadata.creationTimestamp, PENDING_MS);
  return conditions.some(({ type, lastUpdateTime }) => {
    if (type === 'Approved')
      return certificate !== '' && (isOlderThan(lastUpdateTime, HOUR_MS) || isOver(certificate, nowMs));
    return (type === 'Denied' || type === 'Failed') && isOlderThan(lastUpdateTime, HOUR_MS);
  });
}

function isOver(certificate: string, nowMs: number): boolean {
  return (readable(() => endOf(decodeBase64Text(certificate))) ?? Infinity) < nowMs;
}
