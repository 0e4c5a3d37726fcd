import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { whyNotWritable } from './out-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatrial-out-'));
after(() => rmSync(folder, { recursive: true }));

test('a folder that is there or can be made is writable, and asking leaves nothing behind', () => {
  assert.equal(whyNotWritable(folder), undefined);
  assert.equal(whyNotWritable(join(folder, 'a/b/c')), undefined);
  assert.deepEqual(readdirSync(folder), []);
});

test('a file is no folder, and has none below it', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  assert.equal(whyNotWritable(file), `ENOTDIR at ${file}`);
  assert.equal(whyNotWritable(join(file, 'a/b')), `ENOTDIR at ${file}`);
});

test('no folder can be made below /proc, whoever asks', { skip: process.platform !== 'linux' && 'no /proc' }, () => {
  assert.match(whyNotWritable('/proc/x/y') ?? '', /^E[A-Z]+ at \/proc$/);
});
