import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api/object.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { converterOf } from './conversion.ts';

const version = (name: string, properties: object): object => ({
  name,
  schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } } },
});

const text = { type: 'string' };
const DEFINITION = {
  spec: {
    group: 'sea.example.com',
    versions: [
      version('v1', { sails: { type: 'integer' }, flag: { ...text, default: 'blue' } }),
      version('v1beta1', { sails: { type: 'integer' }, colour: { ...text, default: 'white' } }),
    ],
  },
} as unknown as CustomResourceDefinition;

const boat = (name: string, spec: object): KubeObject =>
  ({ apiVersion: `sea.example.com/${name}`, kind: 'Boat', metadata: { name: 'one' }, spec }) as KubeObject;

const convert = converterOf(DEFINITION);

test('an object gets the defaults of its own version, and of the version asked for none', () => {
  assert.deepEqual(convert(boat('v1beta1', { sails: 3 }), 'v1beta1'), boat('v1beta1', { colour: 'white', sails: 3 }));
  assert.deepEqual(convert(boat('v1beta1', { sails: 3 }), 'v1'), boat('v1', { sails: 3 }));
});

test('what the version asked for does not know is dropped, and so is what its own no longer knows', () => {
  assert.deepEqual(convert(boat('v1', { sails: 3, flag: 'red' }), 'v1beta1'), boat('v1beta1', { sails: 3 }));
  assert.deepEqual(
    convert(boat('v1', { sails: 3, flag: 'red', anchor: 1 }), 'v1'),
    boat('v1', { flag: 'red', sails: 3 }),
  );
});

test('an object of a version that the definition no longer has comes without what is not known', () => {
  assert.deepEqual(convert(boat('v1alpha1', { oars: 2, sails: 1 }), 'v1'), boat('v1', { sails: 1 }));
});

test('an object that is complete stays the same one, however often it is asked for', () => {
  const whole = boat('v1', { flag: 'red', sails: 3 });
  assert.equal(convert(whole, 'v1'), whole);
  assert.equal(convert(whole, 'v1beta1'), convert(whole, 'v1beta1'));
});
