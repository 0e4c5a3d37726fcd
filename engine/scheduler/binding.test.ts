import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { podCondition } from '../kinds/core/pod-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../kinds/types.ts';
import { contextAt } from '../component/testing.ts';
import { createScheduler } from './component.ts';
import { StatusError } from '../api/status-error.ts';
import { aNode, aPod, courseNodes, worldOf } from './testing.ts';
import { SCHEDULE } from './watches.ts';

const USER: Pod = aPod('user', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } });

const aClass = (volumeBindingMode: string, provisioner = 'kubernetes.io/no-provisioner'): StorageClass => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local' },
  provisioner,
  volumeBindingMode,
});

interface ClaimParts {
  readonly volume?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const aClaim = ({ volume, annotations }: ClaimParts = {}): PersistentVolumeClaim => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'default', uid: 'claim', ...(annotations === undefined ? {} : { annotations }) },
  spec: {
    storageClassName: 'local',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    ...(volume === undefined ? {} : { volumeName: volume }),
  },
  status: { phase: volume === undefined ? 'Pending' : 'Bound' },
});

function aVolume(name: string, storage: string, node: string): PersistentVolume {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }];
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'local',
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } },
    },
    status: { phase: 'Available' },
  };
}

const once = (...objects: Parameters<typeof worldOf>[0]) =>
  createScheduler().reconcile(SCHEDULE, worldOf(objects), contextAt());

/** The FailedScheduling text of the first try. */
function complaint(...objects: Parameters<typeof worldOf>[0]): string | undefined {
  const [write] = once(...objects, USER).writes;
  return write?.verb === 'event' ? write.event.message : undefined;
}

const NO_HELP = 'preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.';
const BOUND = { 'pv.kubernetes.io/bind-completed': 'yes' };

