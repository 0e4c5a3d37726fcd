import { keyOf, splitKey } from '../../api/object.ts';
import { givenTimestamp } from '../../api/time.ts';
import { type Component, type Context, NOTHING, type Outcome } from '../../component/component.ts';
import type { View } from '../../component/view.ts';
import type { Job } from '../../kinds/types.ts';

/** Deletes finished jobs after ttlSecondsAfterFinished (ttlafterfinished_controller.go, v1.25). */
export const ttlAfterFinishedController: Component = {
  name: 'ttl-after-finished-controller',
  process: 'kube-controller-manager',
  scope: 'cluster',
  watches: [
    {
      kind: 'Job',
      keys: ({ type, object }) => (type !== 'DELETED' && dueMs(object as Job) !== undefined ? [keyOf(object)] : []),
    },
  ],
  reconcile,
};

/** When a job is to go; undefined while it runs, or without a limit. */
function dueMs(job: Job): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec;
  const end = job.status.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  const endMs = givenTimestamp(end?.lastTransitionTime);
  if (ttlSecondsAfterFinished === undefined || endMs === undefined || job.metadata.deletionTimestamp !== undefined)
    return undefined;
  return endMs + ttlSecondsAfterFinished * 1000;
}

function reconcile(key: string, view: View, { nowMs }: Context): Outcome {
  const { namespace, name } = splitKey(key);
  const job = view.get<Job>('Job', namespace, name);
  const due = job === undefined ? undefined : dueMs(job);
  if (job === undefined || due === undefined) return NOTHING;
  if (due > nowMs) return { writes: [], requeueAfterMs: due - nowMs };
  const uid = job.metadata.uid ?? '';
  return {
    writes: [{ verb: 'delete', kind: 'Job', namespace, name, uid, propagation: 'Foreground', ignore: ['NotFound'] }],
  };
}
