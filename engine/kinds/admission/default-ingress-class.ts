import type { AdmissionPlugin } from '../../api/admission.ts';
import type { Ingress, IngressClass } from '../types.ts';
import { isMainWrite } from './denial.ts';

const DEFAULT_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** An ingress that names no class gets the default one, if there is one (v1.25). */
/** Of several default classes the newest is taken, of those of one second the first by name. */
function newestFirst({ metadata: a }: IngressClass, { metadata: b }: IngressClass): number {
  const [one, other] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  if (one !== other) return one < other ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}

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
    const [first] = defaults.toSorted(newestFirst);
    if (first === undefined) return ingress;
    const withClass: Ingress = { ...ingress, spec: { ...ingress.spec, ingressClassName: first.metadata.name } };
    return withClass;
  },
};
