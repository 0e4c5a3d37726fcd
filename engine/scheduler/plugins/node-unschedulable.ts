import { isTolerated } from '../../kinds/core/node-facts.ts';
import type { Plugin } from '../framework.ts';

const NAME = 'NodeUnschedulable';
const CORDONED = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const REJECTION = { plugin: NAME, reasons: ['node(s) were unschedulable'], resolvable: false };

/** A cordoned node takes only pods that tolerate its taint. */
export const nodeUnschedulable: Plugin = {
  name: NAME,
  events: ['node-add', 'node-taint'],
  check: ({ tolerations }, { node }) =>
    node?.spec.unschedulable === true && !isTolerated(CORDONED, tolerations) ? REJECTION : undefined,
};
