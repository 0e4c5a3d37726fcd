import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { FieldError } from './field-error.ts';
import {
  duplicate,
  fieldErrorCause,
  forbiddenField,
  formatFieldError,
  goValue,
  internalFieldError,
  invalid,
  joinFieldErrors,
  notFoundField,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
} from './field-error.ts';
import { child, index, key } from './path.ts';

test('messages and reasons are those of Kubernetes', () => {
  const rows: readonly (readonly [FieldError, string, string])[] = [
    [required('a'), 'Required value', 'FieldValueRequired'],
    [required('a', 'must specify a volume type'), 'Required value: must specify a volume type', 'FieldValueRequired'],
    [invalid('a', 'x "y"', 'no'), 'Invalid value: "x \\"y\\"": no', 'FieldValueInvalid'],
    [invalid('a', -1, 'no'), 'Invalid value: -1: no', 'FieldValueInvalid'],
    [invalid('a', true, 'no'), 'Invalid value: true: no', 'FieldValueInvalid'],
    [invalid('a', undefined, 'no'), 'Invalid value: "null": no', 'FieldValueInvalid'],
    [invalid('a', { app: 'a' }, 'no'), 'Invalid value: map[string]string{"app":"a"}: no', 'FieldValueInvalid'],
    [invalid('a', ['10.96.0.1'], 'no'), 'Invalid value: []string{"10.96.0.1"}: no', 'FieldValueInvalid'],
    [invalid('a', goValue('v1.X{A:1}'), 'no'), 'Invalid value: v1.X{A:1}: no', 'FieldValueInvalid'],
    [typeInvalid('a', 'x', 'no'), 'Invalid value: "x": no', 'FieldValueTypeInvalid'],
    [
      notSupported('a', 'HTTP', ['SCTP', 'TCP', 'UDP']),
      'Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"',
      'FieldValueNotSupported',
    ],
    [duplicate('a', 'c'), 'Duplicate value: "c"', 'FieldValueDuplicate'],
    [forbiddenField('a', 'may not'), 'Forbidden: may not', 'FieldValueForbidden'],
    [tooLong('a', 128), 'Too long: must have at most 128 bytes', 'FieldValueTooLong'],
    [tooMany('a', 5, 3), 'Too many: 5: must have at most 3 items', 'FieldValueTooMany'],
    [notFoundField('a', 'v'), 'Not found: "v"', 'FieldValueNotFound'],
    [internalFieldError('a', 'oops'), 'Internal error: oops', 'InternalError'],
  ];
  for (const [error, message, reason] of rows) {
    assert.equal(formatFieldError(error), message);
    assert.deepEqual(fieldErrorCause(error), { reason, message, field: 'a' });
  }
});

test('one error stands alone, several in brackets without repetitions', () => {
  const [a, b] = [required('spec.a'), required('spec.b')];
  assert.equal(joinFieldErrors([a]), 'spec.a: Required value');
  assert.equal(joinFieldErrors([a, a]), 'spec.a: Required value');
  assert.equal(joinFieldErrors([a, b, a]), '[spec.a: Required value, spec.b: Required value]');
});

test('paths', () => {
  assert.equal(child(index(child('spec', 'containers'), 0), 'ports'), 'spec.containers[0].ports');
  assert.equal(key('data', 'a b'), 'data[a b]');
  assert.equal(child('', 'metadata', 'name'), 'metadata.name');
});
