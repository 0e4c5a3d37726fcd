import type { AdmissionPlugin, AdmissionRequest } from '../../api/admission.ts';
import { notFound } from '../../api/status-error.ts';
import type { Namespace } from '../types.ts';
import { deny } from './denial.ts';

const PROTECTED = ['default', 'kube-system', 'kube-public'];
const NAMESPACES = { group: '', plural: 'namespaces', kind: 'Namespace' };

/** Nothing is made in a namespace that is missing or going, and three namespaces stay (v1.25). */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit: (request) => {
    check(request);
    return request.object;
  },
  validate: (request) => {
    if (request.verb === 'delete') refuseProtected(request);
  },
};

function refuseProtected(request: AdmissionRequest): void {
  if (request.kind.kind !== 'Namespace' || request.kind.group !== '' || !PROTECTED.includes(request.name)) return;
  throw deny(request, 'this namespace may not be deleted');
}

function check(request: AdmissionRequest): void {
  const { verb, namespace, context } = request;
  if (verb === 'delete') refuseProtected(request);
  if (namespace === undefined || (verb !== 'create' && verb !== 'update')) return;
  const found = context.get<Namespace>('Namespace', undefined, namespace);
  if (found === undefined) throw notFound(NAMESPACES, namespace);
  if (verb !== 'create' || !isTerminating(found)) return;
  const message = `namespace ${namespace} is being terminated`;
  throw deny(request, `unable to create new content in namespace ${namespace} because it is being terminated`, {
    causes: [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }],
  });
}

function isTerminating({ metadata, status }: Namespace): boolean {
  return metadata.deletionTimestamp !== undefined || status?.phase === 'Terminating';
}
