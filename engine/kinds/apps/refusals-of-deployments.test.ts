import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, kindId } from '../../api/kind.ts';
import { formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import { deployment } from './deployment.ts';

const kinds: readonly Kind[] = [deployment];
const SELECTOR = { matchLabels: { app: 'a' } };
const TEMPLATE = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };

/** A kind, an object's name and spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [string, string, object, readonly string[]])[] = [
  [
    'Deployment',
    'x1',
    { template: TEMPLATE },
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'Deployment',
    'x2',
    { selector: {}, template: TEMPLATE },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
    ],
  ],
  [
    'Deployment',
    'x3',
    { selector: { matchLabels: {} }, template: TEMPLATE },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment',
    ],
  ],
  [
    'Deployment',
    'x4',
    { selector: { matchLabels: { app: 'b' } }, template: TEMPLATE },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'Deployment',
    'x5',
    { selector: SELECTOR },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ],
  ],
  [
    'Deployment',
    'x7',
    { selector: SELECTOR, template: { metadata: { labels: { app: 'a' } } } },
    ['spec.template.spec.containers: Required value'],
  ],
  [
    'Deployment',
    'x9',
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
    'Deployment',
    'x10',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], restartPolicy: 'OnFailure', activeDeadlineSeconds: 5 },
      },
    },
    [
      'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ],
  ],
  [
    'Deployment',
    'x11',
    { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] }, template: TEMPLATE },
    [
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"app", Operator:"In", Values:[]string(nil)}}}: invalid label selector',
    ],
  ],
  [
    'Deployment',
    'x12',
    { selector: { matchLabels: { 'a b': 'c d' } }, template: TEMPLATE },
    [
      "spec.selector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      "spec.selector.matchLabels: Invalid value: \"c d\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"a b":"c d"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: invalid label selector',
    ],
  ],
  [
    'Deployment',
    'x14',
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
    'Deployment',
    'x15',
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
    'Deployment',
    'x16',
    {
      selector: SELECTOR,
      template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'A', image: '' }] } },
    },
    [
      "spec.template.spec.containers[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.template.spec.containers[0].image: Required value',
    ],
  ],
  [
    'Deployment',
    'x21',
    { selector: SELECTOR, template: TEMPLATE, replicas: -1 },
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'Deployment',
    'x24',
    { selector: SELECTOR, template: TEMPLATE, minReadySeconds: -1, revisionHistoryLimit: -1 },
    [
      'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'Deployment',
    'x25',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], ephemeralContainers: [{ name: 'e', image: 'x' }] },
      },
    },
    ['spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template'],
  ],
  [
    'Deployment',
    'x26',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], hostname: 'A', dnsPolicy: 'x' },
      },
    },
    [
      'spec.template.spec.dnsPolicy: Unsupported value: "x": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
      "spec.template.spec.hostname: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    'Deployment',
    'x27',
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
    'Deployment',
    'x109',
    { selector: SELECTOR, template: TEMPLATE, strategy: { type: 'x' } },
    [
      'spec.strategy: Unsupported value: apps.DeploymentStrategy{Type:"x", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"',
    ],
  ],
  [
    'Deployment',
    'x110',
    { selector: SELECTOR, template: TEMPLATE, strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
  [
    'Deployment',
    'x111',
    {
      selector: SELECTOR,
      template: TEMPLATE,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
    },
    [
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
    ],
  ],
  [
    'Deployment',
    'x112',
    { selector: SELECTOR, template: TEMPLATE, strategy: { rollingUpdate: { maxSurge: '0%', maxUnavailable: '0%' } } },
    [
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"0%"}: may not be 0 when `maxSurge` is 0',
    ],
  ],
  [
    'Deployment',
    'x113',
    { selector: SELECTOR, template: TEMPLATE, strategy: { rollingUpdate: { maxSurge: 'x', maxUnavailable: '101%' } } },
    [
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"x\"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"101%"}: must not be greater than 100%',
    ],
  ],
  [
    'Deployment',
    'x114',
    { selector: SELECTOR, template: TEMPLATE, strategy: { rollingUpdate: { maxSurge: -1, maxUnavailable: -1 } } },
    [
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0',
      'spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'Deployment',
    'x115',
    { selector: SELECTOR, template: TEMPLATE, strategy: { rollingUpdate: { maxSurge: '5', maxUnavailable: '-5%' } } },
    [
      "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"-5%\"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"5\"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
  ],
  [
    'Deployment',
    'x119',
    { selector: SELECTOR, template: TEMPLATE, progressDeadlineSeconds: 0 },
    ['spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds'],
  ],
  [
    'Deployment',
    'x120',
    { selector: SELECTOR, template: TEMPLATE, progressDeadlineSeconds: 10, minReadySeconds: 10 },
    ['spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds'],
  ],
  [
    'Deployment',
    'x121',
    { selector: SELECTOR, template: TEMPLATE, progressDeadlineSeconds: -1 },
    [
      'spec.progressDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.progressDeadlineSeconds: Invalid value: -1: must be greater than minReadySeconds',
    ],
  ],
  [
    'Deployment',
    'x146',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], activeDeadlineSeconds: 5 },
      },
    },
    ['spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported'],
  ],
  [
    'Deployment',
    'x256',
    {},
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ],
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