describe('volumes', () => {
  it('a missing claim', () => {
    const expected = `0/4 nodes are available: 4 persistentvolumeclaim "data" not found. ${NO_HELP}`;
    assert.equal(complaint(...courseNodes()), expected);
  });

  it('a claim that is made for the pod, or should be', () => {
    const EPHEMERAL = aPod('user', { spec: { volumes: [{ name: 'v', ephemeral: {} }] } });
    const why = (...objects: Parameters<typeof worldOf>[0]) => {
      const [write] = once(...courseNodes(), ...objects, EPHEMERAL).writes;
      return write?.verb === 'event' ? write.event.message : undefined;
    };
    const named = (metadata: object): PersistentVolumeClaim => {
      const given = aClaim();
      return { ...given, metadata: { ...given.metadata, name: 'user-v', ...metadata } };
    };
    const [owner] = [{ apiVersion: 'v1', kind: 'Pod', name: 'user', uid: 'uid-user', controller: true }];
    const cases: readonly (readonly [PersistentVolumeClaim | undefined, string])[] = [
      [undefined, 'waiting for ephemeral volume controller to create the persistentvolumeclaim "user-v"'],
      [named({}), 'PVC default/user-v was not created for pod default/user (pod is not owner)'],
      [named({ deletionTimestamp: '2022-10-03T00:00:00Z' }), 'persistentvolumeclaim "user-v" is being deleted'],
      [named({ ownerReferences: [owner] }), 'pod has unbound immediate PersistentVolumeClaims'],
    ];
    for (const [claim, reason] of cases) {
      const expected = `0/4 nodes are available: 4 ${reason}. ${NO_HELP}`;
      assert.equal(why(aClass('Immediate'), ...(claim === undefined ? [] : [claim])), expected);
    }
  });

  it('a zone of a volume counts for a claim that the pod names, not for one that is made for it (v1.25)', () => {
    const { spec, ...volume } = aVolume('pv', '5Gi', 'w1');
    const { nodeAffinity: _none, ...anywhere } = spec;
    const zoned: PersistentVolume = {
      ...volume,
      metadata: { name: 'pv', labels: { 'topology.kubernetes.io/zone': 'a' } },
      spec: anywhere,
    };
    const node = aNode('w2', { labels: { 'topology.kubernetes.io/zone': 'b' } });
    const claim = aClaim({ volume: 'pv', annotations: BOUND });
    assert.match(complaint(node, claim, zoned) ?? '', /1 node\(s\) had no available volume zone\./);
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'user', uid: 'uid-user', controller: true }];
    const made = { ...claim, metadata: { ...claim.metadata, name: 'user-v', ownerReferences } };
    const user = aPod('user', { spec: { volumes: [{ name: 'v', ephemeral: {} }] } });
    const [write] = once(node, made, zoned, user).writes;
    assert.equal(write?.verb, 'bind');
  });

  it('an unbound immediate claim (recording 5.3)', () => {
    const expected = `0/4 nodes are available: 4 pod has unbound immediate PersistentVolumeClaims. ${NO_HELP}`;
    assert.equal(complaint(...courseNodes(), aClaim(), aClass('Immediate')), expected);
  });

  it('nothing to bind on any node', () => {
    const nodes = [aNode('w1'), aNode('w2')];
    const message = complaint(...nodes, aClaim(), aClass('WaitForFirstConsumer'), aVolume('pv', '5Gi', 'w3'));
    assert.match(
      message ?? '',
      /^0\/2 nodes are available: 2 node\(s\) didn't find available persistent volumes to bind\./,
    );
  });

  it('a bound volume of another node', () => {
    const message = complaint(aNode('w1'), aClaim({ volume: 'pv', annotations: BOUND }), aVolume('pv', '5Gi', 'w2'));
    assert.match(message ?? '', /1 node\(s\) had volume node affinity conflict\./);
  });

  it('the first consumer reserves the smallest volume on its node, and is bound when its claim is', () => {
    const nodes = [aNode('w1'), aNode('w2')];
    const volumes = [aVolume('large', '9Gi', 'w2'), aVolume('small', '2Gi', 'w2')];
    const scheduler = createScheduler();
    const waiting = [...nodes, aClass('WaitForFirstConsumer'), aClaim(), ...volumes, USER];
    const first = scheduler.reconcile(SCHEDULE, worldOf(waiting), contextAt());
    const [write] = first.writes;
    assert.ok(write?.verb === 'patch' && write.kind === 'PersistentVolume');
    assert.equal(write.name, 'small');
    const bound = [
      ...nodes,
      aClass('WaitForFirstConsumer'),
      aClaim({ volume: 'small', annotations: BOUND }),
      ...volumes,
      USER,
    ];
    const { signals } = scheduler.reconcile('event|pvc', worldOf(bound), contextAt({ shared: first.shared }));
    assert.deepEqual(signals, [{ component: 'default-scheduler', key: 'bind|default/user' }]);
    const [binding] = scheduler.reconcile(
      'bind|default/user',
      worldOf(bound),
      contextAt({ shared: first.shared }),
    ).writes;
    assert.ok(binding?.verb === 'bind');
    assert.equal(binding.node, 'w2');
  });

  it('a claim that is to be provisioned hears of the node, and gives it up after ten minutes', () => {
    const objects = [aNode('w1'), aClass('WaitForFirstConsumer', 'example.com/disk'), USER];
    const scheduler = createScheduler();
    const first = scheduler.reconcile(SCHEDULE, worldOf([...objects, aClaim()]), contextAt());
    const [write] = first.writes;
    assert.ok(write?.verb === 'patch' && write.kind === 'PersistentVolumeClaim');
    const annotations = { 'volume.kubernetes.io/selected-node': 'w1' };
    assert.deepEqual(write.patch, { metadata: { annotations } });
    const view = worldOf([...objects, aClaim({ annotations })]);
    const { shared } = first;
    assert.equal(scheduler.reconcile('bind|default/user', view, contextAt({ shared })).requeueAfterMs, 600_000);
    const late = contextAt({ shared, nowMs: contextAt().nowMs + 600_000 });
    const [event] = scheduler.reconcile('bind|default/user', view, late).writes;
    assert.match(event?.verb === 'event' ? event.event.message : '', /timed out waiting for the condition$/);
  });
});

it('a refused binding is told, and tried again after the back-off', () => {
  const world = worldOf([aNode('w1'), aPod('p')]);
  const scheduler = createScheduler();
  const { shared } = scheduler.reconcile(SCHEDULE, world, contextAt());
  const failure = new StatusError(409, 'Conflict', 'pod is gone');
  const { writes } = scheduler.reconcile(SCHEDULE, world, contextAt({ shared, failures: [failure] }));
  const [event, patch] = writes;
  assert.match(event?.verb === 'event' ? event.event.message : '', /^binding rejected: pod is gone$/);
  assert.ok(patch?.verb === 'patch');
  const conditions = (patch.patch as { status: Pod['status'] }).status;
  assert.equal(podCondition({ ...aPod('p'), status: conditions }, 'PodScheduled')?.reason, 'SchedulerError');
});
