import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './testing.ts';

const english = (step: string): string => `Feature: x\n  Scenario: y\n    ${step}\n`;
const korean = (step: string): string =>
  `# language: ko\n기능: 가\n  배경:\n    ${step}\n  시나리오: 나\n    먼저 강의의 클러스터가 있다\n`;
const docString = (text: string): string => `\n      """\n      ${text}\n      """`;
const NOT_YAML = docString('a: b: c');

/** A feature, and what is said of it. */
const refused: readonly (readonly [what: string, text: string, said: RegExp])[] = [
  [
    'an unknown topology',
    english('Given a cluster of topology "moon"'),
    /^3: unknown topology "moon"; known are bare, /,
  ],
  ['an unknown topology in Korean', korean("먼저 토폴로지 'moon'의 클러스터가 있다"), /^4: unknown topology "moon"/],
  [
    'an unknown topology in a row of an outline',
    'Feature: x\n  Scenario Outline: y\n    Given a cluster of topology "<on>"\n    Examples:\n      | on   |\n      | bare |\n      | moon |\n',
    /^3: unknown topology "moon"/,
  ],
  [
    'a manifest that is no YAML',
    english(`Given this manifest is applied:${NOT_YAML}`),
    /^5: error converting YAML to JSON/,
  ],
  [
    'a mistake on its second line',
    english(`When I apply this manifest:${docString('a: 1\n       b: 2')}`),
    /^6: error/,
  ],
  [
    'a word for a manifest',
    english(`When I apply this manifest:${docString('hello')}`),
    /^5: is no object: a manifest/,
  ],
  ['a Korean manifest, applied', korean(`먼저 다음 매니페스트를 적용했다:${NOT_YAML}`), /^6: error converting YAML/],
  ['a Korean manifest to apply', korean(`먼저 다음 매니페스트를 적용하면:${NOT_YAML}`), /^6: error converting YAML/],
];
for (const [what, text, said] of refused) {
  test(`refused in one line: ${what}`, async () => {
    const [first = '', ...others] = await problemsOf(text);
    assert.match(first, said);
    assert.ok(!first.includes('\n'));
    assert.deepEqual(others, []);
  });
}

test('a known topology, a manifest that is YAML and a file that is none are let through', async () => {
  assert.deepEqual(await problemsOf(english('Given a cluster of topology "bare"')), []);
  assert.deepEqual(await problemsOf(english(`Given this manifest is applied:${docString('kind: Pod')}`)), []);
  assert.deepEqual(await problemsOf(english(`Given a file "x.yaml":${NOT_YAML}`)), []);
});
