import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, kindId } from '../../api/kind.ts';
import { formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import { daemonSet } from './daemonset.ts';
import { replicationController } from '../core/replication-controller.ts';

const kinds: readonly Kind[] = [daemonSet, replicationController];
const SELECTOR = { matchLabels: { app: 'a' } };
const TEMPLATE = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };

/** A kind, an object's name and spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [string, string, object, readonly string[]])[] = [
  [
    'DaemonSet',
    'x82',
    { template: TEMPLATE },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'DaemonSet',
    'x83',
    { selector: {}, template: TEMPLATE },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for daemonset',
    ],
  ],
  [
    'DaemonSet',
    'x84',
    { selector: { matchLabels: {} }, template: TEMPLATE },
    [
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for daemonset',
    ],
  ],
  [
    'DaemonSet',
    'x86',
    { selector: SELECTOR },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ],
  ],
  [
    'DaemonSet',
    'x88',
    { selector: SELECTOR, template: { metadata: { labels: { app: 'a' } } } },
    ['spec.template.spec.containers: Required value'],
  ],
  [
    'DaemonSet',
    'x90',
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
    'DaemonSet',
    'x91',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], restartPolicy: 'OnFailure', activeDeadlineSeconds: 5 },
      },
    },
    [
      'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
    ],
  ],
  [
    'DaemonSet',
    'x92',
    { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] }, template: TEMPLATE },
    ["spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  ],
  [
    'DaemonSet',
    'x93',
    { selector: { matchLabels: { 'a b': 'c d' } }, template: TEMPLATE },
    [
      "spec.selector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      "spec.selector.matchLabels: Invalid value: \"c d\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ],
  [
    'DaemonSet',
    'x95',
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
    'DaemonSet',
    'x96',
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
    'DaemonSet',
    'x97',
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
    'DaemonSet',
    'x105',
    { selector: SELECTOR, template: TEMPLATE, minReadySeconds: -1, revisionHistoryLimit: -1 },
    [
      'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'DaemonSet',
    'x106',
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
    'DaemonSet',
    'x107',
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
    'DaemonSet',
    'x108',
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
    'DaemonSet',
    'x137',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { type: 'x' } },
    [
      'spec.updateStrategy: Unsupported value: apps.DaemonSetUpdateStrategy{Type:"x", RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}: supported values: "RollingUpdate", "OnDelete"',
    ],
  ],
  [
    'DaemonSet',
    'x138',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } },
    ['spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
  ],
  [
    'DaemonSet',
    'x140',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } } },
    [
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:0, IntVal:1, StrVal:""}: may not be set when maxUnavailable is non-zero',
    ],
  ],
  [
    'DaemonSet',
    'x141',
    { selector: SELECTOR, template: TEMPLATE, updateStrategy: { rollingUpdate: { maxUnavailable: '101%' } } },
    [
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"101%"}: must not be greater than 100%',
    ],
  ],
  [
    'DaemonSet',
    'x143',
    {
      selector: SELECTOR,
      template: TEMPLATE,
      updateStrategy: { rollingUpdate: { maxUnavailable: -1, maxSurge: 'x' } },
    },
    [
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0',
      "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"x\"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
  ],
  [
    'DaemonSet',
    'x144',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], nodeSelector: { a: 'b c' } },
      },
    },
    [
      "spec.template.spec.nodeSelector: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ],
  [
    'DaemonSet',
    'x145',
    {
      selector: SELECTOR,
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], activeDeadlineSeconds: 5 },
      },
    },
    ['spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported'],
  ],
  [
    'ReplicationController',
    'x149',
    { selector: { app: 'b' }, template: TEMPLATE },
    [
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  ['ReplicationController', 'x150', { selector: { app: 'a' } }, ['spec.template: Required value']],
  [
    'ReplicationController',
    'x151',
    { selector: { app: 'a' }, template: TEMPLATE, replicas: -1, minReadySeconds: -1 },
    [
      'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'ReplicationController',
    'x153',
    {
      selector: { app: 'a' },
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], restartPolicy: 'Never' },
      },
    },
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
  [
    'ReplicationController',
    'x155',
    { template: { metadata: { labels: {} }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } },
    ['spec.selector: Required value'],
  ],
  [
    'ReplicationController',
    'x156',
    {
      selector: { app: 'a' },
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }], activeDeadlineSeconds: 5 },
      },
    },
    [
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported',
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
