import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 0 }] }] },
    ['spec.containers[0].ports[0].containerPort: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: -1 }] }] },
    ['spec.containers[0].ports[0].containerPort: Invalid value: -1: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 65536 }] }] },
    ['spec.containers[0].ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, protocol: 'HTTP' }] }] },
    ['spec.containers[0].ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, hostPort: -1 }] }] },
    ['spec.containers[0].ports[0].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, hostPort: 70000 }] }] },
    ['spec.containers[0].ports[0].hostPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, name: 'HTTP' }] }] },
    [
      'spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain at least one letter (a-z)',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, name: 'a-very-long-port-name' }] }] },
    ['spec.containers[0].ports[0].name: Invalid value: "a-very-long-port-name": must be no more than 15 characters'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, name: '-a' }] }] },
    ['spec.containers[0].ports[0].name: Invalid value: "-a": must not begin or end with a hyphen'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, name: '1' }] }] },
    ['spec.containers[0].ports[0].name: Invalid value: "1": must contain at least one letter (a-z)'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, name: 'a--b' }] }] },
    ['spec.containers[0].ports[0].name: Invalid value: "a--b": must not contain consecutive hyphens'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, name: 'a_b' }] }] },
    [
      'spec.containers[0].ports[0].name: Invalid value: "a_b": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          ports: [
            { containerPort: 80, name: 'a' },
            { containerPort: 81, name: 'a' },
          ],
        },
      ],
    },
    ['spec.containers[0].ports[1].name: Duplicate value: "a"'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        },
      ],
    },
    ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80, hostPort: 81 }] }], hostNetwork: true },
    ['spec.containers[0].ports[0].containerPort: Invalid value: 80: must match `hostPort` when `hostNetwork` is true'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: '' }] }] },
    ['spec.containers[0].env[0].name: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a=b', value: 'x' }] }] },
    [
      "spec.containers[0].env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [
            { name: '.', value: 'x' },
            { name: '..', value: 'x' },
            { name: '..x', value: '' },
          ],
        },
      ],
    },
    [
      'spec.containers[0].env[0].name: Invalid value: ".": must not be \'.\'',
      'spec.containers[0].env[1].name: Invalid value: "..": must not be \'..\'',
      'spec.containers[0].env[2].name: Invalid value: "..x": must not start with \'..\'',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
        },
      ],
    },
    ['spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: {} }] }] },
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.foo' } } }] },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.foo": error converting fieldPath: field label not supported: metadata.foo',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { fieldRef: {} } }] }] },
    ['spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Required value'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } }],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.podIP", "status.podIPs"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a b']" } } }],
        },
      ],
    },
    [
      "spec.containers[0].env[0].valueFrom.fieldRef: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: "spec.nodeName['x']" } } }],
        },
      ],
    },
    [
      "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.nodeName['x']\": error converting fieldPath: field label does not support subscript: spec.nodeName['x']",
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { fieldRef: { fieldPath: 'status.hostIPs' } } }] },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "status.hostIPs": error converting fieldPath: field label not supported: status.hostIPs',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { resourceFieldRef: {} } }] }] },
    ['spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Required value'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { resourceFieldRef: { resource: 'limits.foo' } } }],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.foo": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } } }],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } } }],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [{ name: 'a', valueFrom: { resourceFieldRef: { resource: 'limits.ephemeral-storage', divisor: '7' } } }],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.ephemeral-storage": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { configMapKeyRef: {} } }] }] },
    [
      "spec.containers[0].env[0].valueFrom.configMapKeyRef.name: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Required value',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { configMapKeyRef: { name: 'a' } } }] }],
    },
    ['spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Required value'],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { configMapKeyRef: { name: 'A_', key: 'a b' } } }] },
      ],
    },
    [
      "spec.containers[0].env[0].valueFrom.configMapKeyRef.name: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { secretKeyRef: {} } }] }] },
    [
      "spec.containers[0].env[0].valueFrom.secretKeyRef.name: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', env: [{ name: 'a', valueFrom: { secretKeyRef: { key: 'x/y' } } }] }] },
    [
      "spec.containers[0].env[0].valueFrom.secretKeyRef.name: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "spec.containers[0].env[0].valueFrom.secretKeyRef.key: Invalid value: \"x/y\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          env: [
            {
              name: 'a',
              valueFrom: { secretKeyRef: { name: 'a', key: 'k' }, configMapKeyRef: { name: 'a', key: 'k' } },
            },
          ],
        },
      ],
    },
    ['spec.containers[0].env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', envFrom: [{}] }] },
    ['spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', envFrom: [{ configMapRef: {} }] }] },
    ['spec.containers[0].envFrom[0].configMapRef.name: Required value'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }],
    },
    ['spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', envFrom: [{ secretRef: {} }] }] },
    ['spec.containers[0].envFrom[0].secretRef.name: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', envFrom: [{ prefix: '1', configMapRef: { name: 'a' } }] }] },
    [
      "spec.containers[0].envFrom[0].prefix: Invalid value: \"1\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', envFrom: [{ prefix: 'a=b', secretRef: { name: 'A' } }] }] },
    [
      "spec.containers[0].envFrom[0].prefix: Invalid value: \"a=b\": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
      "spec.containers[0].envFrom[0].secretRef.name: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`ports and environment are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
