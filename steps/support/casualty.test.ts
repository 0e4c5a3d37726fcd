import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeatrialWorld } from '../world.ts';
import { casualtyOf, letDie, loseNode, replacement } from './casualty.ts';
import { eventually } from './expect.ts';
import { isReady } from './pods.ts';
import { countOf } from './subjects.ts';
import { worldOf } from './testing.ts';

function withPods(replicas: number): SeatrialWorld {
  const world = worldOf('node lost');
  world.mustKubectl(['create', 'deployment', 'web', '--image=nginx', `--replicas=${replicas}`]);
  eventually(world, countOf(world, 'web', replicas, 'Ready'));
  return world;
}

test('with a node all its pods are lost, and as many have to come elsewhere', () => {
  const world = withPods(6);
  loseNode(world, 'web', (node) => world.mustKubectl(['drain', node, '--ignore-daemonsets']));
  const { node, names } = casualtyOf(world);
  assert.equal(names.length, 2);
  eventually(
    world,
    replacement(world, 'elsewhere', (pod) => isReady(pod) && pod.spec.nodeName !== node),
  );
  assert.throws(
    () =>
      eventually(
        world,
        replacement(world, 'nowhere', () => false),
        0,
      ),
    {
      message: /replacements for web-\S+, web-\S+\n {2}expected: 2 new pods nowhere/,
    },
  );
});

test('a node cannot be lost before a pod runs on one', () => {
  const world = worldOf('no node');
  assert.throws(() => loseNode(world, 'web', () => assert.fail('there is no node')), {
    message: /one that is Ready[^]*there is no workload or Pod "web"/,
  });
  assert.throws(() => letDie(world, 'web', 1), { message: /at least 1[^]*there is no workload or Pod "web"/ });
});
