import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, kindId } from '../../api/kind.ts';
import { formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import { statefulSet } from './statefulset.ts';

const kinds: readonly Kind[] = [statefulSet];
const SELECTOR = { matchLabels: { app: 'a' } };
const TEMPLATE = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };

/** A kind, an object's name and spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [string, string, object, readonly string[]])[] = [
  [
    'StatefulSet',
    'x55',
    { template: TEMPLATE },
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'StatefulSet',
    'x56',
    { selector: {}, template: TEMPLATE },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for statefulset',
    ],
  ],
  [
    'StatefulSet',
    'x57',
    { selector: { matchLabels: {} }, template: TEMPLATE },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for statefulset',
    ],
  ],
  [
    'StatefulSet',
    'x58',
    { selector: { matchLabels: { app: 'b' } }, template: TEMPLATE },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'StatefulSet',
    'x59',
    { selector: SELECTOR },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
    ],
  ],
  [
    'StatefulSet',
    'x63',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], restartPolicy: 'Never' },
      },
    },
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    'StatefulSet',
    'x64',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], restartPolicy: 'OnFailure', activeDeadlineSeconds: 5 },
      },
    },
    [
      'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported',
    ],
  ],
  [
    'StatefulSet',
    'x65',
    { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] }, template: TEMPLATE },
    [
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"app", Operator:"In", Values:[]string(nil)}}}',
    ],
  ],
  [
    'StatefulSet',
    'x66',
    { selector: { matchLabels: { 'a b': 'c d' } }, template: TEMPLATE },
    [
      "spec.selector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      "spec.selector.matchLabels: Invalid value: \"c d\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"a b":"c d"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}',
    ],
  ],
  [
    'StatefulSet',
    'x68',
    {
      selector: SELECTOR,
      template: { metadata: { labels: { app: 'a b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a b"}: `selector` does not match template `labels`',
      "spec.template.labels: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ],
  [
    'StatefulSet',
    'x69',
    {
      selector: SELECTOR,
      template: { metadata: { labels: { 'x y': 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"x y":"a"}: `selector` does not match template `labels`',
      "spec.template.labels: Invalid value: \"x y\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'StatefulSet',
    'x75',
    { selector: SELECTOR, template: TEMPLATE, replicas: -1 },
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'StatefulSet',
    'x78',
    { selector: SELECTOR, template: TEMPLATE, minReadySeconds: -1, revisionHistoryLimit: -1 },
    ['spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'StatefulSet',
    'x81',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' }, annotations: { 'a b': 'c' }, name: 'X_' },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      },
    },
    [
      "spec.template.annotations: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'StatefulSet',
    'x124',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { type: 'x' } },
    [
      "spec.updateStrategy: Invalid value: apps.StatefulSetUpdateStrategy{Type:\"x\", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}: must be 'RollingUpdate' or 'OnDelete'",
    ],
  ],
  [
    'StatefulSet',
    'x125',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
    [
      "spec.updateStrategy.rollingUpdate: Invalid value: apps.RollingUpdateStatefulSetStrategy{Partition:1, MaxUnavailable:(*intstr.IntOrString)(nil)}: only allowed for updateStrategy 'RollingUpdate'",
    ],
  ],
  [
    'StatefulSet',
    'x126',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { rollingUpdate: { partition: -1 } } },
    ['spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'StatefulSet',
    'x128',
    { selector: SELECTOR, template: TEMPLATE, podManagementPolicy: 'x' },
    ["spec.podManagementPolicy: Invalid value: \"x\": must be 'OrderedReady' or 'Parallel'"],
  ],
];

for (const [name, objectName, spec, texts] of rows) {
  test(`${name}: ${texts[0] ?? ''}`, () => {
    const kind = kinds.find((each) => kindId(each) === name);
    const context = contextOf([]);
    const given = { metadata: { name: objectName, uid: 'u' }, spec } as never;
    const defaulted = kind?.defaults?.(given) ?? given;
    const errors = kind?.validate?.(kind.prepareForCreate?.(defaulted, context) ?? defaulted, context) ?? [];
    assert.deepEqual([...new Set(errors.map((error) => `${error.field}: ${formatFieldError(error)}`))], texts);
  });
}
