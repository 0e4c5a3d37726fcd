import type { Bug } from './index.ts';

export const lostWatchEvent: Bug = {
  says: 'the watch of the replica set controller loses the removals of pods',
  component: 'replicaset-controller',
  spoil: (component) => ({
    ...component,
    watches: component.watches.map((watch) => ({
      ...watch,
      keys: (change, view) => {
        const isLost = change.object.kind === 'Pod' && change.type === 'DELETED';
        return isLost ? [] : watch.keys(change, view);
      },
    })),
  }),
};
