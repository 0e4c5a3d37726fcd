import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { codeFile, freshManifest } from '../bin/pack/manifest.ts';
import { makePack } from './pack.ts';

const ROOT = join(import.meta.dirname, '..');

/** A feature that passes and one that fails, for the stack of an error. */
const FEATURE = `Feature: pack
  Scenario: passes
    Given a deployment "web" with 3 replicas
    When a pod of "web" dies
    Then a replacement is scheduled

  Scenario: fails
    Given a deployment "web" with 3 replicas
    When I run "kubectl delete pod nobody"
    Then it ends with exit code 0
`;

test('a run with the pack writes what a run without it writes', async (t) => {
  await makePack(ROOT);
  const manifest = freshManifest(ROOT);
  assert.ok(manifest !== undefined, 'what was just made is fresh');
  const compiled = `${codeFile(ROOT, manifest.id)}.v8`;
  rmSync(compiled, { force: true });
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-pack-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const feature = join(folder, 'pack.feature');
  writeFileSync(feature, FEATURE);

  const plain = run(feature, join(folder, 'plain'), { SEATRIAL_PACK: 'off' });
  assert.ok(!existsSync(compiled), 'a run without the pack keeps nothing');
  const first = run(feature, join(folder, 'first'), {});
  assert.ok(existsSync(compiled), 'a run with the pack keeps what V8 has compiled');
  const second = run(feature, join(folder, 'second'), {});

  assert.match(plain.output, /1 passed, 1 failed/);
  assert.deepEqual(first, plain);
  assert.deepEqual(second, plain);

  const refused = call(feature, feature, {});
  assert.match(refused.stderr, /nothing can be written there/);
  assert.equal(refused.status, 2, 'wrong input is wrong input with the pack too');
});

interface Ran {
  readonly output: string;
  readonly files: Readonly<Record<string, string>>;
  readonly places: readonly string[];
}

function call(feature: string, out: string, settings: Readonly<Record<string, string>>): SpawnSyncReturns<string> {
  const { NODE_V8_COVERAGE: _measured, NODE_TEST_CONTEXT: _testing, ...env } = process.env;
  const argv = [join(ROOT, 'bin/seatrial.js'), 'run', feature, '--out', out];
  return spawnSync(process.execPath, argv, {
    cwd: ROOT,
    encoding: 'utf8',
    // Named, or Node hands it on to the child by itself.
    env: { ...env, NODE_V8_COVERAGE: undefined, ...settings },
  });
}

/** What a run printed and wrote, and where it says that steps are defined. */
function run(feature: string, out: string, settings: Readonly<Record<string, string>>): Ran {
  const { stdout, stderr } = call(feature, out, settings);
  const traces = readdirSync(join(out, 'traces')).map((name) => join('traces', name));
  const files = ['index.html', 'junit.xml', ...traces].map((name) => [name, readFileSync(join(out, name), 'utf8')]);
  const places = readFileSync(join(out, 'messages.ndjson'), 'utf8').match(/"sourceReference":\{.*?\}\}/g) ?? [];
  return {
    output: (stdout + stderr).replace(/^report: .*$/m, ''),
    files: Object.fromEntries(files) as Record<string, string>,
    places,
  };
}
