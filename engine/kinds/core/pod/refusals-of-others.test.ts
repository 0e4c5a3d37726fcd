import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx' }], restartPolicy: 'always' },
    ['spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], dnsPolicy: 'foo' },
    [
      'spec.dnsPolicy: Unsupported value: "foo": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], dnsPolicy: 'None' },
    ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4', 'x'] },
    },
    [
      'spec.dnsConfig.nameservers: Invalid value: []string{"1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4", "x"}: must not have more than 3 nameservers',
      'spec.dnsConfig.nameservers[4]: Invalid value: "x": must be valid IP address',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], dnsConfig: { nameservers: ['x'] } },
    ['spec.dnsConfig.nameservers[0]: Invalid value: "x": must be valid IP address'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], dnsConfig: { searches: ['A_b', 'a.b.', 'x y'] } },
    [
      "spec.dnsConfig.searches[0]: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "spec.dnsConfig.searches[2]: Invalid value: \"x y\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      dnsConfig: {
        searches: [
          'a0',
          'a1',
          'a2',
          'a3',
          'a4',
          'a5',
          'a6',
          'a7',
          'a8',
          'a9',
          'a10',
          'a11',
          'a12',
          'a13',
          'a14',
          'a15',
          'a16',
          'a17',
          'a18',
          'a19',
          'a20',
          'a21',
          'a22',
          'a23',
          'a24',
          'a25',
          'a26',
          'a27',
          'a28',
          'a29',
          'a30',
          'a31',
          'a32',
        ],
      },
    },
    [
      'spec.dnsConfig.searches: Invalid value: []string{"a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17", "a18", "a19", "a20", "a21", "a22", "a23", "a24", "a25", "a26", "a27", "a28", "a29", "a30", "a31", "a32"}: must not have more than 6 search paths',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], dnsConfig: { options: [{}] } },
    ['spec.dnsConfig.options[0]: Required value: must not be empty'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], hostAliases: [{ ip: 'x', hostnames: ['a_b'] }] },
    [
      'spec.hostAliases.ip: Invalid value: "x": must be valid IP address',
      "spec.hostAliases.hostnames: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], hostAliases: [{}] },
    ['spec.hostAliases.ip: Invalid value: "": must be valid IP address'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], hostname: 'A.b' },
    [
      "spec.hostname: Invalid value: \"A.b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'nginx' }],
      hostname: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    },
    [
      'spec.hostname: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": must be no more than 63 characters',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], subdomain: 'a.b' },
    [
      "spec.subdomain: Invalid value: \"a.b\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], nodeName: 'A' },
    [
      "spec.nodeName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], nodeSelector: { 'a b': 'c d' } },
    [
      "spec.nodeSelector: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      "spec.nodeSelector: Invalid value: \"c d\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], activeDeadlineSeconds: 0 },
    ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], activeDeadlineSeconds: -5 },
    ['spec.activeDeadlineSeconds: Invalid value: -5: must be between 1 and 2147483647, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], activeDeadlineSeconds: 2147483648 },
    ['spec.activeDeadlineSeconds: Invalid value: 2147483648: must be between 1 and 2147483647, inclusive'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], overhead: { cpu: '-1' } },
    ['spec.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], readinessGates: [{}] },
    [
      'spec.readinessGates[0].conditionType: Invalid value: "": name part must be non-empty',
      "spec.readinessGates[0].conditionType: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx' }], readinessGates: [{ conditionType: 'a b' }] },
    [
      "spec.readinessGates[0].conditionType: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`others are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
