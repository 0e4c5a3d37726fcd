import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlPage } from './html/page.ts';
import { storedOnlyOf } from './stored-only.ts';
import { recordOf, runOf, scenarioOf } from './testing.ts';

const having = (...storedOnly: readonly string[]) => scenarioOf({ record: { ...recordOf([], 10), storedOnly } });
const RUN = runOf([
  having('Pod spec.hostPID', 'Pod spec.hostIPC'),
  scenarioOf({}),
  having('Pod spec.hostIPC', 'Pod <b>'),
]);

test('what several scenarios wrote without effect is named once', () => {
  assert.deepEqual(storedOnlyOf(RUN), ['Pod <b>', 'Pod spec.hostIPC', 'Pod spec.hostPID']);
  assert.deepEqual(storedOnlyOf(runOf([scenarioOf({})])), []);
});

test('the page says it in one line, and nothing where there is nothing', () => {
  const html = htmlPage(RUN, () => 'trace');
  assert.match(html, /Stored, but not acted on: <code>Pod &lt;b&gt;<\/code>, <code>Pod spec\.hostIPC<\/code>/);
  assert.ok(!htmlPage(runOf([scenarioOf({})]), () => 'trace').includes('not acted on'));
});
