import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fieldErrorCause } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import { validateLabelSelector } from './label-selector.ts';
import { dns1123Subdomain } from './names.ts';
import type { MetaToValidate } from './object-meta.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './object-meta.ts';

/** The errors begin as expected: the whole texts about names are tested with the names. */
function assertErrors(errors: readonly FieldError[], beginnings: readonly string[], about: unknown): void {
  const texts = errors.map(fieldErrorCause).map(({ field, message }) => `${field}: ${message}`);
  const cut = texts.map((text, i) => text.slice(0, beginnings[i]?.length));
  assert.deepEqual(cut, beginnings, JSON.stringify(about)?.slice(0, 80));
}

const onCreate = (meta: MetaToValidate, namespaced = true): readonly FieldError[] =>
  validateObjectMeta(meta, { namespaced, nameCheck: dns1123Subdomain });

const good: MetaToValidate = { name: 'web', namespace: 'default' };
const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a', uid: 'u' };

test('metadata of new objects', () => {
  const rows: readonly (readonly [MetaToValidate, readonly string[]])[] = [
    [good, []],
    [{ ...good, generateName: 'web-' }, []],
    [{ namespace: 'default' }, ['metadata.name: Required value: name or generateName is required']],
    [{ ...good, name: 'Bad_Name' }, ['metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain mu']],
    [
      { ...good, generateName: 'XY-' },
      ['metadata.generateName: Invalid value: "XY-": a lowercase RFC 1123 subdomain must co'],
    ],
    [{ name: 'web' }, ['metadata.namespace: Required value']],
    [
      { ...good, namespace: 'a.b' },
      ['metadata.namespace: Invalid value: "a.b": a lowercase RFC 1123 label must consis'],
    ],
    [{ ...good, generation: -1 }, ['metadata.generation: Invalid value: -1: must be greater than or equal to 0']],
    [
      { ...good, labels: { 'a b': 'c' } },
      ['metadata.labels: Invalid value: "a b": name part must consist of alphanumeric'],
    ],
    [
      { ...good, labels: { a: 'has space' } },
      ['metadata.labels: Invalid value: "has space": a valid label must be an empty '],
    ],
    [
      { ...good, annotations: { 'a b': '' } },
      ['metadata.annotations: Invalid value: "a b": name part must consist of alphanumeric'],
    ],
    [{ ...good, annotations: { A: 'has space' } }, []],
    [
      { ...good, annotations: { a: 'x'.repeat(262_144) } },
      ['metadata.annotations: Too long: must have at most 262144 bytes'],
    ],
    [{ ...good, annotations: { a: 'x'.repeat(262_143) } }, []],
    [{ ...good, finalizers: ['kubernetes', 'example.com/x'] }, []],
    [
      { ...good, finalizers: ['x'] },
      ['metadata.finalizers[0]: Invalid value: "x": name is neither a standard finalizer nam'],
    ],
    [
      { ...good, finalizers: ['orphan', 'foregroundDeletion'] },
      ['metadata.finalizers: Invalid value: []string{"orphan", "foregroundDeletion"}: fin'],
    ],
    [{ ...good, ownerReferences: [owner] }, []],
    [
      { ...good, ownerReferences: [{ ...owner, uid: '' }] },
      ['metadata.ownerReferences.uid: Invalid value: "": uid must not be empty'],
    ],
    [
      {
        ...good,
        ownerReferences: [
          { ...owner, controller: true },
          { ...owner, controller: true },
        ],
      },
      ['metadata.ownerReferences: Invalid value: []v1.OwnerReference{v1.OwnerReference{APIVers'],
    ],
  ];
  for (const [meta, errors] of rows) assertErrors(onCreate(meta), errors, meta);
  assertErrors(onCreate({ name: 'n1' }, false), [], 'cluster-scoped');
  assertErrors(onCreate(good, false), ['metadata.namespace: Forbidden: not allowed on this type'], 'cluster-scoped');
});

const stored: MetaToValidate = {
  ...good,
  uid: 'u1',
  resourceVersion: '5',
  generation: 2,
  creationTimestamp: '2022-10-03T00:00:00Z',
};
const deleted: MetaToValidate = { ...stored, deletionTimestamp: '2022-10-03T00:00:00Z', finalizers: ['a.b/c'] };

test('metadata of changed objects', () => {
  const rows: readonly (readonly [MetaToValidate, MetaToValidate, readonly string[]])[] = [
    // old, new
    [stored, { ...stored, labels: { a: 'b' } }, []],
    [stored, { ...stored, uid: 'x' }, ['metadata.uid: Invalid value: "x": field is immutable']],
    [stored, { ...stored, name: 'x' }, ['metadata.name: Invalid value: "x": field is immutable']],
    [
      stored,
      { ...stored, resourceVersion: '' },
      ['metadata.resourceVersion: Invalid value: "": must be specified for an update'],
    ],
    [stored, { ...stored, generation: 1 }, ['metadata.generation: Invalid value: 1: must not be decremented']],
    [
      stored,
      { ...stored, creationTimestamp: '2022-10-03T00:00:01Z' },
      ['metadata.creationTimestamp: Invalid value: 2022-10-03 00:00:01 +0000 UTC: field is immut'],
    ],
    [deleted, { ...deleted, finalizers: [] }, []],
    [
      deleted,
      { ...deleted, finalizers: ['a.b/c', 'a.b/d'] },
      ['metadata.finalizers: Forbidden: no new finalizers can be added if the object is b'],
    ],
    [
      stored,
      { ...stored, deletionGracePeriodSeconds: 3 },
      ['metadata.deletionGracePeriodSeconds: Invalid value: 3: field is immutable'],
    ],
    [
      stored,
      { ...stored, labels: { a: '-' } },
      ['metadata.labels: Invalid value: "-": a valid label must be an empty string or'],
    ],
  ];
  for (const [old, meta, errors] of rows) assertErrors(validateObjectMetaUpdate(meta, old), errors, meta);
});

test('label selectors', () => {
  const at = 'spec.selector.matchExpressions[0]';
  const rows: readonly (readonly [string, readonly string[] | undefined, string])[] = [
    ['In', [], `${at}.values: Required value: must be specified when \`operator\` is 'In' or`],
    ['Exists', ['a'], `${at}.values: Forbidden: may not be specified when \`operator\` is 'Exists' or '`],
    ['Foo', undefined, `${at}.operator: Invalid value: "Foo": not a valid selector operator`],
  ];
  for (const [operator, values, error] of rows) {
    const expression = { key: 'app', operator, ...(values === undefined ? {} : { values }) };
    assertErrors(validateLabelSelector({ matchExpressions: [expression] }, 'spec.selector'), [error], operator);
  }
  const labelErrors = validateLabelSelector({ matchLabels: { a: '-' } }, 's');
  assertErrors(labelErrors, ['s.matchLabels: Invalid value: "-": a valid label must be'], 'matchLabels');
  assert.deepEqual(validateLabelSelector(undefined, 's'), []);
});
