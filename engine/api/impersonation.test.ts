import assert from 'node:assert/strict';
import { test } from 'node:test';
import { impersonatedGroups } from './impersonation.ts';

/** User, groups of the request, groups of the user. */
const rows: readonly (readonly [user: string, groups: readonly string[], all: readonly string[]])[] = [
  ['jane', [], ['system:authenticated']],
  ['jane', ['devs'], ['devs', 'system:authenticated']],
  [
    'system:serviceaccount:dev:bot',
    [],
    ['system:serviceaccounts', 'system:serviceaccounts:dev', 'system:authenticated'],
  ],
  ['system:serviceaccount:dev:bot', ['devs'], ['devs', 'system:authenticated']],
  ['system:anonymous', [], ['system:unauthenticated']],
];

for (const [user, groups, all] of rows)
  test(`${user} [${groups.join(' ')}]`, () => assert.deepEqual(impersonatedGroups(user, groups), all));
