import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx', volumeMounts: [{}] }] },
    [
      'spec.containers[0].volumeMounts[0].name: Required value',
      'spec.containers[0].volumeMounts[0].name: Not found: ""',
      'spec.containers[0].volumeMounts[0].mountPath: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v' }] }] },
    [
      'spec.containers[0].volumeMounts[0].name: Not found: "v"',
      'spec.containers[0].volumeMounts[0].mountPath: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/x' }] }] },
    ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ mountPath: '/x' }] }] },
    [
      'spec.containers[0].volumeMounts[0].name: Required value',
      'spec.containers[0].volumeMounts[0].name: Not found: ""',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          volumeMounts: [
            { name: 'v', mountPath: '/x' },
            { name: 'v', mountPath: '/x' },
          ],
        },
      ],
      volumes: [{ name: 'v' }],
    },
    ['spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/x": must be unique'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: 'a:b', subPath: '/x' }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    ['spec.containers[0].volumeMounts.subPath: Invalid value: "/x": must be a relative path'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/a', subPath: '..' }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    ['spec.containers[0].volumeMounts.subPath: Invalid value: "..": must not contain \'..\''],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          volumeMounts: [{ name: 'v', mountPath: '/a', subPath: 'a/../b', subPathExpr: '$(X)' }],
        },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [
      'spec.containers[0].volumeMounts.subPath: Invalid value: "a/../b": must not contain \'..\'',
      'spec.containers[0].volumeMounts[0].subPathExpr: Invalid value: "$(X)": subPathExpr and subPath are mutually exclusive',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/a', subPathExpr: '/x' }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    ['spec.containers[0].volumeMounts.subPathExpr: Invalid value: "/x": must be a relative path'],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '/a', mountPropagation: 'x' }] },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [
      'spec.containers[0].volumeMounts.mountPropagation: Unsupported value: "x": supported values: "Bidirectional", "HostToContainer", "None"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          volumeMounts: [{ name: 'v', mountPath: '/a', mountPropagation: 'Bidirectional' }],
        },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [
      'spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', volumeMounts: [{ name: 'v', mountPath: '' }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    ['spec.containers[0].volumeMounts[0].mountPath: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', volumeDevices: [{}] }] },
    [
      'spec.containers[0].volumeDevices[0].name: Required value',
      'spec.containers[0].volumeDevices[0].name: Not found: ""',
      'spec.containers[0].volumeDevices[0].devicePath: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', volumeDevices: [{ name: 'v', devicePath: '/dev/x' }] }] },
    ['spec.containers[0].volumeDevices[0].name: Not found: "v"'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', volumeDevices: [{ name: 'v', devicePath: '/dev/x' }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
    [
      'spec.containers[0].volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          volumeDevices: [
            { name: 'v', devicePath: '/dev/x' },
            { name: 'v', devicePath: '/dev/x' },
          ],
          volumeMounts: [{ name: 'v', mountPath: '/dev/x' }],
        },
      ],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } }],
    },
    [
      'spec.containers[0].volumeMounts[0].name: Invalid value: "v": must not already exist in volumeDevices',
      'spec.containers[0].volumeMounts[0].mountPath: Invalid value: "/dev/x": must not already exist as a path in volumeDevices',
      'spec.containers[0].volumeDevices[0].name: Invalid value: "v": must not already exist in volumeMounts',
      'spec.containers[0].volumeDevices[0].devicePath: Invalid value: "/dev/x": must not already exist as a path in volumeMounts',
      'spec.containers[0].volumeDevices[1].name: Invalid value: "v": must be unique',
      'spec.containers[0].volumeDevices[1].devicePath: Invalid value: "/dev/x": must be unique',
      'spec.containers[0].volumeDevices[1].name: Invalid value: "v": must not already exist in volumeMounts',
      'spec.containers[0].volumeDevices[1].devicePath: Invalid value: "/dev/x": must not already exist as a path in volumeMounts',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx', volumeDevices: [{ name: 'v', devicePath: '/dev/../x' }] }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'a' } }],
    },
    ['spec.containers[0].volumeDevices[0].devicePath: Invalid value: "/dev/../x": can not contain backsteps (\'..\')'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      initContainers: [
        {
          name: 'i',
          image: 'x',
          volumeMounts: [{ name: 'q', mountPath: '/x' }],
          resources: { requests: { cpu: 2 }, limits: { cpu: 1 } },
        },
      ],
    },
    [
      'spec.initContainers[0].volumeMounts[0].name: Not found: "q"',
      'spec.initContainers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit',
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`mounts are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
