import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from './expect.ts';
import { ExpectationError } from './failure.ts';
import { checkRequests, requestsOf, sendThroughNode, sendToService, sendToUrl, tally } from './requests.ts';
import { countOf } from './subjects.ts';
import { worldOf } from './testing.ts';

test('a tally counts pods that answered nothing too', () => {
  const counts = tally({
    what: 'x',
    pods: ['default/a', 'default/b'],
    outcomes: [answeredBy('default/b'), answeredBy('default/b')],
  });
  assert.deepEqual(
    [...counts],
    [
      ['default/a', 0],
      ['default/b', 2],
    ],
  );
});

function answeredBy(by: string) {
  return { outcome: 'answered', response: { status: 200, headers: {}, body: '' }, by, address: '10.0.0.1' } as const;
}

test('requests go to services, through nodes and to addresses', () => {
  const world = worldOf('requests');
  world.kubectl(['create', 'deployment', 'web', '--image=nginx', '--replicas=2']);
  world.kubectl(['expose', 'deployment', 'web', '--port=80']);
  eventually(world, countOf(world, 'web', 2, 'Ready'));
  sendToService(world, 'web', 20);
  assert.equal(
    [...tally(requestsOf(world)).values()].reduce((sum, count) => sum + count, 0),
    20,
  );
  assert.throws(
    () => sendThroughNode(world, 'web', 'w1-k8s', 1),
    /node port of service "web"[^]*type of Service "web" is ClusterIP/,
  );
  sendToUrl(world, { from: 'node', node: 'w1-k8s' }, 'http://<IP of web>/');
  assert.equal(requestsOf(world).outcomes[0]?.outcome, 'answered');
  assert.throws(() => sendToUrl(world, { from: 'outside' }, 'http://'), /http:\/\/ is not a URL/);
});

test('a failure says what came of the requests, and what was in the way', () => {
  const world = worldOf('in the way');
  world.kubectl(['run', 'nginx', '--image=nginx']);
  eventually(world, countOf(world, 'nginx', 1, 'Ready'));
  sendToUrl(world, { from: 'outside' }, 'http://<IP of nginx>');
  const isAnswered = (): void =>
    checkRequests(world, 'an answer', ({ outcomes }) => outcomes[0]?.outcome === 'answered');
  assert.throws(isAnswered, (error) => error instanceof ExpectationError && error.divergence.why !== undefined);
});
