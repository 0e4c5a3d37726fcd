import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, recordOf, runOf, scenarioOf } from './testing.ts';
import { traceNames, traceText } from './trace-file.ts';

const names: readonly (readonly [uri: string, name: string])[] = [
  ['features/course/2-1.feature', 'features__course__2-1.feature-L3.ndjson'],
  ['features/course/ko/파드.feature', 'features__course__ko__파드.feature-L3.ndjson'],
  ['../../etc/a b.feature', 'etc__a_b.feature-L3.ndjson'],
];
for (const [uri, name] of names) {
  test(`the trace of ${uri}`, () => {
    assert.deepEqual([...traceNames(runOf([scenarioOf({ uri })])).values()], [name]);
  });
}

test('no trace overwrites another', () => {
  const run = runOf([scenarioOf({ uri: 'a b' }), scenarioOf({ uri: 'a_b' })]);
  assert.deepEqual([...traceNames(run).values()], ['a_b-L3.ndjson', 'a_b-L3-2.ndjson']);
});

test('one line says what ran, then one entry a line', () => {
  const record = recordOf(changes([[5, 'Pod default/a', { phase: 'Pending' }]]), 10);
  const [head = '', entry = '', rest] = traceText(scenarioOf({ record, elapsedMs: 10 }), '7').split('\n');
  const said = JSON.parse(head) as Record<string, unknown>;
  assert.deepEqual(
    [said['format'], said['seed'], said['status'], said['elapsedMs']],
    ['seatrial-trace/1', '7', 'passed', 10],
  );
  assert.equal((JSON.parse(entry) as { about: string }).about, 'Pod default/a');
  assert.equal(rest, '');
});
