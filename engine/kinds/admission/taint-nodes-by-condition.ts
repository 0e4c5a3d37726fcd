import type { AdmissionPlugin } from '../../api/admission.ts';
import type { Node } from '../types.ts';
import { isMainWrite } from './denial.ts';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

/** A new node takes no pods before it has said that it is ready (v1.25). */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  kinds: ['Node'],
  admit: (request) => {
    const node = request.object as Node;
    if (!isMainWrite(request, 'create')) return node;
    const taints = node.spec?.taints ?? [];
    const has = taints.some(({ key, effect }) => key === NOT_READY.key && effect === NOT_READY.effect);
    if (has) return node;
    const tainted: Node = { ...node, spec: { ...node.spec, taints: [...taints, NOT_READY] } };
    return tainted;
  },
};
