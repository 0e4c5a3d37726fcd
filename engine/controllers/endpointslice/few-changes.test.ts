import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointSlice, Service } from '../../kinds/types.ts';
import { object } from '../shared/testing.ts';
import { fewChanges } from './few-changes.ts';
import { MAX_ENDPOINTS, sliceChanges } from './reconcile-slices.ts';
import { newSlice, portsId, type SliceEntry, type SlicePorts, wantedGroups } from './slices.ts';

const web = object<Service>('Service', 'web', { spec: { clusterIP: '10.96.0.9', selector: { app: 'web' } } });
const PORTS: SlicePorts = [{ name: '', port: 80, protocol: 'TCP' }];

function entry(name: string, ready: boolean | undefined, ports = PORTS): SliceEntry {
  const targetRef = { kind: 'Pod', namespace: 'default', name, uid: name };
  const endpoint =
    ready === undefined ? undefined : { addresses: [`10.0.0.${name}`], conditions: { ready }, targetRef };
  return { name, time: '', ports, portsId: portsId(ports), endpoint };
}

const many = Array.from({ length: MAX_ENDPOINTS }, (_, i) => entry(String(i), true));
const [a, b, c] = [entry('201', false), entry('202', true), entry('203', undefined)] as const;

/** The entries before, and now; whether a glance at what changed is enough. */
const ROWS: readonly (readonly [string, readonly SliceEntry[], readonly SliceEntry[], boolean])[] = [
  ['one got ready', [a, b], [entry('201', true), b], true],
  ['one got its address', [a, b, c], [a, b, entry('203', false)], true],
  ['one got ready and one its address', [a, b, c], [entry('201', true), b, entry('203', true)], true],
  ['the full slice has no room', [...many, c], [...many, entry('203', true)], true],
  ['room in a slice that changes anyway', [...many, a, c], [...many, entry('201', true), entry('203', true)], true],
  ['nothing of an endpoint', [a, b, c], [a, b, { ...c, time: '2022-10-03T00:00:00Z' }], true],
  ['one went', [a, b], [a, entry('202', undefined)], false],
  ['another pod took its place', [a, b], [a, entry('204', true)], false],
  ['another number', [a, b, c], [a, b, entry('203', true, [{ name: '', port: 8080, protocol: 'TCP' }])], false],
];

/** The slices of these entries, with names. */
function slicesOf(entries: readonly SliceEntry[]): readonly EndpointSlice[] {
  const { create } = sliceChanges(web, [], wantedGroups(entries));
  return create.map((slice, i) => ({ ...slice, metadata: { ...slice.metadata, name: `web-${i}` } }));
}

for (const [what, before, now, isEnough] of ROWS) {
  test(`from a few changed pods follow the changes that follow from all: ${what}`, () => {
    const existing = slicesOf(before);
    const replaced = now.flatMap((entryNow, i) => {
      const entryBefore = before[i] ?? entryNow;
      return entryBefore === entryNow ? [] : [{ before: entryBefore, now: entryNow }];
    });
    const few = fewChanges(web, existing, portsId(PORTS), replaced);
    assert.deepEqual(few, isEnough ? sliceChanges(web, existing, wantedGroups(now)) : undefined);
  });
}

test('an endpoint that somebody else put into the slice is looked at anew', () => {
  const foreign = newSlice(web, PORTS, [{ ...a.endpoint, addresses: ['10.0.0.201'] }]);
  const replaced = [{ before: a, now: entry('201', true) }];
  assert.equal(fewChanges(web, [foreign], portsId(PORTS), replaced), undefined);
});
