import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_WAIT_MS, eventually } from '../expect.ts';
import { explain } from '../explain.ts';
import { countOf } from '../subjects.ts';
import { worldOf } from '../testing.ts';
import { CASES, deployment, service } from './testing.ts';

for (const { name, manifest, about, causes } of CASES) {
  test(`the chain of reasons: ${name}`, () => {
    const world = worldOf(name);
    world.mustKubectl(['apply', '-f', '-'], { stdin: manifest });
    world.cluster.advance(DEFAULT_WAIT_MS);
    const found = explain(world.cluster, { namespace: 'default', ...about })?.causes ?? [];
    assert.equal(found.length, causes.length, found.join('\n'));
    for (const [index, cause] of causes.entries()) assert.match(found[index] ?? '', cause);
  });
}

test('nothing is wrong with a service that answers', () => {
  const world = worldOf('sound');
  world.mustKubectl(['apply', '-f', '-'], {
    stdin: deployment() + service('selector: { app: web }, ports: [{ port: 80 }]'),
  });
  eventually(world, countOf(world, 'web', 1, 'Ready'));
  assert.equal(explain(world.cluster, { namespace: 'default', kind: 'Service', name: 'web' }), undefined);
});

test('old pods that go first are the reason why too few are left', () => {
  const world = worldOf('recreate');
  world.mustKubectl(['apply', '-f', '-'], { stdin: deployment('', 'strategy: { type: Recreate }') });
  eventually(world, countOf(world, 'web', 1, 'Ready'));
  world.mustKubectl(['set', 'image', 'deployment', 'web', 'main=httpd']);
  const wantedPods = { count: 1, orMore: true };
  assert.deepEqual(explain(world.cluster, { namespace: 'default', name: 'web', wantedPods })?.causes, [
    'strategy type of Deployment "web" is Recreate, so old pods go before new ones come',
  ]);
});

test('what kubectl does not find is explained like anything that is missing', () => {
  const world = worldOf('not found');
  world.mustKubectl(['create', 'deployment', 'wbe', '--image=nginx']);
  assert.throws(() => world.mustKubectl(['scale', 'deployment', 'web', '--replicas=2']), {
    message:
      /why: {6}there is no Deployment "web" in namespace default\n {2}because: {2}a Deployment "wbe" is there instead$/,
  });
  assert.throws(() => world.mustKubectl(['run', 'a', '--image=nginx', '-n', 'nowhere']), {
    message: /why: {6}there is no Namespace "nowhere"$/,
  });
});
