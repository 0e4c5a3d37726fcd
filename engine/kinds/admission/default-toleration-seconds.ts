import type { AdmissionPlugin } from '../../api/admission.ts';
import type { Pod, Toleration } from '../types.ts';
import { isMainWrite } from './denial.ts';

const SECONDS = 300;

/** All pods share these. */
const DEFAULTS: readonly Toleration[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map(
  (key) => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: SECONDS,
  }),
);

/** Pods stay five minutes on a node that is not ready or cannot be reached, unless they say otherwise (v1.25). */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  kinds: ['Pod'],
  admit: (request) => {
    const pod = request.object as Pod;
    if (!isMainWrite(request, 'create', 'update')) return pod;
    const given = pod.spec.tolerations ?? [];
    const missing = DEFAULTS.filter(({ key = '' }) => !given.some((toleration) => covers(toleration, key)));
    if (missing.length === 0) return pod;
    const tolerations = given.length === 0 ? DEFAULTS : [...given, ...missing];
    return { ...pod, spec: { ...pod.spec, tolerations } };
  },
};

function covers({ key = '', effect = '' }: Toleration, taint: string): boolean {
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === '');
}
