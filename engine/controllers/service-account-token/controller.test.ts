import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Secret, ServiceAccount } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { tokenController } from './controller.ts';

const KEY = 'default/tok';
const controller = tokenController('PEM');
const account = object<ServiceAccount>('ServiceAccount', 'builder', {}, { uid: 'uid-1' });

function secret(annotations: object, rest: object = {}): Secret {
  return object<Secret>('Secret', 'tok', { type: 'kubernetes.io/service-account-token', ...rest }, { annotations });
}

const named = { 'kubernetes.io/service-account.name': 'builder' };
const text = (base64 = ''): string => Buffer.from(base64, 'base64').toString();

test('a token secret of an account gets the certificate, the namespace and a token that names them', () => {
  const world = new World([account, secret(named)]);
  world.settle(controller, KEY);
  const { data = {}, metadata } = world.get<Secret>('Secret', 'tok');
  assert.deepEqual(Object.keys(data).sort(), ['ca.crt', 'namespace', 'token']);
  assert.deepEqual([text(data['ca.crt']), text(data['namespace'])], ['PEM', 'default']);
  assert.equal(metadata.annotations?.['kubernetes.io/service-account.uid'], 'uid-1');
  assert.deepEqual(JSON.parse(Buffer.from(text(data['token']).split('.')[1] ?? '', 'base64url').toString()), {
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/namespace': 'default',
    'kubernetes.io/serviceaccount/secret.name': 'tok',
    'kubernetes.io/serviceaccount/service-account.name': 'builder',
    'kubernetes.io/serviceaccount/service-account.uid': 'uid-1',
    sub: 'system:serviceaccount:default:builder',
  });
});

test('what a user put there stays', () => {
  const data = { token: 'bWluZQ==', extra: 'eA==' };
  const world = new World([account, secret(named, { data })]);
  world.settle(controller, KEY);
  assert.deepEqual(world.get<Secret>('Secret', 'tok').data, {
    ...data,
    'ca.crt': 'UEVN',
    namespace: 'ZGVmYXVsdA==',
  });
});

test('without its account, or with the uid of another, a token secret goes; other secrets are not touched', () => {
  const stale = { ...named, 'kubernetes.io/service-account.uid': 'uid-0' };
  for (const objects of [[secret(named)], [account, secret(stale)]]) {
    const world = new World(objects);
    world.settle(controller, KEY);
    assert.equal(world.all<Secret>('Secret').length, 0);
  }
  const other = new World([object<Secret>('Secret', 'tok', { type: 'Opaque' }, { annotations: named })]);
  other.settle(controller, KEY);
  assert.equal(other.all<Secret>('Secret').length, 1);
});

test('an account wakes the token secrets that name it', () => {
  const world = new World([account, secret(named)]);
  const watch = controller.watches.find(({ kind }) => kind === 'ServiceAccount')!;
  assert.deepEqual(watch.keys({ type: 'DELETED', object: account }, world.view), [KEY]);
});
