import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressPool } from '../machine/address-pool.ts';
import { FileTree } from './file-tree.ts';
import { MountedView } from './mounted-view.ts';

const why = (outcome: { ok: true } | { ok: false; why: string }) => (outcome.ok ? 'ok' : outcome.why);

test('a disk refuses in a shell´s words', () => {
  const disk = new FileTree({ maxSize: 10, maxEntries: 5 });
  assert.equal(why(disk.write('/a/b', 'x', false)), 'No such file or directory');
  assert.equal(why(disk.mkdir('/a', false)), 'ok');
  assert.equal(why(disk.mkdir('/a', false)), 'File exists');
  assert.equal(why(disk.write('/a', 'x', false)), 'Is a directory');
  assert.equal(why(disk.write('/a/b', '12345', false)), 'ok');
  assert.equal(why(disk.write('/a/b/c', 'x', false)), 'Not a directory');
  assert.equal(why(disk.write('/a/b', '123456', true)), 'No space left on device');
  assert.equal(why(disk.remove('/a', false)), 'Is a directory');
  assert.equal(why(disk.remove('/a', true)), 'ok');
  assert.equal(why(disk.remove('/a', true)), 'No such file or directory');
  assert.equal(why(disk.write('/b', '1234567890', false)), 'ok');
});

test('the longest mount counts; mount points show in listings; read-only mounts refuse', () => {
  const disk = new FileTree();
  disk.put('/root/etc/x', 'own');
  disk.put('/vol/inner/y', 'inner');
  disk.put('/ro/z', 'ro');
  const view = new MountedView(
    [
      { at: '/', machine: 'm', path: '/root', readOnly: false },
      { at: '/etc/conf', machine: 'm', path: '/ro', readOnly: true },
      { at: '/data', machine: 'm', path: '/vol', readOnly: false },
    ],
    (name) => (name === 'm' ? disk : undefined),
  );
  assert.deepEqual(view.list('/'), ['data', 'etc']);
  assert.deepEqual(view.list('/etc'), ['conf', 'x']);
  assert.equal(view.read('/data/inner/../inner/y'), 'inner');
  assert.equal(why(view.write('/etc/conf/z', '', false)), 'Read-only file system');
  assert.equal(why(view.remove('/data', true)), 'Device or resource busy');
  assert.equal(why(view.write('/new', '1', false)), 'ok');
  assert.equal(disk.read('/root/new'), '1');
});

test('addresses are given in order, over all blocks; released ones come last', () => {
  const pool = new AddressPool({ blocks: ['172.16.221.128/30', '10.0.0.0/30'], reserved: 1 });
  assert.deepEqual([pool.take(), pool.take()], ['172.16.221.129', '172.16.221.130']);
  pool.release('172.16.221.129');
  assert.deepEqual(
    [pool.take(), pool.take(), pool.take(), pool.take(), pool.take(), pool.take()],
    ['172.16.221.131', '10.0.0.1', '10.0.0.2', '10.0.0.3', '172.16.221.129', undefined],
  );
});

test('a grafted tree is shared until one side writes; it needs an empty place and room', () => {
  const image = new FileTree();
  image.put('/etc/app/conf', 'image');
  const [one, other] = [new FileTree(), new FileTree({ maxSize: 4, maxEntries: 99 })];
  assert.equal(one.graft('/root', image), true);
  assert.equal(one.read('/root/etc/app/conf'), 'image');
  one.put('/root/etc/app/conf', 'mine');
  image.put('/etc/app/conf', 'new');
  assert.deepEqual([one.read('/root/etc/app/conf'), image.read('/etc/app/conf')], ['mine', 'new']);
  assert.equal(one.graft('/root', image), false);
  assert.equal(other.graft('/root', image), true);
  assert.equal(why(other.write('/x', '12', false)), 'No space left on device');
});

test('filling a directory leaves exactly the files, and says no to what is not flat', () => {
  const disk = new FileTree(undefined, '/pods');
  assert.equal(disk.fill('/pods/a/v', [{ name: 'x', content: '1', mode: 0o600 }]), true);
  const before = disk.revisionOf('a');
  assert.equal(disk.fill('/pods/a/v', [{ name: 'x', content: '1', mode: 0o600 }]), true);
  assert.equal(disk.revisionOf('a'), before);
  disk.put('/pods/b/v/x', '1');
  assert.equal(disk.revisionOf('a'), before);
  assert.equal(disk.fill('/pods/a/v', [{ name: 'y', content: '2', mode: 0o644 }]), true);
  assert.notEqual(disk.revisionOf('a'), before);
  assert.deepEqual(disk.list('/pods/a/v'), ['y']);
  disk.put('/pods/a/v/deep/z', '3');
  assert.equal(disk.fill('/pods/a/v', []), false);
  assert.deepEqual(disk.list('/pods/a/v'), ['deep', 'y']);
});
