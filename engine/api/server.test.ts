import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../kernel/random.ts';
import { Trace } from '../kernel/trace.ts';
import { KINDS } from '../kinds/index.ts';
import type { Client } from './client.ts';
import type { KubeObject } from './object.ts';
import { ApiServer } from './server.ts';
import { isStatusError, type StatusReason } from './status-error.ts';
import { clientFor } from './user-client.ts';

const START_MS = 1664755200000;

function newServer(): { readonly server: ApiServer; readonly client: Client; time: number } {
  const clock = { time: START_MS };
  const server = new ApiServer({
    kinds: KINDS,
    admission: [],
    authorize: () => undefined,
    random: new Random('test'),
    trace: new Trace(START_MS),
    nowMs: () => clock.time,
  });
  return { server, client: clientFor(server, 'kubernetes-admin', ['system:masters'], 'kubectl'), time: START_MS };
}

const config = (name: string, data: Record<string, string> = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

const deployment = (name: string, replicas = 1): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
  },
});

function refusal(act: () => unknown): {
  readonly reason: StatusReason;
  readonly message: string;
  readonly code: number;
} {
  try {
    act();
  } catch (error) {
    if (isStatusError(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('create fills in what the server sets, get gives the stored object', () => {
  const { client } = newServer();
  const made = client.create('ConfigMap', 'default', config('a', { k: 'v' }));
  assert.equal(made.metadata.namespace, 'default');
  assert.equal(made.metadata.creationTimestamp, '2022-10-03T00:00:00Z');
  assert.match(made.metadata.uid ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(made.metadata.resourceVersion, '1');
  assert.equal(client.get({ kind: 'ConfigMap', namespace: 'default', name: 'a' }), made);
});

test('refusals have the reasons and texts of v1.25', () => {
  const { client } = newServer();
  client.create('ConfigMap', 'default', config('a'));
  const rows: readonly [act: () => unknown, code: number, reason: StatusReason, message: string][] = [
    [() => client.create('ConfigMap', 'default', config('a')), 409, 'AlreadyExists', 'configmaps "a" already exists'],
    [
      () => client.get({ kind: 'Deployment', namespace: 'default', name: 'no' }),
      404,
      'NotFound',
      'deployments.apps "no" not found',
    ],
    [
      () =>
        client.update(
          { kind: 'ConfigMap', namespace: 'default', name: 'a' },
          { ...config('a'), metadata: { name: 'a', resourceVersion: '99' } },
        ),
      409,
      'Conflict',
      'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
    ],
    [
      () => client.create('ConfigMap', 'default', { ...config('x'), metadata: {} }),
      422,
      'Invalid',
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      () => client.create('ConfigMap', 'other', { ...config('x'), metadata: { name: 'x', namespace: 'default' } }),
      400,
      'BadRequest',
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      () => client.list('Pod', { fieldSelector: 'spec.foo=1' }),
      400,
      'BadRequest',
      'field label not supported: spec.foo',
    ],
    [
      () =>
        client.create(
          'Deployment',
          'default',
          { ...deployment('d'), spec: { replica: 3 } },
          { fieldValidation: 'Strict' },
        ),
      400,
      'BadRequest',
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
    ],
  ];
  for (const [act, code, reason, message] of rows) {
    const got = refusal(act);
    assert.deepEqual([got.code, got.reason, got.message], [code, reason, message]);
  }
});

test('generation grows with the spec, not with status or labels; a write that changes nothing keeps the version', () => {
  const { server, client } = newServer();
  const ref = { kind: 'Deployment', namespace: 'default', name: 'web' };
  assert.equal(client.create('Deployment', 'default', deployment('web')).metadata.generation, 1);
  assert.equal(client.patch(ref, 'merge', { spec: { replicas: 3 } }).metadata.generation, 2);
  const labelled = client.patch(ref, 'merge', { metadata: { labels: { tier: 'front' } } });
  assert.equal(labelled.metadata.generation, 2);
  const revision = server.objects.revision;
  assert.equal(client.patch(ref, 'merge', { spec: { replicas: 3 } }), labelled);
  assert.equal(server.objects.revision, revision);
  const status = client.patch(
    ref,
    'merge',
    { spec: { replicas: 9 }, status: { replicas: 2 } },
    { subresource: 'status' },
  );
  assert.equal((status as KubeObject & { spec: { replicas: number } }).spec.replicas, 3);
  assert.equal(status.metadata.generation, 2);
});

test('scale reads and writes replicas', () => {
  const { client } = newServer();
  const ref = { kind: 'Deployment', namespace: 'default', name: 'web' };
  client.create('Deployment', 'default', deployment('web', 2));
  const scale = client.get(ref, { subresource: 'scale' }) as KubeObject & { spec: object; status: object };
  assert.deepEqual(
    [scale.kind, scale.apiVersion, scale.spec, scale.status],
    ['Scale', 'autoscaling/v1', { replicas: 2 }, { replicas: 0, selector: 'app=web' }],
  );
  client.patch(ref, 'merge', { spec: { replicas: 5 } }, { subresource: 'scale' });
  assert.equal((client.get(ref) as KubeObject & { spec: { replicas: number } }).spec.replicas, 5);
  assert.match(
    refusal(() => client.patch(ref, 'merge', { spec: { replicas: -1 } }, { subresource: 'scale' })).message,
    /spec\.replicas: Invalid value: -1: must be greater than or equal to 0/,
  );
});

test('an object with finalizers waits for the last of them', () => {
  const { client } = newServer();
  const ref = { kind: 'ConfigMap', namespace: 'default', name: 'a' };
  client.create('ConfigMap', 'default', { ...config('a'), metadata: { name: 'a', finalizers: ['example.com/hold'] } });
  client.delete(ref);
  assert.equal(client.get(ref).metadata.deletionTimestamp, '2022-10-03T00:00:00Z');
  client.patch(ref, 'merge', { metadata: { finalizers: null } });
  assert.equal(refusal(() => client.get(ref)).reason, 'NotFound');
});

test('foreground and orphan deletion leave their finalizers for the garbage collector', () => {
  const { client } = newServer();
  for (const [policy, finalizer] of [
    ['Foreground', 'foregroundDeletion'],
    ['Orphan', 'orphan'],
  ] as const) {
    client.create('Deployment', 'default', deployment(policy.toLowerCase()));
    const ref = { kind: 'Deployment', namespace: 'default', name: policy.toLowerCase() };
    client.delete(ref, { propagationPolicy: policy });
    assert.deepEqual(client.get(ref).metadata.finalizers, [finalizer]);
  }
});

test('lists come in pages that continue where the last ended', () => {
  const { client } = newServer();
  for (const name of ['c', 'a', 'b']) client.create('ConfigMap', 'default', config(name));
  const first = client.list('ConfigMap', { namespace: 'default', limit: 2 });
  assert.deepEqual(
    first.items.map((item) => item.metadata.name),
    ['a', 'b'],
  );
  assert.equal(first.metadata.remainingItemCount, 1);
  const rest = client.list('ConfigMap', { namespace: 'default', limit: 2, continue: first.metadata.continue ?? '' });
  assert.deepEqual(
    rest.items.map((item) => item.metadata.name),
    ['c'],
  );
});

test('a watch with a selector sees objects enter and leave it, and cannot resume from compacted history', () => {
  const { server, client } = newServer();
  const caller = { user: 'u', groups: ['system:masters'], by: 'test', manager: 'test', component: false };
  const seen: string[] = [];
  const stop = server.watch(caller, 'ConfigMap', { labelSelector: 'on=yes' }, (event) => seen.push(event.type));
  const ref = { kind: 'ConfigMap', namespace: 'default', name: 'a' };
  client.create('ConfigMap', 'default', config('a'));
  client.patch(ref, 'merge', { metadata: { labels: { on: 'yes' } } });
  client.patch(ref, 'merge', { data: { k: '1' } });
  client.patch(ref, 'merge', { metadata: { labels: { on: 'no' } } });
  stop();
  client.patch(ref, 'merge', { metadata: { labels: { on: 'yes' } } });
  assert.deepEqual(seen, ['ADDED', 'MODIFIED', 'DELETED']);
  server.objects.compact(3);
  const gone = refusal(() => server.watch(caller, 'ConfigMap', { resourceVersion: '1' }, () => undefined));
  assert.deepEqual([gone.code, gone.reason, gone.message], [410, 'Expired', 'too old resource version: 1 (3)']);
});

test('server-side apply creates, keeps owners apart, and says who is in the way', () => {
  const { client } = newServer();
  const ref = { kind: 'ConfigMap', namespace: 'default', name: 'a' };
  client.patch(ref, 'apply', config('a', { k: '1' }), { fieldManager: 'm1' });
  const conflict = refusal(() => client.patch(ref, 'apply', config('a', { k: '2' }), { fieldManager: 'm2' }));
  assert.equal(conflict.message, 'Apply failed with 1 conflict: conflict with "m1": .data.k');
  const forced = client.patch(ref, 'apply', config('a', { k: '2' }), { fieldManager: 'm2', force: true });
  assert.deepEqual((forced as KubeObject & { data: object }).data, { k: '2' });
});

test('dry run answers as if it had happened, and nothing happened', () => {
  const { server, client } = newServer();
  const made = client.create('ConfigMap', 'default', config('a'), { dryRun: true });
  assert.equal(made.metadata.name, 'a');
  assert.equal(server.objects.revision, 0);
});

test('the same seed draws the same names, whatever else is made', () => {
  const names = (others: number): string[] => {
    const { client } = newServer();
    for (let i = 0; i < others; i++) client.create('ConfigMap', 'default', config(`other-${i}`));
    const body = { ...config(''), metadata: { generateName: 'web-' } };
    return [1, 2].map(() => client.create('ConfigMap', 'default', body).metadata.name);
  };
  assert.deepEqual(names(0), names(5));
  assert.match(names(0)[0] ?? '', /^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
});
