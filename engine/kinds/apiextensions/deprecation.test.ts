import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deprecationOf } from './deprecation.ts';

const widget = { group: 'example.com', kind: 'Widget' };
const version = (name: string, rest: object = {}) => ({ name, served: true, ...rest });

/** The first as a v1.25.2 control plane says it, the others by the rule of its source. */
const told: readonly (readonly [object[], string | undefined])[] = [
  [
    [version('v1beta1', { deprecated: true }), version('v1')],
    'example.com/v1beta1 Widget is deprecated; use example.com/v1 Widget',
  ],
  [[version('v1beta1'), version('v1')], undefined],
  [[version('v1beta1', { deprecated: true, deprecationWarning: 'go' }), version('v1')], 'go'],
  [[version('v1', { deprecated: true }), version('v1beta1')], 'example.com/v1 Widget is deprecated'],
  [
    [
      version('v1alpha1', { deprecated: true }),
      version('v1beta1'),
      version('v2'),
      version('v1'),
      version('v3', { served: false }),
    ],
    'example.com/v1alpha1 Widget is deprecated; use example.com/v2 Widget',
  ],
];
for (const [versions, text] of told)
  test(`a version is ${text ?? 'not deprecated'}`, () => {
    const all = versions as ReturnType<typeof version>[];
    assert.equal(deprecationOf(widget, all[0]!, all), text);
  });
