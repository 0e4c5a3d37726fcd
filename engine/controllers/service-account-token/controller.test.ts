import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Secret, ServiceAccount } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { serviceAccountTokens } from './controller.ts';

const tokens = serviceAccountTokens('CA');
const robot = object<ServiceAccount>('ServiceAccount', 'robot', {});

function secret(account: string, uid?: string): Secret {
  const annotations = {
    'kubernetes.io/service-account.name': account,
    ...(uid === undefined ? {} : { 'kubernetes.io/service-account.uid': uid }),
  };
  return object<Secret>('Secret', 'tok', { type: 'kubernetes.io/service-account-token' }, { annotations });
}

test('a secret for an account gets its token, the namespace and the certificate', () => {
  const world = new World([robot, secret('robot')]);
  world.settle(tokens, 'default/tok');
  const { data, metadata } = world.get<Secret>('Secret', 'tok');
  assert.deepEqual(Object.keys(data ?? {}).toSorted(), ['ca.crt', 'namespace', 'token']);
  assert.equal(data?.['namespace'], 'ZGVmYXVsdA==');
  assert.equal(metadata.annotations?.['kubernetes.io/service-account.uid'], robot.metadata.uid);
});

for (const [what, objects] of [
  ['that is not there', [secret('ghost')]],
  ['that was made anew under its name', [robot, secret('robot', 'another')]],
] as const) {
  test(`a secret for an account ${what} is deleted`, () => {
    const world = new World(objects);
    world.settle(tokens, 'default/tok');
    assert.equal(world.all('Secret').length, 0);
  });
}
