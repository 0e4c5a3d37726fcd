import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: {} }] },
    ['spec.containers[0].livenessProbe: Required value: must specify a handler type'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { httpGet: {} } }] },
    ['spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { httpGet: { port: 'http-port-name-too-long' } } }] },
    [
      'spec.containers[0].livenessProbe.httpGet.port: Invalid value: "http-port-name-too-long": must be no more than 15 characters',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { httpGet: { port: 70000, path: '/' } } }] },
    ['spec.containers[0].livenessProbe.httpGet.port: Invalid value: 70000: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { httpGet: { port: 80, scheme: 'http' } } }] },
    ['spec.containers[0].livenessProbe.httpGet.scheme: Unsupported value: "http": supported values: "HTTP", "HTTPS"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }] },
    ['spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { tcpSocket: {} } }] },
    ['spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { tcpSocket: { port: '80' } } }] },
    ['spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: "80": must contain at least one letter (a-z)'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { tcpSocket: { port: 'A' } } }] },
    [
      'spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: "A": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: "A": must contain at least one letter (a-z)',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { exec: {} } }] },
    ['spec.containers[0].livenessProbe.exec.command: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { exec: { command: ['ls'] }, successThreshold: 2 } }] },
    ['spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          livenessProbe: {
            exec: { command: ['ls'] },
            failureThreshold: -1,
            periodSeconds: -1,
            timeoutSeconds: -1,
            initialDelaySeconds: -1,
            successThreshold: -1,
          },
        },
      ],
    },
    [
      'spec.containers[0].livenessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.failureThreshold: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: -1: must be 1',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', livenessProbe: { grpc: {} } }] },
    ['spec.containers[0].livenessProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'a b', value: 'x' }] } },
        },
      ],
    },
    [
      "spec.containers[0].livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', livenessProbe: { exec: { command: ['ls'] }, terminationGracePeriodSeconds: 0 } },
      ],
    },
    ['spec.containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0'],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', livenessProbe: { exec: { command: ['ls'] }, terminationGracePeriodSeconds: -5 } },
      ],
    },
    ['spec.containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: -5: must be greater than 0'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          readinessProbe: {
            exec: { command: ['ls'] },
            failureThreshold: -1,
            periodSeconds: -1,
            timeoutSeconds: -1,
            initialDelaySeconds: -1,
            successThreshold: -1,
          },
        },
      ],
    },
    [
      'spec.containers[0].readinessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].readinessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].readinessProbe.successThreshold: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].readinessProbe.failureThreshold: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', readinessProbe: { exec: { command: ['ls'] }, terminationGracePeriodSeconds: 0 } },
      ],
    },
    [
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must not be set for readinessProbes',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', readinessProbe: { exec: { command: ['ls'] }, terminationGracePeriodSeconds: -5 } },
      ],
    },
    [
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: -5: must be greater than 0',
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: -5: must not be set for readinessProbes',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', readinessProbe: { exec: { command: ['ls'] }, terminationGracePeriodSeconds: 5 } },
      ],
    },
    [
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', lifecycle: { postStart: {} } }] },
    ['spec.containers[0].lifecycle.postStart: Required value: must specify a handler type'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', lifecycle: { preStop: {} } }] },
    ['spec.containers[0].lifecycle.preStop: Required value: must specify a handler type'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', lifecycle: { postStart: { exec: {} } } }] },
    ['spec.containers[0].lifecycle.postStart.exec.command: Required value'],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', lifecycle: { preStop: { exec: { command: ['x'] }, httpGet: { port: 80 } } } },
      ],
    },
    ['spec.containers[0].lifecycle.preStop.httpGet: Forbidden: may not specify more than 1 handler type'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', lifecycle: { preStop: { httpGet: {} } } }] },
    ['spec.containers[0].lifecycle.preStop.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      initContainers: [
        {
          name: 'i',
          image: 'x',
          livenessProbe: { exec: { command: ['a'] } },
          readinessProbe: { exec: { command: ['a'] } },
          startupProbe: { exec: { command: ['a'] } },
          lifecycle: { preStop: { exec: { command: ['a'] } } },
        },
      ],
    },
    [
      'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers',
      'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers',
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers',
      'spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers',
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`probes are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
