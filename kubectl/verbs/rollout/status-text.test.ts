import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../../engine/index.ts';
import { rolloutStatus } from './status-text.ts';

function workload(kind: string, spec: object, status: object): KubeObject {
  const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'd', generation: 2 }, spec, status };
  return object;
}

const rolling = { updateStrategy: { type: 'RollingUpdate' } };
const seen = { observedGeneration: 2 };

/** Kind, spec, status, line (kubectl v1.25). */
const rows: readonly (readonly [kind: string, spec: object, status: object, line: string, done?: true])[] = [
  ['Deployment', {}, { observedGeneration: 1 }, 'Waiting for deployment spec update to be observed...'],
  [
    'Deployment',
    { replicas: 1 },
    seen,
    'Waiting for deployment "d" rollout to finish: 0 out of 1 new replicas have been updated...',
  ],
  [
    'Deployment',
    { replicas: 1 },
    { ...seen, replicas: 2, updatedReplicas: 1 },
    'Waiting for deployment "d" rollout to finish: 1 old replicas are pending termination...',
  ],
  [
    'Deployment',
    { replicas: 2 },
    { ...seen, replicas: 2, updatedReplicas: 2 },
    'Waiting for deployment "d" rollout to finish: 0 of 2 updated replicas are available...',
  ],
  [
    'Deployment',
    { replicas: 1 },
    { ...seen, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
    'deployment "d" successfully rolled out',
    true,
  ],
  ['DaemonSet', rolling, { observedGeneration: 1 }, 'Waiting for daemon set spec update to be observed...'],
  [
    'DaemonSet',
    rolling,
    { ...seen, desiredNumberScheduled: 2, updatedNumberScheduled: 1 },
    'Waiting for daemon set "d" rollout to finish: 1 out of 2 new pods have been updated...',
  ],
  [
    'DaemonSet',
    rolling,
    { ...seen, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
    'Waiting for daemon set "d" rollout to finish: 1 of 2 updated pods are available...',
  ],
  [
    'DaemonSet',
    rolling,
    { ...seen, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 },
    'daemon set "d" successfully rolled out',
    true,
  ],
  ['StatefulSet', rolling, {}, 'Waiting for statefulset spec update to be observed...'],
  ['StatefulSet', { ...rolling, replicas: 2 }, { ...seen, readyReplicas: 1 }, 'Waiting for 1 pods to be ready...'],
  [
    'StatefulSet',
    { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, replicas: 2 },
    { ...seen, readyReplicas: 2 },
    'Waiting for partitioned roll out to finish: 0 out of 2 new pods have been updated...',
  ],
  [
    'StatefulSet',
    { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }, replicas: 2 },
    { ...seen, readyReplicas: 2, updatedReplicas: 1 },
    'partitioned roll out complete: 1 new pods have been updated...',
    true,
  ],
  [
    'StatefulSet',
    { ...rolling, replicas: 1 },
    { ...seen, readyReplicas: 1, updatedReplicas: 1, updateRevision: 'd-b', currentRevision: 'd-a' },
    'waiting for statefulset rolling update to complete 1 pods at revision d-b...',
  ],
  [
    'StatefulSet',
    { ...rolling, replicas: 1 },
    { ...seen, readyReplicas: 1, currentReplicas: 1, updateRevision: 'd-b', currentRevision: 'd-b' },
    'statefulset rolling update complete 1 pods at revision d-b...',
    true,
  ],
];

for (const [kind, spec, status, line, done = false] of rows)
  test(`${kind}: ${line}`, () => {
    assert.deepEqual(rolloutStatus(workload(kind, spec, status), 0), { line, done });
  });

test('what failed or has no rolling update is refused', () => {
  const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
  assert.throws(() => rolloutStatus(workload('Deployment', {}, { ...seen, conditions }), 0), {
    message: 'deployment "d" exceeded its progress deadline',
  });
  assert.throws(() => rolloutStatus(workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }, seen), 0), {
    message: 'rollout status is only available for RollingUpdate strategy type',
  });
  assert.throws(() => rolloutStatus(workload('Deployment', {}, seen), 3), {
    message: 'desired revision (3) is different from the running revision (0)',
  });
});
