import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DESCRIPTIONS_FILE, generateDescriptions } from './generate-descriptions.ts';

test('the committed descriptions are what the package gives', () => {
  assert.equal(readFileSync(DESCRIPTIONS_FILE, 'utf8'), generateDescriptions());
});
