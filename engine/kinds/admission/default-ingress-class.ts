import type { AdmissionPlugin } from '../../api/admission.ts';
import type { Ingress, IngressClass } from '../types.ts';
import { deny, isMainWrite } from './denial.ts';

const DEFAULT_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** An ingress that names no class gets the default one, if there is one (v1.25). */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  kinds: ['Ingress'],
  admit: (request) => {
    const ingress = request.object as Ingress;
    const hasClass =
      ingress.spec.ingressClassName !== undefined || ingress.metadata.annotations?.[CLASS_ANNOTATION] !== undefined;
    if (!isMainWrite(request, 'create') || hasClass) return ingress;
    const defaults = request.context
      .list<IngressClass>('IngressClass')
      .filter(({ metadata }) => metadata.annotations?.[DEFAULT_ANNOTATION] === 'true');
    const [first, ...others] = defaults;
    if (others.length > 0) {
      throw deny(request, `Internal error occurred: ${defaults.length} default IngressClasses were found`);
    }
    if (first === undefined) return ingress;
    const withClass: Ingress = { ...ingress, spec: { ...ingress.spec, ingressClassName: first.metadata.name } };
    return withClass;
  },
};
