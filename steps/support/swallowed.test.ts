import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const cwd = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'seatrial-plain-'));
after(() => rmSync(folder, { recursive: true }));

/** Plain cucumber-js with the repository's own settings. */
function plain(text: string): { readonly status: number | null; readonly stdout: string } {
  const file = join(folder, 'x.feature');
  writeFileSync(file, text);
  return spawnSync('node_modules/.bin/cucumber-js', [file], { cwd, encoding: 'utf8' });
}

test('plain cucumber-js fails a file that loses steps, with line and remedy, and runs an empty scenario', () => {
  const step = '    Given a deployment "web" with 3 replicas\n';
  const lost = plain(`Feature: x\n\n${step}\n  Scenario: y\n    Givn a pod\n${step}`);
  assert.equal(lost.status, 1);
  assert.match(lost.stdout, /x\.feature:3: .* a step belongs below `Scenario:`/);
  assert.match(lost.stdout, /x\.feature:6: .* did you mean `Given` instead of `Givn`\?/);
  const empty = plain('Feature: nothing\n\n  Scenario: nothing happens\n');
  assert.equal(empty.status, 0, empty.stdout);
});
