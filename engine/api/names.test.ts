import assert from 'node:assert/strict';
import { test } from 'node:test';

import { generateName, safeEncode, uuidFrom } from './names.ts';

test('generated names and encoded hashes use the alphabet without vowels', () => {
  let drawn = 0;
  const next = (bound: number): number => (drawn += 7) % bound;
  assert.equal(generateName('web-', next), 'web-ks4cl');
  assert.equal(
    generateName('x'.repeat(80), () => 0),
    `${'x'.repeat(58)}bbbbb`,
  );
  assert.equal(safeEncode('0123456789'), '456789bcdf');
});

test('uuids are of version 4', () => {
  assert.equal(
    uuidFrom(() => 0xffffffff),
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  );
  assert.equal(
    uuidFrom(() => 0),
    '00000000-0000-4000-8000-000000000000',
  );
});
