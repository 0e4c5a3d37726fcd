import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PodEntry } from './entries.ts';
import { pack } from './packing.ts';

const WEB: PodEntry['ports'] = [{ port: 80, protocol: 'TCP' }];
const TWO: PodEntry['ports'] = [
  { name: 'a', port: 80, protocol: 'TCP' },
  { name: 'b', port: 81, protocol: 'TCP' },
];
const NAMED: PodEntry['ports'] = [{ port: 8080, protocol: 'TCP' }];

function entry(name: string, ip: string, parts: Partial<PodEntry> = {}): PodEntry {
  const address = { ip, targetRef: { kind: 'Pod', name, namespace: 'default', uid: name } };
  return { name, time: '', isCounted: ip !== '', isReady: true, ports: WEB, address, ...parts };
}

const [a, b, c] = [entry('a', '10.0.0.2'), entry('b', '10.0.0.10'), entry('c', '10.0.0.3')] as const;
const pending = entry('c', '');

/** What was packed, and what is to be packed now. */
const ROWS: readonly (readonly [string, readonly PodEntry[], readonly PodEntry[]])[] = [
  ['one got an address', [a, b, pending], [a, b, c]],
  ['the first got its address', [pending], [c]],
  ['one lost it', [a, b, c], [a, b, pending]],
  ['all lost it', [c], [pending]],
  ['one is ready no more', [a, b, c], [a, { ...b, isReady: false }, c]],
  ['one is ready again', [{ ...a, isReady: false }, b], [a, b]],
  ['two changed places', [a, b], [b, a]],
  ['one went', [a, b, c], [a, c]],
  ['one has another number', [a, b, pending], [a, b, { ...c, ports: NAMED }]],
  ['all have two ports', [{ ...a, ports: TWO }], [{ ...a, ports: TWO, isReady: false }]],
  ['headless, without ports', [{ ...a, ports: [undefined] }], [{ ...a, ports: [undefined], isReady: false }]],
];

for (const [what, before, now] of ROWS) {
  test(`packing goes on from the last time as if there had been none: ${what}`, () => {
    assert.deepEqual(pack(now, pack(before, undefined)).subsets, pack(now, undefined).subsets);
  });
}

test('what does not count leaves the subsets as they are', () => {
  const known = pack([a, b, pending], undefined);
  assert.equal(pack([a, b, { ...pending, time: '2022-10-03T00:00:00Z' }], known).subsets, known.subsets);
});
