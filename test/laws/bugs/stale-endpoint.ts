import type { Pod } from '../../../engine/index.ts';
import type { Bug } from './index.ts';
import { seeing } from './seen-through.ts';

export const staleEndpoint: Bug = {
  says: 'the endpoint slice controller keeps a pod that is being deleted among the ready endpoints',
  component: 'endpoint-slice-controller',
  spoil: (component) =>
    seeing<Pod>(component, 'Pod', (pod) => {
      const { deletionTimestamp: _unseen, ...metadata } = pod.metadata;
      return { ...pod, metadata };
    }),
};
