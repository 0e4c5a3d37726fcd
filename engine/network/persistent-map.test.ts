import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_MAP, entryOf, type PersistentMap, without, withEntry } from './persistent-map.ts';

test('it holds what a Map holds, and older versions stay as they were', () => {
  const model = new Map<string, number>();
  let map: PersistentMap<number> = EMPTY_MAP;
  const versions: (readonly [PersistentMap<number>, ReadonlyMap<string, number>])[] = [];
  let state = 1;
  for (let step = 0; step < 3000; step++) {
    state = (state * 48_271) % 2_147_483_647;
    const key = `k${state % 500}`;
    if (state % 3 === 0) {
      map = without(map, key);
      model.delete(key);
    } else {
      map = withEntry(map, key, step);
      model.set(key, step);
    }
    if (step % 500 === 0) versions.push([map, new Map(model)]);
  }
  for (const [version, expected] of [...versions, [map, model] as const]) {
    for (let n = 0; n < 500; n++) assert.equal(entryOf(version, `k${n}`), expected.get(`k${n}`), `k${n}`);
  }
});

test('keys of one hash live beside each other', () => {
  // Two texts with the same 32-bit FNV-1a hash.
  const map = withEntry(withEntry(EMPTY_MAP as PersistentMap<number>, 'costarring', 1), 'liquid', 2);
  assert.equal(entryOf(map, 'costarring'), 1);
  assert.equal(entryOf(map, 'liquid'), 2);
  const rest = without(map, 'liquid');
  assert.equal(entryOf(rest, 'costarring'), 1);
  assert.equal(entryOf(rest, 'liquid'), undefined);
});

test('taking away what is not there changes nothing, and the last entry leaves nothing', () => {
  const map = withEntry(EMPTY_MAP as PersistentMap<number>, 'a', 1);
  assert.equal(without(map, 'b'), map);
  assert.equal(without(map, 'a').root, undefined);
});
