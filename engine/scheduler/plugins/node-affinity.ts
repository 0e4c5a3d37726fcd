import { normalizeByMax, type Plugin, SKIP } from '../framework.ts';
import { matchesPreference } from '../node-affinity.ts';

const NAME = 'NodeAffinity';
const REJECTION = { plugin: NAME, reasons: ["node(s) didn't match Pod's node affinity/selector"], resolvable: false };

const CONFLICT = { plugin: NAME, reasons: ['pod affinity terms conflict'], resolvable: false };

/** nodeSelector and node affinity. Where all required terms name nodes, only those are looked at (PreFilter, v1.25). */
export const nodeAffinity: Plugin = {
  name: NAME,
  events: ['node-add', 'node-label'],
  check: ({ requiredNodes }, { node }) =>
    requiredNodes === undefined || (node !== undefined && requiredNodes(node)) ? undefined : REJECTION,
  prepare({ podClass: { namedNodes } }) {
    if (namedNodes === undefined) return SKIP;
    return namedNodes.size === 0 ? { verdict: 'reject', rejection: CONFLICT } : { verdict: 'only', nodes: namedNodes };
  },
  score: {
    weight: 2,
    idle: 0,
    prepare({ podClass: { preferredNodes } }) {
      if (preferredNodes.length === 0) return undefined;
      return {
        raw: ({ node }) =>
          preferredNodes.reduce(
            (sum, { weight, term }) => sum + (node !== undefined && matchesPreference(term, node) ? weight : 0),
            0,
          ),
        normalize: (scores) => normalizeByMax(scores, false),
      };
    },
  },
};
