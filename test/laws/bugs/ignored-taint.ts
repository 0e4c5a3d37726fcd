import type { Node } from '../../../engine/index.ts';
import type { Bug } from './index.ts';
import { seeing } from './seen-through.ts';

export const ignoredTaint: Bug = {
  says: 'the scheduler does not see the taints of nodes',
  component: 'default-scheduler',
  spoil: (component) =>
    seeing<Node>(component, 'Node', (node) => {
      const { taints: _unseen, ...spec } = node.spec;
      return { ...node, spec };
    }),
};
