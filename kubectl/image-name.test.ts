import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkImageName, containerNameOf } from './image-name.ts';

for (const [image, name] of [
  ['nginx', 'nginx'],
  ['nginx:1.21', 'nginx'],
  ['sysnet4admin/chk-hn', 'chk-hn'],
  [`nginx@sha256:${'0'.repeat(64)}`, 'nginx'],
] as const)
  test(`container of ${image}`, () => assert.equal(containerNameOf(image), name));

test('a name that had to be changed gets a suffix, always the same', () => {
  const image = 'localhost:5000/foo/bar_baz:v1';
  assert.match(containerNameOf(image), /^bar-baz-[a-z0-9]{5}$/);
  assert.equal(containerNameOf(image), containerNameOf(image));
});

for (const image of ['a b', 'Nginx', ':1', 'nginx:', ''])
  test(`no image: ${image}`, () => assert.throws(() => checkImageName(image), /invalid reference format/));
for (const image of ['nginx', 'docker.io/library/nginx:1.2', 'localhost:5000/a/b', `a@sha256:${'a'.repeat(64)}`])
  test(`image: ${image}`, () => assert.doesNotThrow(() => checkImageName(image)));
