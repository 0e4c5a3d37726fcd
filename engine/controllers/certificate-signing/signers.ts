import type { SigningRequest } from '../../api/x509/request.ts';

/** What is wrong with a request for a signer; undefined: nothing. */
type Check = (request: SigningRequest, usages: readonly string[]) => string | undefined;

/** The signers of kube-controller-manager and what they sign (signer.go and ValidateKubelet*CSR, v1.25). */
export const SIGNERS: Readonly<Record<string, Check>> = {
  'kubernetes.io/kube-apiserver-client': (_, usages) => clientUsages(usages),
  'kubernetes.io/kube-apiserver-client-kubelet': (request, usages) =>
    organization(request) ??
    noNames(request, ['dns', 'emails', 'addresses', 'uris']) ??
    commonName(request) ??
    exactly(usages, 'client auth'),
  'kubernetes.io/kubelet-serving': (request, usages) =>
    organization(request) ??
    servingNames(request) ??
    noNames(request, ['emails', 'uris']) ??
    exactly(usages, 'server auth') ??
    commonName(request),
};

function clientUsages(usages: readonly string[]): string | undefined {
  const other = usages.find((usage) => !['digital signature', 'key encipherment', 'client auth'].includes(usage));
  if (other !== undefined) return `invalid usage for client certificate: ${other}`;
  return usages.includes('client auth') ? undefined : 'missing required usage for client certificate: client auth';
}

function organization({ subject: { organizations } }: SigningRequest): string | undefined {
  const isNodes = organizations.length === 1 && organizations[0] === 'system:nodes';
  return isNodes ? undefined : 'subject organization is not system:nodes';
}

function commonName({ subject }: SigningRequest): string | undefined {
  const isNode = subject.commonName.startsWith('system:node:');
  return isNode ? undefined : 'subject common name does not begin with system:node:';
}

const NAMES = { dns: 'DNS', emails: 'Email', addresses: 'IP', uris: 'URI' } as const;

function noNames({ alternativeNames }: SigningRequest, kinds: readonly (keyof typeof NAMES)[]): string | undefined {
  const kind = kinds.find((each) => alternativeNames[each].length > 0);
  return kind === undefined ? undefined : `${NAMES[kind]} subjectAltNames are not allowed`;
}

function servingNames({ alternativeNames: { dns, addresses } }: SigningRequest): string | undefined {
  return dns.length + addresses.length > 0 ? undefined : 'DNS or IP subjectAltName is required';
}

/** Key encipherment may be left out: only RSA needs it. */
function exactly(usages: readonly string[], own: string): string | undefined {
  const given = [...new Set(usages)].filter((usage) => usage !== 'key encipherment').sort();
  const wanted = ['digital signature', own].sort();
  if (given.join() === wanted.join()) return undefined;
  return `usages did not match [${[own, 'digital signature', 'key encipherment'].sort().join(' ')}]`;
}
