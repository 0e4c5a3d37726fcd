import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folderFiles } from './files.ts';

const place = mkdtempSync(join(tmpdir(), 'seatrial-files-'));
after(() => rmSync(place, { recursive: true }));

const root = join(place, 'root');
const outside = join(place, 'outside');
mkdirSync(join(root, 'sub'), { recursive: true });
mkdirSync(outside);
writeFileSync(join(root, 'file'), 'f');
writeFileSync(join(outside, 'secret'), 's');
symlinkSync(outside, join(root, 'away'));
symlinkSync(join(outside, 'later'), join(root, 'dangling'));
symlinkSync(join(root, 'file'), join(root, 'same'));

const files = folderFiles(root);

/** What is written where, and what is said of it; undefined: it is there. */
const WRITES: readonly (readonly [path: string, refusal: string | undefined])[] = [
  ['new', undefined],
  ['sub/new', undefined],
  ['deep/er/new', undefined],
  ['same', undefined],
  ['sub', 'sub: Is a directory'],
  ['file/below', 'file/below: Not a directory'],
  ['../outside/x', '../outside/x is outside the working folder'],
  ['/etc/x', '/etc/x is outside the working folder'],
  ['away/x', 'away/x is a link out of the working folder'],
  ['away/more/x', 'away/more/x is a link out of the working folder'],
  ['away/secret', 'away/secret is a link out of the working folder'],
  ['dangling', 'dangling is a link out of the working folder'],
];

for (const [path, refusal] of WRITES)
  test(`writing ${path}: ${refusal ?? 'done'}`, () => {
    assert.equal(files.write(path, 'written'), refusal);
    if (refusal === undefined) assert.equal(readFileSync(join(root, path), 'utf8'), 'written');
    assert.ok(
      !existsSync(join(outside, 'x')) && !existsSync(join(outside, 'more')) && !existsSync(join(outside, 'later')),
    );
    assert.equal(readFileSync(join(outside, 'secret'), 'utf8'), 's');
  });

test('nothing is read through a link out of the folder', () => {
  assert.deepEqual(
    [files.read('away/secret'), files.list('away'), files.kind('away'), files.read('same')],
    [undefined, undefined, undefined, 'written'],
  );
});
