import type { Component } from '../../../engine/index.ts';
import type { Bug } from './index.ts';

export const lostWatchEvent: Bug = {
  says: 'the watch of the replica set controller loses every third removal of a pod',
  component: 'replicaset-controller',
  spoil,
};

function spoil(component: Component): Component {
  let removals = 0;
  return {
    ...component,
    watches: component.watches.map((watch) => ({
      ...watch,
      keys: (change, view) => {
        const isLost = change.object.kind === 'Pod' && change.type === 'DELETED' && ++removals % 3 === 0;
        return isLost ? [] : watch.keys(change, view);
      },
    })),
  };
}
