import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointSlice } from '../../kinds/types.ts';
import { areDistinct, readyBehind } from './ready.ts';

type Endpoint = EndpointSlice['endpoints'][number];

const at = (address: string, ready = true): Endpoint => ({ addresses: [address], conditions: { ready } });

const slice = (endpoints: readonly Endpoint[], port = 80): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-1' },
  addressType: 'IPv4',
  endpoints,
  ports: [{ name: '', port, protocol: 'TCP' }],
});

const [a, b, c, d] = [at('10.0.0.1'), at('10.0.0.10'), at('10.0.0.2'), at('10.0.0.3', false)] as const;
const crowd: readonly Endpoint[] = Array.from({ length: 20 }, (_, i) => at(`10.0.1.${i}`));

/** What was, and what is: each second time must come out as if there had been no first. */
const ROWS: readonly (readonly [string, readonly EndpointSlice[], readonly EndpointSlice[]])[] = [
  ['nothing changed', [slice([a, b])], [slice([a, b])]],
  ['one came', [slice([a, b])], [slice([a, b, c])]],
  ['one came that is not ready', [slice([a])], [slice([a, d])]],
  ['one got ready', [slice([a, d, b])], [slice([a, at('10.0.0.3'), b])]],
  ['one went', [slice([a, b, c])], [slice([a, c])]],
  ['all went', [slice([a])], [slice([])]],
  ['another took its place', [slice([a, b])], [slice([c, b])]],
  ['the same address twice', [slice([a, b])], [slice([a, b, at('10.0.0.1')])]],
  ['twice before, once now', [slice([a, at('10.0.0.1'), b])], [slice([a, b])]],
  ['another number', [slice([a, b])], [slice([a, b], 8080)]],
  ['a second slice', [slice([a])], [slice([a]), slice([b])]],
  ['an endpoint moved to the other slice', [slice([a, b]), slice([c])], [slice([a]), slice([c, b])]],
  ['a crowd came', [slice([a])], [slice([a, ...crowd])]],
];

for (const [what, before, now] of ROWS) {
  test(`ready endpoints from those of an earlier time: ${what}`, () => {
    const { endpoints, keys } = readyBehind(now, '', 'TCP', undefined);
    const further = readyBehind(now, '', 'TCP', readyBehind(before, '', 'TCP', undefined));
    assert.deepEqual(further.endpoints, endpoints);
    assert.deepEqual(further.keys, keys);
    assert.deepEqual(keys, keys.toSorted());
  });
}

test('what is behind one port has an address each, unless somebody stands there twice or at two numbers', () => {
  const count = (slices: readonly EndpointSlice[]): boolean => areDistinct(readyBehind(slices, '', 'TCP', undefined));
  assert.equal(count([slice([a, b, c])]), true);
  assert.equal(count([slice([a, at('10.0.0.1')])]), false);
  assert.equal(count([slice([a]), slice([b], 8080)]), false);
});
