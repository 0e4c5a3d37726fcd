import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomResourceDefinition } from '../types.ts';
import { acceptNames } from './accepted-names.ts';

type Names = CustomResourceDefinition['spec']['names'];

const BOAT: Names = { kind: 'Boat', listKind: 'BoatList', plural: 'boats', singular: 'boat', shortNames: ['bt'] };

const asking = (names: Names, acceptedNames?: Names, group = 'ops.example.com'): CustomResourceDefinition =>
  ({
    spec: { group, names },
    ...(acceptedNames === undefined ? {} : { status: { acceptedNames } }),
  }) as CustomResourceDefinition;

const boats = asking(BOAT, BOAT);

/** What conflicts with the boats, and what of the names is accepted all the same (as recorded of v1.25.2). */
const ROWS: readonly (readonly [asked: Names, conflict: string, accepted: object])[] = [
  [
    { kind: 'Boat', listKind: 'BoatList', plural: 'ships', singular: 'boat' },
    'ListKindConflict: "BoatList" is already in use',
    { kind: '', plural: 'ships' },
  ],
  [
    { kind: 'Raft', listKind: 'RaftList', plural: 'rafts', singular: 'raft', shortNames: ['rf', 'bt'] },
    'ShortNamesConflict: "bt" is already in use',
    { kind: 'Raft', listKind: 'RaftList', plural: 'rafts', singular: 'raft' },
  ],
  [
    { kind: 'Canoe', listKind: 'CanoeList', plural: 'canoes', singular: 'boat' },
    'SingularConflict: "boat" is already in use',
    { kind: 'Canoe', listKind: 'CanoeList', plural: 'canoes' },
  ],
  [
    { kind: 'X', listKind: 'XList', plural: 'xs', singular: 'x', shortNames: ['boat', 'bt'] },
    'ShortNamesConflict: ["boat" is already in use, "bt" is already in use]',
    { kind: 'X', listKind: 'XList', plural: 'xs', singular: 'x' },
  ],
];

for (const [asked, said, accepted] of ROWS)
  test(`names of ${asked.plural} beside boats: ${said}`, () => {
    const { names, conflict } = acceptNames(asking(asked), [boats]);
    assert.deepEqual([`${conflict?.reason ?? ''}: ${conflict?.message ?? ''}`, names], [said, accepted]);
  });

test('names of another group are free, and so are its own', () => {
  const elsewhere = asking(BOAT, undefined, 'dev.example.com');
  assert.deepEqual(acceptNames(elsewhere, [boats]), { names: BOAT });
  const more = { ...BOAT, shortNames: ['bt', 'bo'] };
  assert.deepEqual(acceptNames(asking(more, BOAT), [asking({ ...BOAT, plural: 'ships' }, BOAT)]).names, more);
});
