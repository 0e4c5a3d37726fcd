import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type FieldError, formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import { limitRange } from './limit-range.ts';
import { resourceQuota } from './resource-quota.ts';

const context = contextOf([], 0);

const made = <T extends KubeObject>(kind: Kind<T>, members: object): T =>
  ({ apiVersion: 'v1', kind: kind.kind, metadata: { name: 'x' }, ...members }) as unknown as T;

const texts = (errors: readonly FieldError[] = []): readonly string[] =>
  errors.map((error) => `${error.field}: ${formatFieldError(error)}`);

/** What a v1.25.2 control plane answered. */
const QUANTITY = (n: number): string =>
  `resource.Quantity{i:resource.int64Amount{value:${n}, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${n}", Format:"DecimalSI"}`;

test('mistakes in a limit range', () => {
  const limits = [
    { type: 'Container', min: { cpu: '2' }, max: { cpu: '1' }, default: { cpu: '3' }, defaultRequest: { cpu: '4' } },
    { type: 'Container', max: { cpu: '1' } },
    { type: 'Pod', default: { cpu: '1' } },
  ];
  assert.deepEqual(texts(limitRange.validate?.(made(limitRange, { spec: { limits } }), context)), [
    `spec.limits[0].min[cpu]: Invalid value: ${QUANTITY(2)}: min value 2 is greater than max value 1`,
    `spec.limits[0].defaultRequest[cpu]: Invalid value: ${QUANTITY(4)}: default request value 4 is greater than max value 1`,
    `spec.limits[0].defaultRequest[cpu]: Invalid value: ${QUANTITY(4)}: default request value 4 is greater than default limit value 3`,
    `spec.limits[0].default[cpu]: Invalid value: ${QUANTITY(1)}: default value 3 is greater than max value 1`,
    'spec.limits[1].type: Duplicate value: "Container"',
    "spec.limits[2].default: Forbidden: may not be specified when `type` is 'Pod'",
  ]);
});

test('scopes of a quota that contradict each other, or do not fit what it bounds', () => {
  const spec = { hard: { pods: '1', 'requests.cpu': '1' }, scopes: ['BestEffort', 'NotBestEffort'] };
  const shown = 'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort", "NotBestEffort"}';
  assert.deepEqual(texts(resourceQuota.validate?.(made(resourceQuota, { spec }), context)), [
    `${shown}: unsupported scope applied to resource`,
    `${shown}: conflicting scopes`,
  ]);
});
