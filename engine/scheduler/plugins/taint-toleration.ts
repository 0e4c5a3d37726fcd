import { findUntoleratedTaint, isTolerated } from '../../kinds/core/node-facts.ts';
import { normalizeByMax, type Plugin } from '../framework.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import type { PodClass } from '../pod-class.ts';

const NAME = 'TaintToleration';
const REPELLING = ['NoSchedule', 'NoExecute'];

/** Keeps pods off nodes with taints they do not tolerate, and prefers nodes with fewer soft ones. */
export const taintToleration: Plugin = {
  name: NAME,
  events: ['node-add', 'node-taint'],
  check({ tolerations }, { taints }) {
    if (taints.length === 0) return undefined;
    const taint = findUntoleratedTaint(taints, tolerations, REPELLING);
    if (taint === undefined) return undefined;
    const reason = `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
    return { plugin: NAME, reasons: [reason], resolvable: false };
  },
  score: {
    weight: 3,
    idle: 100,
    prepare({ podClass, cache }) {
      if (cache.softTaintedNodes === 0) return undefined;
      return { raw: (node) => softTaints(podClass, node), normalize: (scores) => normalizeByMax(scores, true) };
    },
  },
};

/** PreferNoSchedule taints that the pod does not tolerate. */
function softTaints(podClass: PodClass, { taints }: NodeInfo): number {
  const tolerations = podClass.tolerations.filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule');
  return taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations)).length;
}
