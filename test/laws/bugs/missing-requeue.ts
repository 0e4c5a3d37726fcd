import type { Bug } from './index.ts';

/** Its work is done only if something else wakes it when minReadySeconds have passed. */
export const missingRequeue: Bug = {
  says: 'the replica set controller forgets to look again at pods that are ready but not yet available',
  component: 'replicaset-controller',
  spoil: (component) => ({
    ...component,
    reconcile: (key, view, context) => {
      const { requeueAfterMs: _forgotten, ...outcome } = component.reconcile(key, view, context);
      return outcome;
    },
  }),
};
