import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { UsageError } from '../command.ts';
import { run } from './init.ts';

test('a folder that cannot be made is refused before anything is written', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-init-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  assert.throws(
    () => run([join(file, 'below')]),
    (error) =>
      error instanceof UsageError && /nothing can be written into .*below: ENOTDIR at .*file/.test(error.message),
  );
});
