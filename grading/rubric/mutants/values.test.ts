import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../../engine/index.ts';
import * as values from './values.ts';

/** What becomes of a value; where nothing stands, the function does not know how to change it. */
const CASES: readonly (readonly [
  name: keyof typeof VALUES,
  now: JsonValue,
  then: readonly (JsonValue | undefined)[],
])[] = [
  ['offByOne', 3, [4, 2, 0]],
  ['offByOne', 1, [2, 0]],
  ['offByOne', 0, [1]],
  ['offByOne', '25%', []],
  ['otherPort', 80, [81]],
  ['otherPort', 'http', ['http-x']],
  ['otherPort', null, []],
  ['otherNodePort', 30080, [30081]],
  ['otherNodePort', 32767, [32766]],
  ['otherName', 'web', ['web-x']],
  ['otherName', '', []],
  ['otherPath', '/audit/', ['/audit-x']],
  ['otherText', 'blue', ['bluex']],
  ['otherAddress', '192.168.1.10', ['192.168.1.11']],
  ['otherAddress', '10.0.0.254', ['10.0.0.253']],
  ['otherAddress', 'nfs', ['nfs-x']],
  ['otherSchedule', '0 2 * * *', ['* 2 * * *', '2 0 * * *']],
  ['otherSchedule', '* * * * *', []],
  ['otherSchedule', '@daily', []],
  ['doubled', '100Mi', ['200Mi']],
  ['doubled', 2, ['4']],
  ['doubled', 'much', []],
  ['flipped', true, [false]],
  ['flipped', 'true', []],
  ['dropped', 'x', [undefined]],
  ['otherImage', 'nginx', ['httpd', 'nginxx', 'nginx:no-such-tag']],
  ['otherImage', 'nginx:latest', ['httpd', 'nginxx:latest', 'nginx:no-such-tag']],
  [
    'otherImage',
    'a.example:5000/b:1',
    ['nginx', 'a.example:5000/bb:1', 'a.example:5000/b:no-such-tag', 'a.example:5000/b'],
  ],
  ['otherImage', '', []],
];

const VALUES = values satisfies Readonly<Record<string, unknown>>;

for (const [name, now, then] of CASES) {
  test(`${name} of ${JSON.stringify(now)}`, () => {
    assert.deepEqual((VALUES[name] as values.Values)(now), then);
  });
}

test('one of several words is each of the others', () => {
  assert.deepEqual(values.oneOf('TCP', 'UDP')('tcp'), ['UDP']);
  assert.deepEqual(values.both(values.dropped, values.oneOf('a'))('b'), [undefined, 'a']);
});
