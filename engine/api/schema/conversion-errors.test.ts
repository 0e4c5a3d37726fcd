import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../json.ts';
import { conversionError } from './conversion-errors.ts';
import { decode } from './decode.ts';

/** What a v1.25 server says of objects that a strategic merge patch made. */
const ROWS: readonly [kind: string, object: JsonValue, error: string][] = [
  ['core.v1.ConfigMap', { metadata: { labels: { a: 1 } } }, 'cannot convert int64 to string'],
  ['core.v1.ConfigMap', { metadata: { labels: ['a'] } }, 'cannot restore map from slice'],
  ['core.v1.ConfigMap', { data: { a: true } }, 'unrecognized type: string'],
  ['core.v1.ConfigMap', { metadata: 'x' }, 'cannot restore struct from: string'],
  ['core.v1.Service', { spec: { ports: { port: 1 } } }, 'cannot restore slice from map'],
  ['core.v1.Service', { spec: { type: 1.5 } }, 'unrecognized type: string'],
  ['apps.v1.Deployment', { spec: { replicas: 'x' } }, 'unrecognized type: int32'],
  ['apps.v1.Deployment', { spec: { replicas: 1.5 } }, 'cannot convert float64 to int32'],
  ['apps.v1.Deployment', { spec: { paused: 1 } }, 'unrecognized type: bool'],
  ['apps.v1.Deployment', { spec: 3 }, 'cannot restore struct from: int64'],
  ['apps.v1.Deployment', { spec: { template: { spec: { containers: 'x' } } } }, 'cannot restore slice from string'],
  ['apps.v1.Deployment', { spec: { template: { metadata: { labels: [] } } } }, 'cannot restore map from slice'],
  [
    'core.v1.ConfigMap',
    { metadata: { creationTimestamp: 'yesterday' } },
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  ],
];

test('what a patch made is converted in the words of v1.25', () => {
  for (const [kind, object, error] of ROWS) {
    const { errors } = decode(`io.k8s.api.${kind}`, object, { strict: 'Warn', wording: conversionError });
    assert.deepEqual(errors, [error]);
  }
});

test('nothing is told of unknown members and of null', () => {
  const spec = { replicas: 3, unknown: {}, paused: null };
  const { errors } = decode('io.k8s.api.apps.v1.Deployment', { spec }, { strict: 'Warn', wording: conversionError });
  assert.deepEqual(errors, []);
});
