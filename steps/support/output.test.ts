import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOutput } from './output.ts';
import { worldOf } from './testing.ts';

test('who looks at a namespace with steps alone is told that kubectl looks at another', () => {
  const world = worldOf('elsewhere');
  world.namespace = 'shop';
  world.kubectl(['get', 'jobs']);
  const check = (): void => checkOutput(world, 'jobs', () => false);
  assert.throws(check, {
    message: /why: {6}kubectl looks at namespace default, the steps look at namespace shop: its line needs -n shop$/,
  });
  world.kubectl(['get', 'jobs', '-n', 'shop']);
  assert.throws(check, (error: Error) => !error.message.includes('why:'));
});
