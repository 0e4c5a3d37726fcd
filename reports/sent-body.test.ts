import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentBody } from './sent-body.ts';

const REPEATS = 'kubectl.kubernetes.io/last-applied-configuration';

test('what kubectl apply says twice stands once', () => {
  const metadata = { name: 'web', annotations: { [REPEATS]: '{"spec":{}}', team: 'sea' } };
  assert.deepEqual(sentBody('Deployment default/web', { metadata }), {
    metadata: { name: 'web', annotations: { team: 'sea' } },
  });
  assert.deepEqual(sentBody('Pod default/a', { metadata: { annotations: { [REPEATS]: '{}' } } }), { metadata: {} });
});

test('a Secret gives digests: the same for the same value, another for another', () => {
  const bodies = ['hunter2', 'hunter2', 'hunter3'].map((password) =>
    JSON.stringify(
      sentBody('Secret default/db', {
        metadata: { annotations: { [REPEATS]: `{"stringData":{"password":"${password}"}}` } },
        data: { password },
        stringData: { password },
      }),
    ),
  );
  for (const body of bodies) assert.doesNotMatch(body, /hunter/);
  assert.equal(bodies[0], bodies[1]);
  assert.notEqual(bodies[0], bodies[2]);
});

test('of a ConfigMap nothing is hidden', () => {
  assert.deepEqual(sentBody('ConfigMap default/c', { data: { key: 'value' } }), { data: { key: 'value' } });
});

test('a vendor’s manifest is told by its size and digest', () => {
  const crd = (text: string): unknown => sentBody('CustomResourceDefinition x', { spec: text.repeat(20_000) });
  assert.match(JSON.stringify(crd('a')), /^\{"characters":20011,"digest":"sha256:[0-9a-f]{16}"\}$/);
  assert.notDeepEqual(crd('a'), crd('b'));
});

for (const body of [[{ op: 'add', path: '/spec/replicas', value: 3 }], 'text', 7, null])
  test(`${JSON.stringify(body)} stays as it is`, () => assert.deepEqual(sentBody('Pod default/a', body), body));
