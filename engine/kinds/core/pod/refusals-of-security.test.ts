import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { runAsUser: -1 } }] },
    ['spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { runAsUser: 4294967296 } }] },
    [
      'spec.containers[0].securityContext.runAsUser: Invalid value: 4294967296: must be between 0 and 2147483647, inclusive',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { runAsGroup: -2 } }] },
    ['spec.containers[0].securityContext.runAsGroup: Invalid value: -2: must be between 0 and 2147483647, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { seccompProfile: {} } }] },
    [
      'spec.containers[0].securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { seccompProfile: { type: 'x' } } }] },
    [
      'spec.containers[0].securityContext.seccompProfile.type: Unsupported value: "x": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { seccompProfile: { type: 'Localhost' } } }] },
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: '/a' } },
        },
      ],
    },
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Invalid value: "/a": must be a relative path',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: '../a' } },
        },
      ],
    },
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Invalid value: "../a": must not contain \'..\'',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', securityContext: { windowsOptions: { gmsaCredentialSpecName: 'A_b' } } },
      ],
    },
    [
      "spec.containers[0].securityContext.windowsOptions.gmsaCredentialSpecName: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { windowsOptions: { runAsUserName: 'a/b/c' } } }] },
    [
      'spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: "a/b/c": runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { windowsOptions: { runAsUserName: '' } } }] },
    [
      'spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', securityContext: { windowsOptions: { hostProcess: true } } }] },
    ['spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      securityContext: { runAsUser: -1, runAsGroup: -1, fsGroup: -1, supplementalGroups: [-1, 5, -3] },
    },
    [
      'spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.runAsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.supplementalGroups[0]: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.supplementalGroups[2]: Invalid value: -3: must be between 0 and 2147483647, inclusive',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], securityContext: { fsGroupChangePolicy: 'x' } },
    ['spec.securityContext.fsGroupChangePolicy: Unsupported value: "x": supported values: "Always", "OnRootMismatch"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], securityContext: { sysctls: [{ name: 'a' }, { name: 'a' }] } },
    ['spec.securityContext.sysctls[1].name: Duplicate value: "a"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], securityContext: { sysctls: [{}] } },
    ['spec.securityContext.sysctls[0].name: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], securityContext: { sysctls: [{ name: 'A B', value: '1' }] } },
    [
      'spec.securityContext.sysctls[0].name: Invalid value: "A B": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], securityContext: { seccompProfile: { type: 'x' } } },
    [
      'spec.securityContext.seccompProfile.type: Unsupported value: "x": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], securityContext: { seccompProfile: { type: 'Localhost' } } },
    [
      'spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], shareProcessNamespace: true, hostPID: true },
    [
      'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
    ],
  ],
  [{ containers: [{ name: 'c', image: 'nginx' }], os: {} }, ['spec.os.name: Required value: cannot be empty']],
  [
    { containers: [{ name: 'c', image: 'nginx' }], os: { name: 'mac' } },
    ['spec.os: Unsupported value: "mac": supported values: "linux", "windows"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], os: { name: 'windows' }, securityContext: { runAsUser: 5 } },
    ['spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      os: { name: 'windows' },
      hostNetwork: true,
      hostPID: true,
      shareProcessNamespace: true,
      securityContext: {
        seLinuxOptions: { level: 'a' },
        fsGroup: 1,
        fsGroupChangePolicy: 'Always',
        supplementalGroups: [1],
        runAsGroup: 1,
        runAsUser: 1,
        seccompProfile: { type: 'RuntimeDefault' },
        sysctls: [{ name: 'kernel.x', value: '1' }],
      },
    },
    [
      'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
      'spec.securityContext.seLinuxOptions: Forbidden: cannot be set for a windows pod',
      'spec.hostPID: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.seccompProfile: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.fsGroupChangePolicy: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.sysctls: Forbidden: cannot be set for a windows pod',
      'spec.shareProcessNamespace: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.runAsGroup: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.supplementalGroups: Forbidden: cannot be set for a windows pod',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      os: { name: 'linux' },
      securityContext: { windowsOptions: { runAsUserName: 'x' } },
    },
    ['spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod'],
  ],
];

for (const [spec, texts] of rows) {
  test(`security are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
