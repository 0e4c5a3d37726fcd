import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Member, readArchive, writeArchive } from './tar-archive.ts';

const DEEP = `${'folder/'.repeat(20)}file`;

const ROWS: readonly (readonly [what: string, members: readonly Member[]])[] = [
  ['a file', [{ name: 'a.txt', content: 'hello\n' }]],
  ['an empty file', [{ name: 'a', content: '' }]],
  ['a file of exactly one block', [{ name: 'a', content: 'x'.repeat(512) }]],
  ['Korean text', [{ name: 'a', content: '안녕하세요\n' }]],
  ['a long name', [{ name: DEEP, content: 'x' }]],
];

for (const [what, members] of ROWS)
  test(`an archive of ${what} goes both ways`, () => {
    const text = writeArchive(members, 1_664_755_200_000) ?? '';
    assert.equal(Buffer.byteLength(text) % 10_240, 0);
    assert.deepEqual(readArchive(text), members);
  });

test('a folder stands with a slash at its end', () => {
  const text = writeArchive([{ name: 'd', content: undefined }], 0) ?? '';
  assert.deepEqual(readArchive(text), [{ name: 'd/', content: undefined }]);
});

test('names that no header holds are refused', () => {
  for (const name of ['한글', 'x'.repeat(101), `${'y'.repeat(160)}/z`])
    assert.equal(writeArchive([{ name, content: '' }], 0), undefined, name);
});

test('what is no archive is not read, whatever is wrong with it', () => {
  const good = writeArchive([{ name: 'a', content: 'hello' }], 0) ?? '';
  for (const bad of [
    '',
    'hello',
    good.slice(0, 515),
    good.replace('a', 'b'),
    `${good.slice(0, 512).replace('a', 'z')}${good.slice(512)}`,
  ])
    assert.equal(readArchive(bad), undefined);
});
