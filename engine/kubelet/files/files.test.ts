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
