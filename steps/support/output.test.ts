import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExpectationError } from './failure.ts';
import { checkOutput } from './output.ts';
import { worldOf } from './testing.ts';

const ROLE = ['create', 'role', 'reader', '--verb=get,list', '--resource=pods'];
const BINDING = ['create', 'rolebinding', 'reads', '--role=reader'];
const NOBODY = 'no RoleBinding of namespace default and no ClusterRoleBinding names jane';

/** What was made, and why "can-i ... --as jane" does not answer what a rubric expects. */
const rows: readonly (readonly [made: readonly (readonly string[])[], causes: readonly string[]])[] = [
  [[ROLE], [NOBODY]],
  [
    [ROLE, [...BINDING, '--serviceaccount=shop:jane']],
    [NOBODY, 'RoleBinding "reads" names ServiceAccount "jane" of namespace shop'],
  ],
  [
    [ROLE, ['create', 'rolebinding', 'reads', '--role=raeder', '--user=jane']],
    [
      'RoleBinding "reads" gives jane the Role "raeder"',
      'there is no Role "raeder" in namespace default',
      'a Role "reader" is there instead',
    ],
  ],
  [
    [ROLE, [...BINDING, '--user=jane']],
    ['RoleBinding "reads" gives jane the Role "reader"', 'Role "reader" allows get, list on pods'],
  ],
  [
    [['create', 'clusterrolebinding', 'all', '--clusterrole=cluster-admin', '--user=jane']],
    [
      'ClusterRoleBinding "all" gives jane the ClusterRole "cluster-admin"',
      'ClusterRole "cluster-admin" allows * on * of *',
      'ClusterRole "cluster-admin" allows * on *',
    ],
  ],
];

for (const [made, causes] of rows)
  test(`why somebody may do something, or not: ${causes.at(-1) ?? ''}`, () => {
    const world = worldOf('access');
    for (const argv of made) world.mustKubectl(argv);
    world.kubectl(['auth', 'can-i', 'delete', 'pods', '--as', 'jane']);
    assert.throws(
      () => checkOutput(world, 'another answer', () => false),
      (error) => {
        assert.deepEqual(error instanceof ExpectationError ? error.divergence.causes : error, causes);
        return true;
      },
    );
  });

test('who looks at a namespace with steps alone is told that kubectl looks at another', () => {
  const world = worldOf('elsewhere');
  world.namespace = 'shop';
  world.kubectl(['get', 'jobs']);
  const check = (): void => checkOutput(world, 'jobs', () => false);
  assert.throws(check, {
    message: /why: {6}kubectl looks at namespace default, the steps look at namespace shop: its line needs -n shop$/,
  });
  world.kubectl(['get', 'jobs', '-n', 'shop']);
  assert.throws(check, (error: Error) => !error.message.includes('why:'));
});
