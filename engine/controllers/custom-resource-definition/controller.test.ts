import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { CustomResourceDefinition } from '../../kinds/types.ts';
import { object, World } from '../shared/testing.ts';
import { customResourceDefinitionController } from './controller.ts';

const GROUP = 'ops.example.com';
const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

function definition(plural: string, metadata: object, established = true): CustomResourceDefinition {
  const names = { kind: 'Boat', listKind: 'BoatList', plural, singular: 'boat' };
  const conditions = [
    {
      type: 'NamesAccepted',
      status: established ? 'True' : 'False',
      reason: 'NoConflicts',
      message: 'no conflicts found',
    },
    {
      type: 'Established',
      status: established ? 'True' : 'False',
      reason: 'InitialNamesAccepted',
      message: 'the initial names have been accepted',
    },
  ];
  const acceptedNames = established ? names : { kind: '', plural };
  return object<CustomResourceDefinition>(
    'CustomResourceDefinition',
    `${plural}.${GROUP}`,
    {
      spec: { group: GROUP, scope: 'Namespaced', names, versions: [] },
      status: { acceptedNames, conditions, storedVersions: [] },
    },
    { namespace: undefined, ...metadata },
  );
}

const boat = (metadata: object): KubeObject => object('Boat.ops.example.com', 'one', {}, metadata);
const going = { deletionTimestamp: '2022-10-03T00:00:00Z', finalizers: [CLEANUP] };

const wanted = (objects: readonly KubeObject[]): readonly string[] => {
  const { writes, requeueAfterMs } = new World([...objects]).reconcile(customResourceDefinitionController, GROUP);
  return [
    ...writes.map(
      (write) => `${write.verb} ${'kind' in write ? write.kind : 'object' in write ? write.object.metadata.name : ''}`,
    ),
    ...(requeueAfterMs === undefined ? [] : [`again in ${requeueAfterMs} ms`]),
  ];
};

test('a definition that stays and is established is left alone', () => {
  assert.deepEqual(wanted([definition('boats', {})]), []);
});

test('a definition that goes takes its objects along, waits for the last of them, and is let go', () => {
  const boats = definition('boats', going);
  assert.deepEqual(wanted([boats, boat({})]), [
    'update boats.ops.example.com',
    'delete Boat.ops.example.com',
    'again in 0 ms',
  ]);
  assert.deepEqual(wanted([boats, boat({ deletionTimestamp: '2022-10-03T00:00:00Z', finalizers: ['x/y'] })]), [
    'update boats.ops.example.com',
    'again in 5000 ms',
  ]);
  assert.deepEqual(wanted([boats]), ['patch CustomResourceDefinition']);
});

test('a definition that never got its kind leaves the objects of the other one alone', () => {
  const others = [definition('boats', {}), boat({})];
  assert.deepEqual(wanted([...others, definition('ships', going, false)]), ['patch CustomResourceDefinition']);
});

test('who asks for names that are taken is told, and gets them when they are free', () => {
  assert.deepEqual(wanted([definition('boats', {}), definition('ships', {}, false)]), ['update ships.ops.example.com']);
  assert.deepEqual(wanted([definition('ships', {}, false)]), ['update ships.ops.example.com']);
});
