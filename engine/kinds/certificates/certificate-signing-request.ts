import type { CertificateSigningRequest as Published } from 'kubernetes-types/certificates/v1.js';
import { goQuote } from '../../api/go-format.ts';
import type { Kind, KindContext } from '../../api/kind.ts';
import { toTimestamp } from '../../api/time.ts';
import { decodeBase64, decodeBase64Text } from '../../api/base64.ts';
import {
  duplicate,
  type FieldError,
  goValue,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../../api/validation/field-error.ts';
import { dns1123Label, dns1123Subdomain, type NameCheck, pathSegmentName } from '../../api/validation/names.ts';
import { immutable } from '../checks.ts';
import { AGE, humanDuration, NAME } from '../columns.ts';
import { each } from '../field-checks.ts';
import type { Stored } from '../types.ts';

export type CertificateSigningRequest = Stored<'CertificateSigningRequest', Published, 'spec' | 'status'>;

type Condition = NonNullable<CertificateSigningRequest['status']['conditions']>[number];

const MIN_SECONDS = 600;

export const certificateSigningRequest: Kind<CertificateSigningRequest> = {
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  shortNames: ['csr'],
  scope: 'Cluster',
  schema: 'io.k8s.api.certificates.v1.CertificateSigningRequest',
  nameCheck: pathSegmentName,
  prepareForCreate: (object) => ({ ...object, status: {} }),
  prepareForUpdate: (object, old) => ({ ...object, spec: old.spec, status: old.status }),
  validate,
  validateUpdate: ({ spec }, { spec: old }) => immutable(spec, old, 'spec'),
  subresources: {
    status: true,
    others: {
      approval: {
        verbs: ['get', 'update', 'patch'],
        kind: { group: 'certificates.k8s.io', version: 'v1', kind: 'CertificateSigningRequest' },
        prepareForUpdate: withConditions,
        validateUpdate: () => [],
      },
    },
  },
  fieldSelectors: { 'spec.signerName': ({ spec }) => spec.signerName },
  columns: [
    NAME,
    AGE,
    { name: 'SignerName', cell: ({ spec }) => spec.signerName || '<none>' },
    { name: 'Requestor', cell: ({ spec }) => spec.username ?? '' },
    { name: 'RequestedDuration', cell: ({ spec }) => requested(spec.expirationSeconds) },
    { name: 'Condition', cell: certificateStatus },
  ],
};

const requested = (seconds: number | undefined): string =>
  seconds === undefined ? '<none>' : humanDuration(seconds * 1000);

/** Approval may change nothing but the conditions. */
function withConditions(
  { status }: CertificateSigningRequest,
  old: CertificateSigningRequest,
  { nowMs }: KindContext,
): CertificateSigningRequest {
  const before = old.status.conditions ?? [];
  const conditions = (status.conditions ?? []).map((condition) => withTimes(condition, before, toTimestamp(nowMs)));
  return { ...old, status: { ...old.status, conditions } };
}

/** populateConditionTimestamps (v1.25): a condition that says what it said before has done so since then. */
function withTimes(condition: Condition, before: readonly Condition[], now: string): Condition {
  const same = before.find(({ type, status }) => type === condition.type && status === condition.status);
  return {
    ...condition,
    lastUpdateTime: condition.lastUpdateTime ?? now,
    lastTransitionTime: condition.lastTransitionTime ?? same?.lastTransitionTime ?? now,
  };
}

/** `Pending`, `Approved,Issued`: what became of a request, in one word or two. */
export function certificateStatus({ status }: CertificateSigningRequest): string {
  const types = new Set((status.conditions ?? []).map(({ type }) => type));
  const decided = types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending';
  const failed = types.has('Failed') ? `${decided},Failed` : decided;
  return (status.certificate ?? '') === '' ? failed : `${failed},Issued`;
}

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

function usageErrors(usages: readonly string[]): readonly FieldError[] {
  const seen = new Set<string>();
  return each('spec.usages', usages, (usage, path) => {
    const repeated = seen.has(usage) ? [duplicate(path, usage)] : [];
    seen.add(usage);
    return [...(USAGES.includes(usage) ? [] : [notSupported(path, usage, USAGES)]), ...repeated];
  });
}

const HEADER = /^-----BEGIN ([^-\n]+)-----\r?\n[\s\S]*-----END \1-----/m;

/** The request is a PEM block of its type; what stands inside is not read. */
function requestErrors(request: string): readonly FieldError[] {
  const text = decodeBase64Text(request);
  if (HEADER.exec(text)?.[1] === 'CERTIFICATE REQUEST') return [];
  const bytes = decodeBase64(request);
  const shown =
    request === ''
      ? goValue('[]byte(nil)')
      : goValue(`[]byte{${Array.from(bytes, (byte) => `0x${byte.toString(16)}`).join(', ')}}`);
  return [invalid('spec.request', shown, 'PEM block type must be CERTIFICATE REQUEST')];
}

/** ValidateCertificateSigningRequestCreate (v1.25), without reading the request itself: what cannot be read is never signed. */
function validate({ spec }: CertificateSigningRequest): readonly FieldError[] {
  const {
    signerName = '',
    usages,
    request,
    expirationSeconds,
  } = (spec ?? {}) as Partial<CertificateSigningRequest['spec']>;
  return [
    ...requestErrors(request ?? ''),
    ...((usages ?? []).length === 0 ? [required('spec.usages', 'usages must be provided')] : []),
    ...usageErrors(usages ?? []),
    ...(signerName === '' ? [required('spec.signerName', 'signerName must be provided')] : []),
    ...(signerName === '' ? [] : signerErrors(signerName)),
    ...(expirationSeconds !== undefined && expirationSeconds < MIN_SECONDS
      ? [
          invalid(
            'spec.expirationSeconds',
            expirationSeconds,
            `may not specify a duration less than ${MIN_SECONDS} seconds (10 minutes)`,
          ),
        ]
      : []),
  ];
}

const MAX_DOMAIN = 253;

/** ValidateCertificateSigningRequestSignerName (v1.25): `example.com/signer-name`, a domain with a dot in it, and a path. */
function signerErrors(name: string): readonly FieldError[] {
  const path = 'spec.signerName';
  const [domain = '', rest = '', ...more] = name.split('/');
  if (!name.includes('/') || more.length > 0) {
    return [invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
  }
  const labels = (whole: string, check: NameCheck): readonly FieldError[] =>
    whole
      .split('.')
      .flatMap((label) =>
        check(label).map((why) => invalid(path, whole, `validating label ${goQuote(label)}: ${why}`)),
      );
  return [
    ...(domain.length > MAX_DOMAIN ? [tooLong(path, MAX_DOMAIN)] : []),
    ...(domain.includes('.')
      ? []
      : [invalid(path, domain, 'should be a domain with at least two segments separated by dots')]),
    ...labels(domain, dns1123Label),
    ...labels(rest, dns1123Subdomain),
  ];
}
