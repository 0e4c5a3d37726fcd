import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceEntry } from '../../engine/index.ts';
import { anySibling, CanonicalNames } from './names.ts';

function namesOf(...entries: readonly (readonly [about: string, by?: string])[]): CanonicalNames {
  const names = new CanonicalNames();
  for (const [about, by = 'replicaset-controller'] of entries) names.learn(added(about, by));
  return names;
}

function added(about: string, by: string): TraceEntry {
  const isRequest = by === 'kubectl';
  return {
    seq: 0,
    atMs: 0,
    by,
    type: isRequest ? 'request' : 'change',
    about,
    detail: isRequest ? { verb: 'create' } : { change: 'ADDED' },
  };
}

const first = namesOf(
  ['ReplicaSet default/web-6d4cf56db6'],
  ['Pod default/web-6d4cf56db6-x8z2k'],
  ['Pod default/web-6d4cf56db6-b5c6d'],
);
const second = namesOf(
  ['ReplicaSet default/web-54dcf48454'],
  ['Pod default/web-54dcf48454-zzzzz'],
  ['Pod default/web-54dcf48454-24567'],
);

test('pods of other templates and with other suffixes are the same pods', () => {
  const one = first.of('Created pod: web-6d4cf56db6-b5c6d of default/web-6d4cf56db6 at 172.16.1.5');
  const other = second.of('Created pod: web-54dcf48454-24567 of default/web-54dcf48454 at 172.16.9.9');
  assert.equal(one, 'Created pod: web-#1-#2 of default/web-#1 at ip#1');
  assert.equal(other, one);
});

const kept: readonly (readonly [what: string, names: CanonicalNames, text: string])[] = [
  ['a name that a user gave', namesOf(['Pod default/web-bcdfg', 'kubectl'], ['Pod default/web-bcdfg']), 'web-bcdfg'],
  ['a name without a drawn part', namesOf(['Pod default/web-0']), 'web-0'],
  ['a part of another name', first, 'my-web-6d4cf56db6-x8z2k-too'],
  ['an Event', namesOf(['Event default/web.171a6608bdfc014a']), 'web.171a6608bdfc014a'],
];
for (const [what, names, text] of kept) test(`${what} stays`, () => assert.equal(names.of(text), text));

test('names in two namespaces count by themselves', () => {
  const names = namesOf(['Pod a/web-bcdfg'], ['Pod b/web-zzzzz']);
  assert.deepEqual([names.of('web-bcdfg'), names.of('web-zzzzz')], ['web-#1', 'web-#1']);
});

test('uids are all alike', () => {
  assert.equal(first.of('m-k8s_f546567f-a786-4855-b98a-dc6d6bc7b230'), 'm-k8s_uid');
  assert.equal(first.of('uid f546567f-a786-4855-b98a-dc6d6bc7b230'), 'uid uid');
});

const siblings: readonly (readonly [text: string, expected: string])[] = [
  ['Pod default/web-#1-#2', 'Pod default/web-#1-#'],
  ['Pod default/web-#12 w1', 'Pod default/web-# w1'],
  ['Pod default/web-0', 'Pod default/web-0'],
];
for (const [text, expected] of siblings) test(`any sibling of ${text}`, () => assert.equal(anySibling(text), expected));
