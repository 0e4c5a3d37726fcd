import type { AdmissionPlugin } from '../../api/admission.ts';
import type { CertificateSigningRequest } from '../certificates/certificate-signing-request.ts';
import { isMainWrite } from './denial.ts';

/** A request for a certificate says who made it, whatever its body says (certificates/strategy.go, PrepareForCreate, v1.25). */
export const certificateRequestor: AdmissionPlugin = {
  name: 'CertificateRequestor',
  kinds: ['CertificateSigningRequest'],
  admit: (request) => {
    const object = request.object as CertificateSigningRequest;
    if (!isMainWrite(request, 'create')) return object;
    const { uid: _uid, extra: _extra, ...spec } = (object as Partial<CertificateSigningRequest>).spec ?? {};
    const made = { ...spec, username: request.user, groups: [...request.groups] };
    return { ...object, spec: made as CertificateSigningRequest['spec'] };
  },
};
