import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [{ containers: [] }, ['spec.containers: Required value']],
  [{ containers: [{}] }, ['spec.containers[0].name: Required value', 'spec.containers[0].image: Required value']],
  [{ containers: [{ name: 'a' }] }, ['spec.containers[0].image: Required value']],
  [{ containers: [{ image: 'a' }] }, ['spec.containers[0].name: Required value']],
  [
    { containers: [{ name: 'A_b', image: 'x' }] },
    [
      "spec.containers[0].name: Invalid value: \"A_b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    { containers: [{ name: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', image: 'x' }] },
    [
      'spec.containers[0].name: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": must be no more than 63 characters',
    ],
  ],
  [
    { containers: [{ name: 'a.b', image: ' x' }] },
    [
      "spec.containers[0].name: Invalid value: \"a.b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.containers[0].image: Invalid value: " x": must not have leading or trailing whitespace',
    ],
  ],
  [
    { containers: [{ name: 'c', image: ' nginx ' }] },
    ['spec.containers[0].image: Invalid value: " nginx ": must not have leading or trailing whitespace'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', imagePullPolicy: 'always' }] },
    [
      'spec.containers[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          imagePullPolicy: 'Sometimes',
          terminationMessagePolicy: 'foo',
          terminationMessagePath: 'x',
        },
      ],
    },
    [
      'spec.containers[0].terminationMessagePolicy: Unsupported value: "foo": supported values: "File", "FallbackToLogsOnError"',
      'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], initContainers: [{ name: 'c', image: 'x' }] },
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      initContainers: [{}, { name: 'i' }, { name: 'i', image: 'x', ports: [{ containerPort: 0 }] }],
    },
    [
      'spec.initContainers[0].name: Required value',
      'spec.initContainers[0].image: Required value',
      'spec.initContainers[1].image: Required value',
      'spec.initContainers[2].ports[0].containerPort: Required value',
      'spec.initContainers[2].name: Duplicate value: "i"',
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`containers are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
