import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindContext, SubresourceCall } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import { StatusError } from '../../../api/status-error.ts';
import { type FieldError, formatFieldError } from '../../../api/validation/field-error.ts';
import { viewOf } from '../../../component/testing.ts';
import type { Pod, PodDisruptionBudget } from '../../types.ts';
import { binding } from './binding.ts';
import { eviction } from './eviction.ts';
import { pod as kind } from './pod.ts';

const NOW_MS = Date.parse('2022-10-03T00:00:00Z');

function podOf(spec: object, status: object = { phase: 'Running' }, metadata: object = {}): Pod {
  const given: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web' }, ...metadata },
    spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
    status,
  };
  return kind.defaults?.(given) ?? given;
}

const texts = (errors: readonly FieldError[] = []): string[] =>
  errors.map((error) => `${error.field}: ${formatFieldError(error)}`);

function contextOf(objects: readonly KubeObject[]): KindContext {
  return { nowMs: NOW_MS, dryRun: false, random: () => 0, ...viewOf(objects, [kind]) };
}

interface Calls {
  readonly updates: KubeObject[];
  readonly deletes: unknown[];
}

/** A call over plain objects that writes down what it would store and delete. */
function callOf(object: Pod, body: unknown, others: readonly KubeObject[] = []): SubresourceCall<Pod> & Calls {
  const context = contextOf([object, ...others]);
  const updates: KubeObject[] = [];
  const deletes: unknown[] = [];
  return {
    verb: 'create',
    object,
    body,
    context,
    user: 'admin',
    updates,
    deletes,
    update(id, namespace, name, change) {
      const current = context.get(id, namespace, name);
      assert.ok(current !== undefined);
      const next = change(current);
      updates.push(next);
      return next;
    },
    delete: (_id, _namespace, name, options) => deletes.push([name, options]),
  };
}

test('a new pod is Pending, and limits are its requests', () => {
  const limits = { cpu: '1', memory: '1Gi' };
  const pod = podOf({ containers: [{ name: 'c', image: 'nginx', resources: { limits } }] }, { phase: 'Running' });
  assert.deepEqual(pod.spec.containers[0]?.resources, { limits, requests: limits });
  assert.equal(pod.spec.enableServiceLinks, true);
  assert.deepEqual(kind.prepareForCreate?.(pod, contextOf([])).status, { phase: 'Pending', qosClass: 'Guaranteed' });
});

test('grace: only a pod that a kubelet runs gets any', () => {
  const on = { nodeName: 'w1' };
  const rows: readonly (readonly [Pod, number | undefined, number])[] = [
    [podOf(on), undefined, 30],
    [podOf({ ...on, terminationGracePeriodSeconds: 5 }), undefined, 5],
    [podOf(on), 2, 2],
    [podOf(on), 0, 0],
    [podOf({}), 30, 0],
    [podOf(on, { phase: 'Succeeded' }), undefined, 0],
    [podOf(on, { phase: 'Failed' }), 30, 0],
  ];
  for (const [pod, asked, expected] of rows) assert.equal(kind.gracePeriodSeconds?.(pod, asked), expected);
});

test('what of a pod may change', () => {
  const old = podOf({ nodeName: 'w1', tolerations: [{ key: 'a', operator: 'Exists' }] });
  const context = contextOf([]);
  const errors = (spec: object): string[] =>
    texts(kind.validateUpdate?.(podOf({ ...old.spec, ...spec }), old, context)).map(
      (text) => text.split('\n')[0] ?? '',
    );
  assert.deepEqual(errors({}), []);
  assert.deepEqual(errors({ containers: [{ ...old.spec.containers[0], image: 'nginx:1.21' }] }), []);
  assert.deepEqual(errors({ activeDeadlineSeconds: 10 }), []);
  assert.deepEqual(
    errors({
      tolerations: [
        { key: 'a', operator: 'Exists' },
        { key: 'b', operator: 'Exists' },
      ],
    }),
    [],
  );
  assert.deepEqual(errors({ tolerations: [] }), [
    'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
  ]);
  assert.deepEqual(errors({ containers: [...old.spec.containers, { name: 'd', image: 'busybox' }] }), [
    'spec.containers: Forbidden: pod updates may not add or remove containers',
  ]);
  assert.deepEqual(errors({ nodeName: 'w2' }), [
    'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only additions to existing tolerations) or `spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
  ]);
});

const bindTo = (name: string): object => ({ metadata: { name: 'web' }, target: { kind: 'Node', name } });

test('binding sets the node and the condition', () => {
  const call = callOf(podOf({}), bindTo('w1'));
  binding.call?.(call);
  const [bound] = call.updates as Pod[];
  assert.equal(bound?.spec.nodeName, 'w1');
  assert.deepEqual(bound?.status.conditions, [
    { lastProbeTime: null, lastTransitionTime: '2022-10-03T00:00:00Z', status: 'True', type: 'PodScheduled' },
  ]);
});

