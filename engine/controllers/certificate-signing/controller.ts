import { decodeBase64Text, encodeBase64 } from '../../api/base64.ts';
import { toTimestamp } from '../../api/time.ts';
import { type Authority, endOf, signedCertificate } from '../../api/x509/certificate.ts';
import { readable } from '../../api/x509/der.ts';
import { readSigningRequest, type SigningRequest } from '../../api/x509/request.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { CertificateSigningRequest } from '../../kinds/certificates/certificate-signing-request.ts';
import { SIGNERS } from './signers.ts';
import { extendedKeyUsages, keyUsageOf } from './usages.ts';

const KIND = 'CertificateSigningRequest';
/** --cluster-signing-duration: the longest, and what is given where nothing is asked for. */
const YEAR_MS = 365 * 24 * 3_600_000;
const SHORTEST_MS = 600_000;
const BACKDATE_MS = 300_000;
/** Certificates that live shorter end when they were asked to, the time before now not counted. */
const SHORT_MS = 8 * 3_600_000;

/** Signs approved requests with the cluster's authority (csrsigning controllers of kube-controller-manager, v1.25). */
export function certificateSigning(authority: Authority): Component {
  return {
    name: 'certificate-controller',
    process: 'kube-controller-manager',
    scope: 'cluster',
    watches: [{ kind: KIND, keys: ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name]) }],
    reconcile: (name, view, context) => reconcile(name, view, context, authority),
  };
}

function reconcile(name: string, view: View, context: Context, authority: Authority): Outcome {
  const request = view.get<CertificateSigningRequest>(KIND, undefined, name);
  if (request === undefined || !isToSign(request)) return NOTHING;
  const check = SIGNERS[request.spec.signerName];
  if (check === undefined) return NOTHING;
  const read = readable(() => readSigningRequest(decodeBase64Text(request.spec.request)));
  // What cannot be read, or was signed by another key, is tried again for ever, and nothing is seen of it.
  if (read === undefined) return NOTHING;
  const why = check(read, request.spec.usages ?? []);
  if (why !== undefined)
    return withStatus(request, { conditions: [...conditionsOf(request), failed(why, context.nowMs)] });
  if (!read.isSound) return NOTHING;
  const certificate = encodeBase64(issue(request, read, context, authority));
  return withStatus(request, { certificate });
}

function isToSign(request: CertificateSigningRequest): boolean {
  const has = (wanted: string): boolean =>
    conditionsOf(request).some(({ type, status }) => type === wanted && (wanted !== 'Failed' || status === 'True'));
  return has('Approved') && !has('Denied') && !has('Failed') && (request.status.certificate ?? '') === '';
}

const conditionsOf = ({ status }: CertificateSigningRequest) => status.conditions ?? [];

function failed(message: string, nowMs: number) {
  const now = toTimestamp(nowMs);
  return {
    type: 'Failed',
    status: 'True',
    reason: 'SignerValidationFailure',
    message,
    lastUpdateTime: now,
    lastTransitionTime: now,
  };
}

function withStatus(request: CertificateSigningRequest, status: Partial<CertificateSigningRequest['status']>): Outcome {
  const object = { ...request, status: { ...request.status, ...status } };
  return { writes: [{ verb: 'update', object, subresource: 'status', ignore: ['NotFound', 'Conflict'] }] };
}

/** PermissiveSigningPolicy (authority/policies.go, v1.25). */
function issue(
  { spec }: CertificateSigningRequest,
  { subject, publicKey, alternativeNames }: SigningRequest,
  context: Context,
  authority: Authority,
): string {
  const asked = spec.expirationSeconds === undefined ? YEAR_MS : spec.expirationSeconds * 1000;
  const ttlMs = Math.min(YEAR_MS, Math.max(SHORTEST_MS, asked));
  const { nowMs } = context;
  const endMs = nowMs + ttlMs - (ttlMs < SHORT_MS ? 0 : BACKDATE_MS);
  return signedCertificate(
    {
      serialNumber: serialNumber(context),
      subject,
      publicKey,
      notBeforeMs: nowMs - BACKDATE_MS,
      notAfterMs: Math.min(endMs, endOf(authority.certificate)),
      keyUsage: keyUsageOf(spec.usages ?? []),
      extendedKeyUsages: extendedKeyUsages(spec.usages ?? []),
      alternativeNames,
    },
    authority,
  );
}

const DIGIT = 2 ** 32;

/** 128 bits. */
function serialNumber(context: Context): bigint {
  return [0, 1, 2, 3].reduce((number) => number * BigInt(DIGIT) + BigInt(context.random(DIGIT)), 0n);
}
