import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCompiled, writeCompiled } from './compiled.ts';

function folder(t: { after(done: () => void): void }): string {
  const made = mkdtempSync(join(tmpdir(), 'seatrial-compiled-'));
  t.after(() => rmSync(made, { recursive: true }));
  return made;
}

test('what was compiled comes back, with the time its run took', (t) => {
  const file = join(folder(t), 'code.v8');
  writeCompiled(file, { data: Buffer.from('compiled'), cpuMs: 1234.5 });
  const back = readCompiled(file);
  assert.equal(back?.data.toString(), 'compiled');
  assert.equal(back.cpuMs, 1235);
});

const DAMAGES: readonly (readonly [what: string, damage: (bytes: Buffer) => Buffer])[] = [
  ['a byte changed', (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('?')])],
  ['the end is missing', (bytes) => bytes.subarray(0, -1)],
  ['all but the header is missing', (bytes) => bytes.subarray(0, 8)],
];

for (const [what, damage] of DAMAGES)
  test(`nothing comes back when ${what}`, (t) => {
    const file = join(folder(t), 'code.v8');
    writeCompiled(file, { data: Buffer.from('compiled'), cpuMs: 1 });
    writeFileSync(file, damage(readFileSync(file)));
    assert.equal(readCompiled(file), undefined);
  });

test('nothing comes back where nothing was kept', (t) => {
  assert.equal(readCompiled(join(folder(t), 'code.v8')), undefined);
});

test('a folder that went away meanwhile is no fault', (t) => {
  const made = folder(t);
  writeCompiled(join(made, 'gone', 'code.v8'), { data: Buffer.from('compiled'), cpuMs: 1 });
  assert.deepEqual(readdirSync(made), []);
});
