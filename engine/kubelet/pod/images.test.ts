import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container } from '../../kinds/types.ts';
import { TestNode, testPod } from '../testing.ts';
import { fullReference } from './images.ts';

const withImage = (image: string, imagePullPolicy: NonNullable<Container['imagePullPolicy']>) =>
  testPod({ containers: [{ name: 'c', image, imagePullPolicy }] });
const waiting = (node: TestNode) => node.pod()?.status.containerStatuses?.[0]?.state?.waiting;
const told = (node: TestNode) =>
  node.events
    .filter((event) => event.about.kind === 'Pod')
    .map((event) => `${event.type} ${event.reason} ${event.message}`);

test('an image that the registry does not have: ErrImagePull, then ImagePullBackOff, with its events', () => {
  const node = new TestNode();
  node.put(withImage('absent:1', 'IfNotPresent'));
  node.run(2500);
  const error =
    'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/absent:1": failed to resolve reference "docker.io/library/absent:1": docker.io/library/absent:1: not found';
  assert.deepEqual(waiting(node), { reason: 'ErrImagePull', message: error });
  node.run(12_000);
  assert.deepEqual(waiting(node), { reason: 'ImagePullBackOff', message: 'Back-off pulling image "absent:1"' });
  assert.deepEqual(told(node).slice(0, 5), [
    'Normal Pulling Pulling image "absent:1"',
    `Warning Failed Failed to pull image "absent:1": ${error}`,
    'Warning Failed Error: ErrImagePull',
    'Normal BackOff Back-off pulling image "absent:1"',
    'Warning Failed Error: ImagePullBackOff',
  ]);
});

test('real attempts to pull come after 10, 20, 40 s of back-off', () => {
  const node = new TestNode();
  node.put(withImage('absent:1', 'Always'));
  node.run(200_000);
  const pulls = node.events.filter((event) => event.reason === 'Pulling').map((event) => event.atMs / 1000);
  const gaps = pulls.slice(1).map((at, i) => at - (pulls[i] ?? 0));
  [10, 20, 40, 80].forEach((least, i) =>
    assert.ok((gaps[i] ?? 0) >= least && (gaps[i] ?? 0) <= least + 17, `gap ${i}: ${gaps[i]}`),
  );
});

test('policy Never and a missing image; a name that is none', () => {
  const never = new TestNode();
  never.put(withImage('nginx', 'Never'));
  never.run(3000);
  assert.equal(waiting(never)?.reason, 'ErrImageNeverPull');
  assert.ok(
    told(never).includes('Warning ErrImageNeverPull Container image "nginx" is not present with pull policy of Never'),
  );
  const invalid = new TestNode();
  invalid.put(withImage('Nginx', 'Always'));
  invalid.run(3000);
  assert.equal(waiting(invalid)?.reason, 'InvalidImageName');
  assert.ok(
    told(invalid).some((line) => line.startsWith('Warning InspectFailed Failed to apply default image tag "Nginx"')),
  );
});

test('an image that is there is not pulled again with IfNotPresent', () => {
  const node = new TestNode();
  node.put(withImage('nginx:1.21', 'IfNotPresent'));
  node.run(20_000);
  node.put({ ...testPod({ containers: [{ name: 'c', image: 'nginx:1.21', imagePullPolicy: 'IfNotPresent' }] }, 'q') });
  node.run(20_000);
  assert.ok(told(node).includes('Normal Pulled Container image "nginx:1.21" already present on machine'));
});

test('short names are those of the default registry', () => {
  assert.equal(fullReference('nginx'), 'docker.io/library/nginx:latest');
  assert.equal(fullReference('a/b:1'), 'docker.io/a/b:1');
  assert.equal(fullReference('quay.io:443/a/b'), 'quay.io:443/a/b:latest');
});
