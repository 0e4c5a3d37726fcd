import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const FOLDER = join(import.meta.dirname, '..');
const KOREAN = /[가-힣]/;
const PARAMETER = /\{[a-z-]+\}/g;

/** Step expressions of a file, in order. */
function expressionsOf(file: string): readonly string[] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return [...text.matchAll(/\b(?:Given|When|Then)\(\s*(?:'([^']+)'|"([^"]+)")/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );
}

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.steps.ts'));

test('there are step files to look at', () => assert.ok(files.length > 10));

for (const file of files) {
  test(`every English step of ${file} has a Korean one with the same parameters`, () => {
    const parameters = (expression: string): string => (expression.match(PARAMETER) ?? []).sort().join(' ');
    const expressions = expressionsOf(file);
    const korean = expressions.filter((expression) => KOREAN.test(expression)).map(parameters);
    const english = expressions.filter((expression) => !KOREAN.test(expression));
    assert.ok(english.length > 0);
    for (const expression of english) {
      assert.ok(korean.includes(parameters(expression)), `${expression} has no Korean counterpart`);
    }
  });
}
