import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GrpcHealth } from '../../component/workload.ts';
import type { Container } from '../../kinds/types.ts';
import { PUPPET_TIMINGS } from '../timings.ts';
import { TestNode, testPod } from '../testing.ts';
import { freshProbe, tickFrom, withOutcome } from './state.ts';

const probed = (probes: Partial<Container>) =>
  testPod({ containers: [{ name: 'c', image: 'nginx', imagePullPolicy: 'IfNotPresent', ...probes }] });
const isReady = (node: TestNode) => node.pod()?.status.containerStatuses?.[0]?.ready;
const http = { httpGet: { path: '/', port: 80 } };

// type, failureThreshold, successThreshold, outcomes, result after each
const ROWS = [
  ['readiness', 3, 1, '0001', ['failure', 'failure', 'failure', 'success']],
  ['readiness', 3, 2, '1011', ['failure', 'failure', 'failure', 'success']],
  ['liveness', 3, 1, '0010000', ['success', 'success', 'success', 'success', 'success', 'failure', 'failure']],
  ['startup', 2, 1, '01', ['unknown', 'success']],
] as const;

for (const [type, failureThreshold, successThreshold, outcomes, expected] of ROWS) {
  test(`${type} probe, thresholds ${failureThreshold}/${successThreshold}: ${outcomes}`, () => {
    let state = freshProbe(type, 'id', 0);
    const results = outcomes.split('').map((outcome) => {
      state = withOutcome(state, outcome === '1', type, { failureThreshold, successThreshold });
      return state.result;
    });
    assert.deepEqual(results, expected);
  });
}

test('ticks lie whole periods from the first one', () => {
  assert.deepEqual(
    [tickFrom(100, 10, 50), tickFrom(100, 10, 100), tickFrom(100, 10, 101), tickFrom(100, 10, 120)],
    [100, 100, 110, 120],
  );
});

test('a readiness probe that succeeds makes the pod ready with the first status', () => {
  const node = new TestNode();
  node.run(60_000);
  node.put(probed({ readinessProbe: http }));
  node.run(7000);
  assert.equal(isReady(node), true);
});

test('a readiness probe waits for its initial delay', () => {
  const node = new TestNode();
  node.run(60_000);
  node.put(probed({ readinessProbe: { ...http, initialDelaySeconds: 20, periodSeconds: 5 } }));
  node.run(20_000);
  assert.equal(isReady(node), false);
  node.run(12_000);
  assert.equal(isReady(node), true);
});

test('three failures in a row make a ready pod unready; the event carries the probe´s words', () => {
  const node = new TestNode();
  node.run(60_000);
  node.put(probed({ readinessProbe: { ...http, periodSeconds: 10 } }));
  node.run(10_000);
  node.httpStatus = 500;
  node.run(20_000);
  assert.equal(isReady(node), true);
  node.run(11_000);
  assert.equal(isReady(node), false);
  assert.ok(
    node.events.some(
      (event) =>
        event.reason === 'Unhealthy' &&
        event.message === 'Readiness probe failed: HTTP probe failed with statuscode: 500',
    ),
  );
  assert.equal(node.machine.latest('uid-p', 'c')?.attempt, 0);
});

test('a closed port fails a probe in the words of Go´s dialer', () => {
  const node = new TestNode();
  node.run(60_000);
  node.put(probed({ readinessProbe: { tcpSocket: { port: 81 } } }));
  node.run(10_000);
  assert.ok(
    node.events.some(
      (event) => event.message === 'Readiness probe failed: dial tcp 172.16.1.1:81: connect: connection refused',
    ),
  );
});

const GRPC: readonly (readonly [health: GrpcHealth | undefined, output: string])[] = [
  [undefined, 'timeout: failed to connect service "172.16.1.1:80" within 2s: context deadline exceeded'],
  [{ status: 'NOT_SERVING' }, 'service unhealthy (responded with "NOT_SERVING")'],
  [
    { code: 'NotFound', message: 'unknown service' },
    'error: health rpc probe failed: rpc error: code = NotFound desc = unknown service',
  ],
  [
    { code: 'Unimplemented', message: 'unknown service grpc.health.v1.Health' },
    'error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health',
  ],
];

for (const [health, output] of GRPC) {
  test(`a gRPC probe fails: ${output}`, () => {
    const node = new TestNode();
    node.run(60_000);
    node.grpcHealth = health;
    node.put(probed({ readinessProbe: { grpc: { port: 80, service: 'shop' }, timeoutSeconds: 2 } }));
    node.run(10_000);
    assert.equal(isReady(node), false);
    assert.ok(node.events.some(({ message }) => message === `Readiness probe failed: ${output}`));
  });
}

test('a gRPC probe succeeds where the server says SERVING, and restarts a container that says so no longer', () => {
  const node = new TestNode();
  node.run(60_000);
  node.grpcHealth = { status: 'SERVING' };
  const grpc = { port: 80 };
  node.put(probed({ readinessProbe: { grpc }, livenessProbe: { grpc, periodSeconds: 5, failureThreshold: 2 } }));
  node.run(20_000);
  assert.equal(isReady(node), true);
  node.grpcHealth = { status: 'NOT_SERVING' };
  node.run(15_000);
  const killing = node.events.filter(({ reason }) => reason === 'Killing').map(({ message }) => message);
  assert.deepEqual(killing, ['Container c failed liveness probe, will be restarted']);
});

test('a failing liveness probe kills the container, and it starts again', () => {
  const node = new TestNode();
  node.run(60_000);
  node.put(probed({ livenessProbe: { exec: { command: ['false'] }, periodSeconds: 5, failureThreshold: 2 } }));
  node.run(30_000);
  assert.ok(
    node.events.some(
      (event) => event.reason === 'Killing' && event.message === 'Container c failed liveness probe, will be restarted',
    ),
  );
  assert.ok((node.pod()?.status.containerStatuses?.[0]?.restartCount ?? 0) >= 1);
});

test('liveness waits for the startup probe; a startup probe that fails too often restarts the container', () => {
  const node = new TestNode();
  node.run(60_000);
  const startupProbe = { exec: { command: ['false'] }, periodSeconds: 10, failureThreshold: 3 };
  node.put(probed({ startupProbe, livenessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } }));
  node.run(20_000);
  assert.equal(node.pod()?.status.containerStatuses?.[0]?.started, false);
  node.run(15_000);
  const killing = node.events.filter((event) => event.reason === 'Killing').map((event) => event.message);
  assert.deepEqual(killing, ['Container c failed startup probe, will be restarted']);
});

test('with the stand-in agent a readiness probe succeeds 0.3 s after its delay, or never if its command says so', () => {
  const good = new TestNode(PUPPET_TIMINGS);
  good.put(probed({ readinessProbe: { ...http, initialDelaySeconds: 1 } }));
  good.run(1500);
  assert.equal(good.pod()?.status.phase, 'Running');
  assert.equal(isReady(good), false);
  good.run(200);
  assert.equal(isReady(good), true);
  const bad = new TestNode(PUPPET_TIMINGS);
  bad.put(probed({ readinessProbe: { exec: { command: ['cat', '/missing'] } } }));
  bad.run(60_000);
  assert.equal(isReady(bad), false);
});
