import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from './expect.ts';
import { ExpectationError } from './failure.ts';
import { fieldIs } from './fields.ts';
import { worldOf } from './testing.ts';

/** A field that is not as it should be, and what a reason says of it. */
const rows: readonly (readonly [path: string, causes: readonly string[]])[] = [
  ['{.data.password}', ['{.data} of Secret "db" has only PASSWORD, user']],
  ['{.data.user}', ['{.data.user} of Secret "db" is a2lt']],
  ['{.data.user.name}', []],
  ['{.nothing}', []],
  ['{.nothing.at.all}', []],
  ['{.metadata.labels.app}', []],
  ['{.data.*}', ['{.data.*} of Secret "db" is eA== a2lt']],
];

for (const [path, causes] of rows)
  test(`what stands where ${path} should be`, () => {
    const world = worldOf('fields');
    world.mustKubectl(['create', 'secret', 'generic', 'db', '--from-literal=user=kim', '--from-literal=PASSWORD=x']);
    assert.throws(
      () => eventually(world, fieldIs(world, 'Secret', 'db', path, 'other'), 1000),
      (error) => {
        assert.ok(error instanceof ExpectationError);
        assert.deepEqual(error.divergence.causes ?? [], causes);
        return true;
      },
    );
  });
