import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompactedError, Store } from './store.ts';

interface Item {
  readonly name: string;
  readonly node: string;
  readonly revision: number;
}

const put = (store: Store<Item>, name: string, node: string): Item =>
  store.put('pods', '', name, (revision) => ({ name, node, revision }));
const remove = (store: Store<Item>, name: string): Item =>
  store.delete('pods', '', name, (revision, item) => ({ ...item, revision }));

test('every write is one revision, and lists are in code-unit order', () => {
  const store = new Store<Item>();
  put(store, 'b', 'w1');
  put(store, 'B', 'w1');
  put(store, 'a', 'w2');
  assert.equal(store.revision, 3);
  assert.deepEqual(
    store.list('pods').map((item) => item.name),
    ['B', 'a', 'b'],
  );
  assert.equal(remove(store, 'a').revision, 4);
  assert.deepEqual(
    store.list('pods').map((item) => item.name),
    ['B', 'b'],
  );
});

test('an index follows changes and keeps the order of coming', () => {
  const store = new Store<Item>();
  put(store, 'z', 'w1');
  store.defineIndex('pods', 'node', (item) => [item.node]);
  put(store, 'a', 'w1');
  put(store, 'z', 'w1');
  assert.deepEqual(
    store.by('pods', 'node', 'w1').map((item) => item.name),
    ['z', 'a'],
  );
  put(store, 'z', 'w2');
  assert.deepEqual(
    store.by('pods', 'node', 'w1').map((item) => item.name),
    ['a'],
  );
  remove(store, 'a');
  assert.deepEqual(store.by('pods', 'node', 'w1'), []);
  assert.throws(() => store.by('pods', 'zone', 'x'), /no index zone/);
});

test('a watch resumes from a revision; what compaction took is an error that says the oldest', () => {
  const store = new Store<Item>();
  put(store, 'a', 'w1');
  put(store, 'a', 'w2');
  remove(store, 'a');
  assert.deepEqual(
    store.changesSince(1).map((change) => `${change.revision} ${change.type}`),
    ['2 MODIFIED', '3 DELETED'],
  );
  store.compact(2);
  assert.deepEqual(
    store.changesSince(2).map((change) => change.type),
    ['DELETED'],
  );
  assert.throws(
    () => store.changesSince(1),
    (error) =>
      error instanceof CompactedError && error.oldest === 2 && error.message === 'too old resource version: 1 (2)',
  );
});

test('the log forgets by itself past its size', () => {
  const store = new Store<Item>({ logSize: 3 });
  for (let i = 0; i < 10; i++) put(store, `p${i}`, 'w1');
  assert.equal(store.changesSince(7).length, 3);
  assert.throws(() => store.changesSince(6), CompactedError);
});

test('a listener hears changes until it leaves', () => {
  const store = new Store<Item>();
  const heard: string[] = [];
  const leave = store.subscribe((change) => heard.push(`${change.type} ${change.held.key}`));
  put(store, 'a', 'w1');
  leave();
  put(store, 'b', 'w1');
  assert.deepEqual(heard, ['ADDED a']);
});

test('a copy has the same items and revision and goes its own way', () => {
  const store = new Store<Item>();
  store.defineIndex('pods', 'node', (item) => [item.node]);
  put(store, 'a', 'w1');
  const copy = new Store<Item>();
  copy.adopt(store);
  put(copy, 'b', 'w1');
  assert.deepEqual(
    copy.by('pods', 'node', 'w1').map((item) => item.name),
    ['a', 'b'],
  );
  assert.deepEqual(
    store.by('pods', 'node', 'w1').map((item) => item.name),
    ['a'],
  );
  put(store, 'c', 'w1');
  assert.deepEqual(
    [copy, store].map((one) => one.by('pods', 'node', 'w1').map((item) => item.name)),
    [
      ['a', 'b'],
      ['a', 'c'],
    ],
  );
  assert.equal(copy.revision, 2);
});
