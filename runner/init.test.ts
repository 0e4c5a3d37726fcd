import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { init, projectFiles } from './init.ts';
import { projectConfiguration } from './project.ts';

test('a project begins with what it lacks, and keeps what it has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-init-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"mine"}');
  const said = init(folder, projectFiles('mine', '1.2.3'));
  assert.deepEqual(said.slice(0, 2), ['kept    package.json', 'created cucumber.mjs']);
  assert.equal(readFileSync(join(folder, 'package.json'), 'utf8'), '{"name":"mine"}');
  assert.match(readFileSync(join(folder, 'features/web.feature'), 'utf8'), /Then a replacement is scheduled/);
  assert.ok(init(folder, projectFiles('mine', '1.2.3')).every((line) => line.startsWith('kept')));
  rmSync(folder, { recursive: true });
});

test('settings of any name are kept, and an old .gitignore is told what it lacks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-init-'));
  writeFileSync(join(folder, 'cucumber.yaml'), 'default: {}');
  writeFileSync(join(folder, '.gitignore'), '/node_modules\n*.log\n');
  const said = init(folder, projectFiles('mine', '1.2.3'));
  assert.ok(said.includes('kept    cucumber.yaml'), said.join('\n'));
  assert.ok(said.includes('kept    .gitignore, which lacks out/'), said.join('\n'));
  assert.ok(!existsSync(join(folder, 'cucumber.mjs')));
  rmSync(folder, { recursive: true });
});

test('the settings load in a CommonJS project, as npm init makes it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-init-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"mine","type":"commonjs"}');
  init(folder, projectFiles('mine', '1.2.3'));
  const { support } = await projectConfiguration(folder, 'silent');
  assert.ok(support.importPaths?.includes('steps/*.js'));
  rmSync(folder, { recursive: true });
});

test('the workflow is the one of docs/ci.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/ci.md'), 'utf8');
  const workflow = projectFiles('mine', '1.2.3')['.github/workflows/seatrial.yml'] ?? '';
  assert.ok(workflow.startsWith('name: seatrial\n'));
  assert.ok(
    page.includes(`\`\`\`yaml\n${workflow}\`\`\``),
    'renew the workflow in runner/init.ts, or that of docs/ci.md',
  );
});
