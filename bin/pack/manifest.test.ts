import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { FORMAT, freshManifest, type Manifest, manifestFile, type Stamp, stampOf } from './manifest.ts';

const MTIME = new Date('2022-10-03T00:00:00Z');

/** A project of two files with a manifest about them. */
function project(change: (manifest: Manifest) => Manifest = (manifest) => manifest): { root: string; files: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'seatrial-pack-'));
  const files = ['a.ts', 'b.ts'].map((name) => join(root, name));
  for (const file of files) {
    writeFileSync(file, 'export const a = 1;\n');
    utimesSync(file, MTIME, MTIME);
  }
  const inputs = files.map(stampOf).filter((stamp): stamp is Stamp => stamp !== undefined);
  const manifest: Manifest = { format: FORMAT, id: 'id', root, modules: {}, inputs };
  mkdirSync(dirname(manifestFile(root)), { recursive: true });
  writeFileSync(manifestFile(root), JSON.stringify(change(manifest)));
  return { root, files };
}

test('a manifest is fresh while every file is as it was', (t) => {
  const { root } = project();
  t.after(() => rmSync(root, { recursive: true }));
  assert.equal(freshManifest(root)?.id, 'id');
});

const CHANGES: readonly (readonly [what: string, change: (file: string) => void])[] = [
  ['a file grew', (file) => appendFileSync(file, '//\n')],
  ['a file is gone', (file) => rmSync(file)],
  [
    'another file of the same size and time was moved to its place',
    (file) => {
      writeFileSync(`${file}.new`, 'export const b = 2;\n');
      utimesSync(`${file}.new`, MTIME, MTIME);
      renameSync(`${file}.new`, file);
    },
  ],
];

for (const [what, change] of CHANGES)
  test(`a manifest is stale when ${what}`, (t) => {
    const { root, files } = project();
    t.after(() => rmSync(root, { recursive: true }));
    change(files[1] ?? '');
    assert.equal(freshManifest(root), undefined);
  });

const FOREIGN: readonly (readonly [what: string, change: (manifest: Manifest) => Manifest])[] = [
  ['of another format', (manifest) => ({ ...manifest, format: FORMAT + 1 })],
  [
    'of files that were written again since',
    ({ inputs, ...rest }) => ({
      ...rest,
      inputs: inputs.map(([path, inode, size, mtimeMs, ctimeMs]) => [path, inode, size, mtimeMs, ctimeMs - 1]),
    }),
  ],
  ['of a project that was moved', (manifest) => ({ ...manifest, root: '/elsewhere' })],
];

for (const [what, change] of FOREIGN)
  test(`a manifest ${what} is not used`, (t) => {
    const { root } = project(change);
    t.after(() => rmSync(root, { recursive: true }));
    assert.equal(freshManifest(root), undefined);
  });

test('a project without a pack has no manifest', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'seatrial-pack-'));
  t.after(() => rmSync(root, { recursive: true }));
  assert.equal(freshManifest(root), undefined);
});
