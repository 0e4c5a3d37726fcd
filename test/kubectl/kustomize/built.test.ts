import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildKustomization } from '../../../kubectl/kustomize/build.ts';
import { folderFiles } from '../../../scenarios/files.ts';

const built = join(import.meta.dirname, 'built');
const trees = folderFiles(join(import.meta.dirname, 'trees'));

/** Folders of trees/ whose output from kubectl v1.25.0 (`kubectl kustomize FOLDER`) is in built/, under their names with `-` for `/`. */
const folders = [
  'components/overlays/community',
  'components/overlays/enterprise',
  'configurations/crds',
  'configurations/files',
  'configurations/from-base',
  'generators',
  'labels',
  'legacy',
  'patches',
  'plugins/files',
  'plugins/generators',
  'plugins/inline',
  'plugins/origins',
  'plugins/others',
  'random-patches',
  'references',
  'replacements/created',
  'replacements/files',
  'replacements/generated',
  'replacements/inline',
  'replacements/last',
  'replacements/matched',
  'scalars',
  'shop/base',
  'shop/overlays/dev',
  'shop/overlays/prod',
  'tenants',
  'tenants/green',
  'variables/by-namespace',
  'variables/of-service',
  'variables/types',
];

const recordingOf = (folder: string): string => `${folder.replaceAll('/', '-')}.yaml`;

for (const folder of folders) {
  test(`kubectl kustomize ${folder} prints what the real one prints`, () => {
    assert.equal(buildKustomization(folder, trees), readFileSync(join(built, recordingOf(folder)), 'utf8'));
  });
}

test('every recording belongs to a folder', () => {
  assert.deepEqual(readdirSync(built).sort(), folders.map(recordingOf).sort());
});
