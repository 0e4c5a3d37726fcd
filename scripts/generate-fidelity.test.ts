import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { FIDELITY_PAGE, withCoverage } from './generate-fidelity.ts';

const page = readFileSync(FIDELITY_PAGE, 'utf8');

test('the coverage table is what the code says', () => {
  assert.ok(withCoverage(page) === page, 'docs/fidelity.md is stale: run node scripts/generate-fidelity.ts');
});

test('it names what is refused and what is stored only', () => {
  assert.match(page, /^\| Pod \| core \| \d+ \| \d+ \| \d+ \|$/m);
  assert.match(page, /^Refused: .*`spec\.volumes\[\*\]\.iscsi`/m);
  assert.match(page, /^Stored only: .*`spec\.hostIPC`/m);
});

test('a page without its marks is refused', () => {
  assert.throws(() => withCoverage('# Fidelity\n'), /has lost its marks/);
});
