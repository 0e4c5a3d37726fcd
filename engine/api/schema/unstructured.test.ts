import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject } from '../json.ts';
import { conversionError } from './unstructured.ts';

const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';

const ROWS: readonly (readonly [spec: JsonObject[string], error: string | undefined])[] = [
  [{ replicas: 'x' }, 'unrecognized type: int32'],
  [{ paused: 1 }, 'unrecognized type: bool'],
  [{ template: { spec: { containers: 'x' } } }, 'cannot restore slice from string'],
  [{ template: { metadata: { labels: [] } } }, 'cannot restore map from slice'],
  [{ template: { metadata: { labels: { a: 1 } } } }, 'unrecognized type: string'],
  [3, 'cannot restore struct from: int64'],
  [{ replicas: 3, unknown: {}, paused: null }, undefined],
];

for (const [spec, error] of ROWS) {
  test(`converting spec ${JSON.stringify(spec)}: ${error}`, () =>
    assert.equal(conversionError(DEPLOYMENT, { spec }), error));
}
