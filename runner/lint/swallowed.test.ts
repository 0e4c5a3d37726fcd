import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './testing.ts';

const STEP = '    Given a deployment "web" with 3 replicas\n';

/** A feature that loses a line to a description, that line, and what is said of it: once, whatever stands below. */
const refused: readonly (readonly [name: string, text: string, line: number, message: RegExp])[] = [
  [
    'a scenario without a colon',
    `Feature: x\n\n  Scenario y\n    Given zzz\n${STEP}\n  Scenario: z\n${STEP}`,
    3,
    /^3: "Scenario y" .*never run: write `Scenario:` with a colon/,
  ],
  [
    'a scenario without a colon below another',
    `Feature: x\n  Scenario: y\n  Scenario z\n${STEP}`,
    3,
    /write `Scenario:`/,
  ],
  [
    'a misspelled scenario without a colon',
    `Feature: x\n  Scenaro y\n${STEP}  Scenario: z\n${STEP}`,
    2,
    /did you mean `Scenario:`/,
  ],
  ['a background without a colon', `Feature: x\n  Background\n${STEP}  Scenario: z\n${STEP}`, 2, /write `Background:`/],
  ['a rule without a colon', `Feature: x\n  Rule no pod is lost\n\n  Scenario: z\n${STEP}`, 2, /write `Rule:`/],
  ['a feature without a colon', 'Feature x\n', 1, /"Feature x" may not stand here; expected .*`Feature:`/],
  [
    'examples without a colon',
    `Feature: x\n  Scenario Outline: z\n${STEP}    Examples\n      | a |\n      | 1 |\n`,
    4,
    /"Examples" may not stand here; expected .*`Examples:`/,
  ],
  [
    'a Korean scenario without a colon',
    '# language: ko\n기능: 가\n  시나리오 나\n    먼저 a deployment "web" with 3 replicas\n\n  시나리오: 다\n    먼저 a deployment "web" with 3 replicas\n',
    3,
    /write `시나리오:` with a colon/,
  ],
  [
    'a Korean background without a colon',
    '# language: ko\n기능: 가\n  배경\n    먼저 zzz\n  시나리오: 다\n    먼저 a deployment "web" with 3 replicas\n',
    3,
    /write `배경:` with a colon/,
  ],
  [
    'a step in the description of a feature',
    `Feature: x\n\n  # Why\n  It is so.\n${STEP}  Scenario: z\n${STEP}`,
    5,
    /^5: .*never run: a step belongs below `Scenario:`/,
  ],
  [
    'a step in the description of a rule',
    `Feature: x\n  Rule: r\n${STEP}\n    Example: z\n${STEP}`,
    3,
    /a step belongs below/,
  ],
  [
    'a step with a star in the description of a feature',
    `Feature: x\n  * a deployment "web" with 3 replicas\n  Scenario: z\n${STEP}`,
    2,
    /a step belongs below/,
  ],
  [
    'a step in the description of examples',
    `Feature: x\n  Scenario Outline: z\n${STEP}    Examples:\n    Then "<n>" has 3 pods, all Ready\n      | n |\n      | 1 |\n`,
    5,
    /a step belongs below/,
  ],
  [
    'an undefined step in the description of examples',
    `Feature: x\n  Scenario Outline: z\n${STEP}    Examples:\n    Then zzz\n      | n |\n      | 1 |\n`,
    5,
    /a step belongs below/,
  ],
  [
    'a Korean step in the description of a feature',
    '# language: ko\n기능: 가\n  먼저 a deployment "web" with 3 replicas\n  시나리오: 다\n    먼저 a deployment "web" with 3 replicas\n',
    3,
    /a step belongs below `시나리오:`/,
  ],
  [
    'an undefined step in a feature without a scenario',
    'Feature: x\n  Given zzz\n',
    2,
    /a step belongs below `Scenario:`/,
  ],
  [
    'a tab behind the keyword',
    `Feature: x\n  Scenario: y\n    Given\ta pod\n`,
    3,
    /same line as `Given`, behind one blank/,
  ],
  [
    'a misspelled step in the description of a feature',
    `Feature: x\n  Givn a deployment "web" with 3 replicas\n  Scenario: z\n${STEP}`,
    2,
    /did you mean `Given` instead of `Givn`/,
  ],
  [
    'a step without a keyword',
    `Feature: x\n  Scenario: y\n    a deployment "web" with 3 replicas\n${STEP}`,
    3,
    /begin it with a keyword \(`Given`, `When`, `Then`\)/,
  ],
  [
    'a Korean step without a keyword',
    '# language: ko\n기능: 가\n  시나리오: 나\n    a deployment "web" with 3 replicas\n    먼저 a deployment "web" with 3 replicas\n',
    4,
    /begin it with a keyword \(`먼저`/,
  ],
  [
    'a description and no step',
    `Feature: x\n  Scenario: y\n    Make a pod and look.\n  Scenario: z\n${STEP}`,
    2,
    /^2: scenario "y" has a description but nothing to run: does a line lack its keyword/,
  ],
  [
    'a Korean description and no step',
    '# language: ko\n기능: 가\n  시나리오: 나\n    파드를 만든다.\n',
    3,
    /nothing to run: does a line lack its keyword \(`먼저`/,
  ],
];
for (const [name, text, line, message] of refused) {
  test(`refused in one line: ${name}`, async () => {
    const problems = await problemsOf(text);
    assert.equal(problems.length, 1, problems.join('\n'));
    const [only = ''] = problems;
    assert.match(only, message);
    assert.ok(only.startsWith(`${line}: `), only);
    assert.ok(!only.includes('\n'));
  });
}

const allowed: readonly (readonly [name: string, text: string])[] = [
  [
    'prose that begins like a block',
    `Feature: x\n  Rule of thumb: look first.\n  Scenario files are prose, too.\n  * one\n  And so on\n\n  Scenario: y\n    Background knowledge helps.\n${STEP}`,
  ],
  [
    'prose above a list with a star, and a step word in a feature',
    `Feature: x\n  When it rains:\n  * a pod dies\n  But nobody sees it\n\n  Rule: r\n    Given all that, why?\n\n    Scenario: y\n${STEP}`,
  ],
  ['a description above steps', `Feature: x\n  Scenario: y\n    It has to be so.\n\n${STEP}`],
];
for (const [name, text] of allowed) {
  test(`allowed: ${name}`, async () => {
    assert.deepEqual(await problemsOf(text), []);
  });
}
