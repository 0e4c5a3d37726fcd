import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRows, parseTable, rowMatches } from './output-table.ts';

const OUTPUT = `NAME                   READY   STATUS              NOMINATED NODE
web-8667899c97-5p4v4   1/1     Running             <none>
web-8667899c97-lcszj   0/1     ContainerCreating   <none>
`;

test('columns begin where their headers begin', () => {
  assert.deepEqual(parseTable(OUTPUT), [
    { NAME: 'web-8667899c97-5p4v4', READY: '1/1', STATUS: 'Running', 'NOMINATED NODE': '<none>' },
    { NAME: 'web-8667899c97-lcszj', READY: '0/1', STATUS: 'ContainerCreating', 'NOMINATED NODE': '<none>' },
  ]);
  assert.deepEqual(parseTable('No resources found in default namespace.\n'), []);
});

const CELLS: readonly [expected: Record<string, string>, matches: boolean][] = [
  [{ NAME: 'web-*', READY: '1/1' }, true],
  [{ NAME: 'web-8667899c97-5p4v4' }, true],
  [{ NAME: 'web-*', STATUS: 'Pending' }, false],
  [{ NAME: 'web' }, false],
  [{ 'NOMINATED NODE': '<none>', NAME: '*-*-*' }, true],
  [{ RESTARTS: '0' }, false],
];

for (const [expected, matches] of CELLS) {
  test(`${JSON.stringify(expected)} ${matches ? 'is' : 'is not'} the first row`, () => {
    assert.equal(rowMatches(parseTable(OUTPUT)[0] ?? {}, expected), matches);
  });
}

test('each printed row answers for one expected row only', () => {
  const { missing, surplus } = compareRows(parseTable(OUTPUT), [
    { NAME: 'web-*' },
    { NAME: 'web-*' },
    { NAME: 'web-*' },
  ]);
  assert.deepEqual(missing, [{ NAME: 'web-*' }]);
  assert.deepEqual(surplus, []);
});
