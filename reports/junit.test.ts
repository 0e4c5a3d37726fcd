import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junitXml } from './junit.ts';
import { failedScenario, runOf, scenarioOf } from './testing.ts';

test('file, line, classname, and time in virtual seconds', () => {
  const xml = junitXml(runOf([scenarioOf({ elapsedMs: 6655, line: 12 })]));
  assert.match(xml, /<testsuites name="seatrial" tests="1" failures="0" errors="0" time="6\.655">/);
  assert.match(
    xml,
    /<testcase name="a scenario" classname="A feature" time="6\.655" file="features\/a\.feature" line="12"\/>/,
  );
});

test('a failure says its first divergence, why, and how to replay it', () => {
  const divergence = {
    atMs: 12_000,
    what: 'deployment web',
    expected: '3 ready',
    actual: '2 ready',
    why: 'no node fits',
    causes: ['no node fits', 'disk=ssd'],
  };
  const xml = junitXml(runOf([failedScenario({ step: 'it is ready', message: 'm', divergence })]));
  assert.match(xml, /<failure type="divergence" message="deployment web: expected 3 ready, got 2 ready">/);
  for (const line of [
    'step: it is ready',
    'why: no node fits\nbecause: disk=ssd\n',
    'first divergence at 0:12.000',
    'replay: npx seatrial run features/a.feature:3 --seed 1',
  ])
    assert.ok(xml.includes(line), line);
});

test('a skipped scenario proves nothing, so it failed', () => {
  assert.match(
    junitXml(runOf([scenarioOf({ status: 'skipped' })])),
    /failures="1".*<failure type="failure" message="the scenario was skipped">/s,
  );
});

/** What a name holds, and what the file may hold of it. */
const hostile: readonly (readonly [name: string, xml: string])[] = [
  ['a]]>b', 'a]]&gt;b'],
  ['<x a="1">&', '&lt;x a=&quot;1&quot;&gt;&amp;'],
  ['\u0000\u001b[2J', '␀␛[2J'],
  ['\ud800x', '\ufffdx'],
  ['\uffff', '\ufffd'],
  ['two\nlines', 'two&#10;lines'],
  ['파드가 죽으면', '파드가 죽으면'],
];
for (const [name, xml] of hostile) {
  test(`the name ${JSON.stringify(name)}`, () => {
    assert.ok(junitXml(runOf([scenarioOf({ name })])).includes(`name="${xml}"`));
  });
}

test('features of one name are told apart by their file: GitLab keeps the first of two tests with one class and name', () => {
  const features = ['a', 'b', 'c'].flatMap(
    (file) =>
      runOf([scenarioOf({})], { uri: `features/${file}.feature`, name: file === 'c' ? 'Other' : 'Web' }).features,
  );
  const classes = [...junitXml({ seed: '1', features }).matchAll(/classname="([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(classes, ['Web (features/a.feature)', 'Web (features/b.feature)', 'Other']);
});