test('a pod is bound once, and not while it is being deleted', () => {
  const refused = (pod: Pod, message: string): void =>
    assert.throws(
      () => binding.call?.(callOf(pod, bindTo('w2'))),
      (error: unknown) => error instanceof StatusError && error.code === 409 && error.message === message,
    );
  refused(
    podOf({ nodeName: 'w1' }),
    'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "w1"',
  );
  refused(
    podOf({}, {}, { deletionTimestamp: '2022-10-03T00:00:00Z' }),
    'Operation cannot be fulfilled on pods/binding "web": pod web is being deleted, cannot be assigned to a host',
  );
});

const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };

function budget(name: string, status: object, selector: object = { matchLabels: { app: 'web' } }): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'default', generation: 1 },
    spec: { selector },
    status: {
      observedGeneration: 1,
      currentHealthy: 2,
      desiredHealthy: 2,
      disruptionsAllowed: 0,
      expectedPods: 2,
      ...status,
    },
  };
}

const evict = (pod: Pod, ...budgets: readonly PodDisruptionBudget[]): Calls => {
  const call = callOf(pod, { metadata: { name: 'web' }, deleteOptions: { gracePeriodSeconds: 3 } }, budgets);
  eviction.call?.(call);
  return call;
};

test('an eviction without a budget in its way is a delete', () => {
  const gone = [['web', { gracePeriodSeconds: 3 }]];
  assert.deepEqual(evict(podOf({}, READY)).deletes, gone);
  assert.deepEqual(evict(podOf({}, READY), budget('b', {}, { matchLabels: { app: 'other' } })).deletes, gone);
  assert.deepEqual(evict(podOf({}, { phase: 'Pending' }), budget('b', {})).deletes, gone);
});

test('an eviction takes one disruption from the budget', () => {
  const { updates, deletes } = evict(podOf({}, READY), budget('b', { disruptionsAllowed: 1 }));
  const [taken] = updates as PodDisruptionBudget[];
  assert.equal(deletes.length, 1);
  assert.equal(taken?.status.disruptionsAllowed, 0);
  assert.deepEqual(taken?.status.disruptedPods, { web: '2022-10-03T00:00:00Z' });
  assert.equal(taken?.status.conditions?.[0]?.reason, 'InsufficientPods');
});

test('a pod that is not ready may go while enough others are', () => {
  const { updates, deletes } = evict(podOf({}, { phase: 'Running' }, { resourceVersion: '7' }), budget('b', {}));
  assert.deepEqual(updates, []);
  assert.deepEqual(deletes, [['web', { gracePeriodSeconds: 3, preconditions: { resourceVersion: '7' } }]]);
});

test('refused evictions say why', () => {
  const text = "Cannot evict pod as it would violate the pod's disruption budget.";
  const cause = (budgetStatus: object): unknown => {
    try {
      evict(podOf({}, READY), budget('b', budgetStatus));
    } catch (error) {
      assert.ok(error instanceof StatusError);
      return [error.code, error.message, error.details?.causes?.[0]?.message];
    }
    return undefined;
  };
  assert.deepEqual(cause({ currentHealthy: 1 }), [
    429,
    text,
    'The disruption budget b needs 2 healthy pods and has 1 currently',
  ]);
  assert.deepEqual(cause({ observedGeneration: 0, disruptionsAllowed: 1 }), [
    429,
    text,
    'The disruption budget b is still being processed by the server.',
  ]);
  assert.throws(
    () => evict(podOf({}, READY), budget('a', {}), budget('b', {})),
    /This pod has more than one PodDisruptionBudget, which the eviction subresource does not support\./,
  );
});

test('cells and indexes', () => {
  const pod = podOf(
    { nodeName: 'w1', volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] },
    {
      ...READY,
      podIP: '172.16.1.2',
      podIPs: [{ ip: '172.16.1.2' }],
      containerStatuses: [
        {
          name: 'c',
          ready: true,
          restartCount: 2,
          image: 'nginx',
          imageID: '',
          state: { running: {} },
          lastState: { terminated: { exitCode: 1, finishedAt: '2022-10-02T23:57:00Z' } },
        },
      ],
    },
    { creationTimestamp: '2022-10-02T23:00:00Z' },
  );
  assert.deepEqual(
    kind.columns.map((column) => column.cell(pod, NOW_MS)),
    ['web', '1/1', 'Running', '2 (3m ago)', '60m', '172.16.1.2', 'w1', '<none>', '<none>'],
  );
  assert.deepEqual(kind.indexes?.['claim']?.(pod), ['default/data']);
  assert.deepEqual(kind.indexes?.['label']?.(pod), ['default/app=web']);
  assert.deepEqual(kind.brief?.(pod), { phase: 'Running', node: 'w1', ready: true, restarts: 2, status: 'Running' });
});
