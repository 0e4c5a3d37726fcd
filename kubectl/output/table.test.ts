import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alignColumns, formatCell, formatLabels, printTable, printTables } from './table.ts';

const columns = ['Name', 'Ready', 'Status', 'Restarts', 'Age'].map((name) => ({ name }));
const rows = [
  { cells: ['a-7865dc5d5d-k7z9j', '1/1', 'Running', '0', '4s'], namespace: 'default', labels: { app: 'a' } },
  { cells: ['lone', '1/1', 'Running', '0', '4s'], namespace: 'lab', labels: { tier: 'cache', app: 'x' } },
  { cells: ['done', '0/1', 'Completed', '0', '4s'], namespace: 'default' },
];

describe('printTable', () => {
  it('pads columns to the longest cell and three spaces, at least six', () => {
    assert.equal(
      printTable(columns, rows),
      'NAME                 READY   STATUS      RESTARTS   AGE\n' +
        'a-7865dc5d5d-k7z9j   1/1     Running     0          4s\n' +
        'lone                 1/1     Running     0          4s\n' +
        'done                 0/1     Completed   0          4s\n',
    );
  });

  it('measures again without headers', () => {
    assert.equal(
      printTable(columns, rows, { noHeaders: true }),
      'a-7865dc5d5d-k7z9j   1/1   Running     0     4s\nlone                 1/1   Running     0     4s\ndone                 0/1   Completed   0     4s\n',
    );
  });

  it('adds label columns and keeps the spaces before an empty last cell', () => {
    assert.equal(
      printTable(columns, rows.slice(1), { columnLabels: ['app', 'example.com/tier', 'tier'] }),
      'NAME   READY   STATUS      RESTARTS   AGE   APP   TIER   TIER\nlone   1/1     Running     0          4s    x            cache\ndone   0/1     Completed   0          4s                 \n',
    );
  });

  it('adds the namespace, the kind and all labels', () => {
    assert.equal(
      printTable(
        [{ name: 'Name' }, { name: 'Age' }],
        [
          { cells: ['lone', '4s'], namespace: 'lab', labels: { tier: 'cache', app: 'x' } },
          { cells: ['b', '4s'], namespace: 'x' },
        ],
        {
          withNamespace: true,
          showLabels: true,
          kind: 'pod',
        },
      ),
      'NAMESPACE   NAME       AGE   LABELS\nlab         pod/lone   4s    app=x,tier=cache\nx           pod/b      4s    <none>\n',
    );
  });

  it('prints nothing for no rows, and a blank line between tables', () => {
    assert.equal(printTable(columns, []), '');
    assert.equal(printTables(['A\n', '', 'B\n']), 'A\n\nB\n');
  });

  it('counts characters, not bytes', () => {
    assert.equal(alignColumns([['파드파드', 'x']]), '파드파드   x\n');
  });
});

describe('formatCell', () => {
  it('keeps a cell on one line and shows escapes', () => {
    assert.equal(formatCell('one\ntwo'), 'one...');
    assert.equal(formatCell('\u001b[31mred'), '^[[31mred');
    assert.equal(formatCell(3), '3');
    assert.equal(formatCell(null), '');
  });
});

describe('formatLabels', () => {
  it('sorts by key', () => {
    assert.equal(formatLabels({ b: '', a: '1' }), 'a=1,b=');
    assert.equal(formatLabels({}), '<none>');
  });
});
