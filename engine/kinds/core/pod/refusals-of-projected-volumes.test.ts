import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', configMap: {} }] },
    ['spec.volumes[0].configMap.name: Required value'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'v', configMap: { name: 'a', defaultMode: 512 } }],
    },
    [
      'spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        {
          name: 'v',
          configMap: {
            name: 'a',
            defaultMode: -1,
            items: [
              {},
              { key: 'a', path: '/x' },
              { key: 'a', path: '../x' },
              { key: 'a', path: '..x', mode: 1000 },
              { key: 'a b', path: 'x' },
            ],
          },
        },
      ],
    },
    [
      'spec.volumes[0].configMap.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].configMap.items[0].key: Required value',
      'spec.volumes[0].configMap.items[0].path: Required value',
      'spec.volumes[0].configMap.items[1].path: Invalid value: "/x": must be a relative path',
      'spec.volumes[0].configMap.items[2].path: Invalid value: "../x": must not contain \'..\'',
      'spec.volumes[0].configMap.items[3].path: Invalid value: "..x": must not start with \'..\'',
      'spec.volumes[0].configMap.items[3].mode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', secret: {} }] },
    ['spec.volumes[0].secret.secretName: Required value'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'v', secret: { secretName: 'a', defaultMode: 1000, items: [{ key: '', path: '' }] } }],
    },
    [
      'spec.volumes[0].secret.defaultMode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].secret.items[0].key: Required value',
      'spec.volumes[0].secret.items[0].path: Required value',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', downwardAPI: { items: [{}] } }] },
    [
      'spec.volumes[0].downwardAPI.path: Required value',
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', downwardAPI: { items: [{ path: 'a' }] } }] },
    ['spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        {
          name: 'v',
          downwardAPI: {
            items: [
              { path: '/a', fieldRef: { fieldPath: 'metadata.foo' } },
              { path: 'a/..', fieldRef: { fieldPath: 'spec.nodeName' } },
              { path: 'a', resourceFieldRef: { resource: 'limits.cpu' } },
              {
                path: 'a',
                mode: 2000,
                fieldRef: { fieldPath: 'metadata.name' },
                resourceFieldRef: { containerName: 'c', resource: 'x' },
              },
            ],
          },
        },
      ],
    },
    [
      'spec.volumes[0].downwardAPI.path: Invalid value: "/a": must be a relative path',
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.foo": error converting fieldPath: field label not supported: metadata.foo',
      'spec.volumes[0].downwardAPI.path: Invalid value: "a/..": must not contain \'..\'',
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
      'spec.volumes[0].downwardAPI.resourceFieldRef.containerName: Required value',
      'spec.volumes[0].downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously',
      'spec.volumes[0].downwardAPI.mode: Invalid value: 2000: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'v', downwardAPI: { defaultMode: 600 } }] },
    [
      'spec.volumes[0].downwardAPI.defaultMode: Invalid value: 600: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        {
          name: 'v',
          projected: {
            sources: [{ secret: {} }, { configMap: {} }, { serviceAccountToken: {} }, { downwardAPI: { items: [{}] } }],
          },
        },
      ],
    },
    [
      'spec.volumes[0].projected.sources[0].secret.name: Required value',
      'spec.volumes[0].projected.sources[1].configMap.name: Required value',
      'spec.volumes[0].projected.path: Required value',
      'spec.volumes[0].projected.sources[3].downwardAPI.path: Required value',
      'spec.volumes[0].projected.sources[3].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [
        {
          name: 'v',
          projected: {
            defaultMode: -1,
            sources: [
              { serviceAccountToken: { path: 'x', expirationSeconds: 1 } },
              { serviceAccountToken: { path: 'x', expirationSeconds: 4294967297 } },
              { secret: { name: 'a', items: [{ key: 'k', path: 'x' }] }, configMap: { name: 'b' } },
            ],
          },
        },
      ],
    },
    [
      'spec.volumes[0].projected.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes',
      'spec.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
      'spec.volumes[0].projected.sources[2]: Forbidden: may not specify more than 1 volume type',
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`projected volumes are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
