import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCustomColumns, parseCustomColumnsFile, printCustomColumns } from './custom-columns.ts';

const deployments = [
  {
    metadata: { name: 'a', labels: { x: 'y' } },
    spec: { replicas: 2, containers: [{ image: 'nginx' }, { image: 'redis' }] },
  },
  { metadata: { name: 'b' }, spec: { replicas: 1, containers: [{ image: 'httpd:2.4' }] } },
];

describe('custom columns', () => {
  it('prints a header and a line for each object', () => {
    const columns = parseCustomColumns(
      'N:.metadata.name,R:{.spec.replicas},I:spec.containers[*].image,L:.metadata.labels',
    );
    assert.equal(
      printCustomColumns(columns, deployments),
      'N     R     I             L\na     2     nginx,redis   map[x:y]\nb     1     httpd:2.4     <none>\n',
    );
    assert.equal(printCustomColumns(columns.slice(0, 2), deployments, true), 'a     2\nb     1\n');
  });

  it('reads the two lines of a file', () => {
    assert.equal(
      printCustomColumns(parseCustomColumnsFile('NAME  R\n.metadata.name .spec.replicas\n'), deployments),
      'NAME   R\na      2\nb      1\n',
    );
    assert.throws(() => parseCustomColumnsFile('A B\n.a'), {
      message: "number of headers (2) and field specifications (1) don't match",
    });
  });

  it('refuses what kubectl refuses', () => {
    const refusals: readonly (readonly [string, string])[] = [
      ['', 'custom-columns format specified but no custom columns given'],
      ['N', 'unexpected custom-columns spec: N, expected <header>:<json-path-expr>'],
      [
        'N:{.x}{.y}',
        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
      ],
    ];
    for (const [spec, message] of refusals) assert.throws(() => parseCustomColumns(spec), { message });
    const columns = parseCustomColumns('A:.a,N:.l[a]');
    const message = 'invalid array index a';
    assert.throws(() => printCustomColumns(columns, [{}]), { message, printed: 'A     N\n' });
    assert.throws(() => printCustomColumns(columns, [{}], true), { message, printed: '' });
  });

  it('does not see what is not data', () => {
    assert.equal(
      printCustomColumns(parseCustomColumns('P:.__proto__,C:.constructor'), [{}]),
      'P        C\n<none>   <none>\n',
    );
  });
});
