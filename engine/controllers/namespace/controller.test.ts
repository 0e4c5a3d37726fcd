import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../api/kind.ts';
import { toTimestamp } from '../../api/time.ts';
import type { ConfigMap, Namespace, Pod, ServiceAccount } from '../../kinds/types.ts';
import { rootCaPublisher } from '../root-ca/controller.ts';
import { serviceAccountController } from '../service-account/controller.ts';
import { object, START_MS, World } from '../shared/testing.ts';
import { namespaceController } from './controller.ts';

const kind = (name: string, plural: string): Kind =>
  ({ group: '', version: 'v1', kind: name, plural, scope: 'Namespaced', schema: name, columns: [] }) as unknown as Kind;
const controller = namespaceController(() => [kind('ConfigMap', 'configmaps'), kind('Pod', 'pods')]);

const deletionTimestamp = toTimestamp(START_MS);

function namespace(metadata: object = { deletionTimestamp }, phase: string = 'Terminating'): Namespace {
  return object<Namespace>(
    'Namespace',
    'dev',
    { spec: { finalizers: ['kubernetes'] }, status: { phase } },
    { namespace: undefined, ...metadata },
  );
}

const stuck = (name: string): ConfigMap =>
  object<ConfigMap>('ConfigMap', name, {}, { namespace: 'dev', finalizers: ['example.com/hold'] });

function pod(graceSeconds: number): Pod {
  return object<Pod>(
    'Pod',
    'p',
    { spec: { containers: [], terminationGracePeriodSeconds: graceSeconds }, status: { phase: 'Running' } },
    { namespace: 'dev', finalizers: ['kubelet'] },
  );
}

test('an empty namespace is finalized, with all conditions good', () => {
  const world = new World([namespace()]);
  world.reconcile(controller, 'dev');
  const { spec, status } = world.get<Namespace>('Namespace', 'dev');
  assert.deepEqual(spec.finalizers, []);
  assert.deepEqual(
    status.conditions?.map(({ type, status: state, reason }) => `${type}=${state}:${reason}`),
    [
      'NamespaceDeletionDiscoveryFailure=False:ResourcesDiscovered',
      'NamespaceDeletionGroupVersionParsingFailure=False:ParsedGroupVersions',
      'NamespaceDeletionContentFailure=False:ContentDeleted',
      'NamespaceContentRemaining=False:ContentRemoved',
      'NamespaceFinalizersRemaining=False:ContentHasNoFinalizers',
    ],
  );
});

test('content is deleted first; what remains is counted by resource and finalizer', () => {
  const world = new World([namespace(), stuck('a'), stuck('b'), pod(30)]);
  assert.equal(world.reconcile(controller, 'dev').requeueAfterMs, 0);
  const first = world.reconcile(controller, 'dev');
  assert.equal(first.requeueAfterMs, 5000, 'its own status write is an event of the namespace');
  const messages = world.get<Namespace>('Namespace', 'dev').status.conditions?.map(({ message }) => message);
  assert.equal(
    messages?.[3],
    'Some resources are remaining: configmaps. has 2 resource instances, pods. has 1 resource instances',
  );
  assert.equal(
    messages?.[4],
    'Some content in the namespace has finalizers remaining: example.com/hold in 2 resource instances, kubelet in 1 resource instances',
  );
  assert.deepEqual(world.reconcile(controller, 'dev'), { writes: [], requeueAfterMs: 16_000 });
});

test('without running pods it looks again after 8 s', () => {
  const world = new World([namespace(), stuck('a')]);
  world.reconcile(controller, 'dev');
  world.reconcile(controller, 'dev');
  assert.equal(world.reconcile(controller, 'dev').requeueAfterMs, 8000);
});

test('a living namespace is not touched, and events wait 5 s', () => {
  const world = new World([namespace({}, 'Active'), pod(30)]);
  assert.deepEqual(world.reconcile(controller, 'dev').writes, []);
  assert.equal(controller.watches[0]?.delayMs, 5000);
});

test('every active namespace gets its default ServiceAccount; a terminating one does not', () => {
  const world = new World([namespace({}, 'Active')]);
  world.settle(serviceAccountController, 'dev');
  assert.deepEqual(
    world.all<ServiceAccount>('ServiceAccount').map(({ metadata }) => metadata.name),
    ['default'],
  );
  assert.deepEqual(new World([namespace()]).reconcile(serviceAccountController, 'dev').writes, []);
});

test('the CA certificate is published in every namespace, and put right when somebody edits it', () => {
  const world = new World([namespace({}, 'Active')]);
  const publisher = rootCaPublisher('CA');
  world.settle(publisher, 'dev');
  const [map] = world.all<ConfigMap>('ConfigMap');
  assert.equal(map?.metadata.name, 'kube-root-ca.crt');
  assert.deepEqual(map?.data, { 'ca.crt': 'CA' });
  world.put({ ...map, data: { 'ca.crt': 'forged' } } as ConfigMap);
  world.settle(publisher, 'dev');
  assert.deepEqual(world.all<ConfigMap>('ConfigMap')[0]?.data, { 'ca.crt': 'CA' });
});
