import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusalsOf } from './testing.ts';

/** A pod's spec, and what a v1.25.2 API server says of it. */
const rows: readonly (readonly [object, readonly string[]])[] = [
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { cpu: '-1' } } }] },
    [
      'spec.containers[0].resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
      'spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '-1' } } }] },
    ['spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { memory: -1 } } }] },
    [
      'spec.containers[0].resources.limits[memory]: Invalid value: "-1": must be greater than or equal to 0',
      'spec.containers[0].resources.requests[memory]: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { memory: -1 } } }] },
    ['spec.containers[0].resources.requests[memory]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { foo: 1 } } }] },
    [
      'spec.containers[0].resources.limits[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.limits[foo]: Invalid value: "foo": must be a standard resource for containers',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { foo: 1 } } }] },
    [
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'foo.com/bar': 1 } } }] },
    ['spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'foo.com/bar': '1.5' } } }] },
    [
      'spec.containers[0].resources.limits[foo.com/bar]: Invalid value: resource.Quantity{i:resource.int64Amount{value:15, scale:-1}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"DecimalSI"}: must be an integer',
      'spec.containers[0].resources.requests[foo.com/bar]: Invalid value: resource.Quantity{i:resource.int64Amount{value:15, scale:-1}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"DecimalSI"}: must be an integer',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'foo.com/bar': '1.5' } } }] },
    [
      'spec.containers[0].resources.requests[foo.com/bar]: Invalid value: resource.Quantity{i:resource.int64Amount{value:15, scale:-1}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"DecimalSI"}: must be an integer',
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'foo.com/bar': '100m' } } }] },
    [
      'spec.containers[0].resources.limits[foo.com/bar]: Invalid value: resource.Quantity{i:resource.int64Amount{value:100, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"100m", Format:"DecimalSI"}: must be an integer',
      'spec.containers[0].resources.requests[foo.com/bar]: Invalid value: resource.Quantity{i:resource.int64Amount{value:100, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"100m", Format:"DecimalSI"}: must be an integer',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'foo.com/bar': '100m' } } }] },
    [
      'spec.containers[0].resources.requests[foo.com/bar]: Invalid value: resource.Quantity{i:resource.int64Amount{value:100, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"100m", Format:"DecimalSI"}: must be an integer',
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'hugepages-2Mi': '4Mi' } } }] },
    ['spec.containers[0].resources: Forbidden: HugePages require cpu or memory'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'hugepages-2Mi': '4Mi' } } }] },
    [
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'hugepages-2Mi': '3Mi' } } }] },
    [
      'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'hugepages-2Mi': '3Mi' } } }] },
    [
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'hugepages-': '3Mi' } } }] },
    [
      "spec.containers[0].resources.limits[hugepages-]: Invalid value: \"hugepages-\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'spec.containers[0].resources.limits[hugepages-]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-',
      "spec.containers[0].resources.requests[hugepages-]: Invalid value: \"hugepages-\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'spec.containers[0].resources.requests[hugepages-]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-',
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'hugepages-': '3Mi' } } }] },
    [
      "spec.containers[0].resources.requests[hugepages-]: Invalid value: \"hugepages-\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
      'spec.containers[0].resources.requests[hugepages-]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-',
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'ephemeral-storage': '-1' } } }] },
    [
      'spec.containers[0].resources.limits[ephemeral-storage]: Invalid value: "-1": must be greater than or equal to 0',
      'spec.containers[0].resources.requests[ephemeral-storage]: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'ephemeral-storage': '-1' } } }] },
    [
      'spec.containers[0].resources.requests[ephemeral-storage]: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { storage: '1Gi' } } }] },
    [
      'spec.containers[0].resources.limits[storage]: Invalid value: "storage": must be a standard resource for containers',
      'spec.containers[0].resources.requests[storage]: Invalid value: "storage": must be a standard resource for containers',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { storage: '1Gi' } } }] },
    [
      'spec.containers[0].resources.requests[storage]: Invalid value: "storage": must be a standard resource for containers',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { pods: 1 } } }] },
    [
      'spec.containers[0].resources.limits[pods]: Invalid value: "pods": must be a standard resource for containers',
      'spec.containers[0].resources.requests[pods]: Invalid value: "pods": must be a standard resource for containers',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { pods: 1 } } }] },
    ['spec.containers[0].resources.requests[pods]: Invalid value: "pods": must be a standard resource for containers'],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'a/b/c': 1 } } }] },
    [
      "spec.containers[0].resources.limits[a/b/c]: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      'spec.containers[0].resources.limits[a/b/c]: Invalid value: "a/b/c": doesn\'t follow extended resource name standard',
      "spec.containers[0].resources.requests[a/b/c]: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      'spec.containers[0].resources.requests[a/b/c]: Invalid value: "a/b/c": doesn\'t follow extended resource name standard',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'a/b/c': 1 } } }] },
    [
      "spec.containers[0].resources.requests[a/b/c]: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      'spec.containers[0].resources.requests[a/b/c]: Invalid value: "a/b/c": doesn\'t follow extended resource name standard',
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { limits: { 'requests.cpu': 1 } } }] },
    [
      'spec.containers[0].resources.limits[requests.cpu]: Invalid value: "requests.cpu": must be a standard resource for containers',
      'spec.containers[0].resources.requests[requests.cpu]: Invalid value: "requests.cpu": must be a standard resource for containers',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'nginx', resources: { requests: { 'requests.cpu': 1 } } }] },
    [
      'spec.containers[0].resources.requests[requests.cpu]: Invalid value: "requests.cpu": must be a standard resource for containers',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'nginx', resources: { limits: { 'foo.com/bar': 1 }, requests: { 'foo.com/bar': 2 } } },
      ],
    },
    ['spec.containers[0].resources.requests: Invalid value: "2": must be equal to foo.com/bar limit'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          resources: { limits: { 'hugepages-2Mi': '4Mi' }, requests: { 'hugepages-2Mi': '2Mi', cpu: 1 } },
        },
      ],
    },
    ['spec.containers[0].resources.requests: Invalid value: "2Mi": must be equal to hugepages-2Mi limit'],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          resources: { limits: { 'ephemeral-storage': '1Gi' }, requests: { 'ephemeral-storage': '2Gi' } },
        },
      ],
    },
    [
      'spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to ephemeral-storage limit',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'nginx',
          resources: { limits: { cpu: '500m', memory: '-1' }, requests: { cpu: '1', memory: '-5', foo: 1 } },
        },
      ],
    },
    [
      'spec.containers[0].resources.limits[memory]: Invalid value: "-1": must be greater than or equal to 0',
      'spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
      'spec.containers[0].resources.requests[memory]: Invalid value: "-5": must be greater than or equal to 0',
    ],
  ],
];

for (const [spec, texts] of rows) {
  test(`resources are refused: ${texts[0] ?? ''}`, () => {
    assert.deepEqual(refusalsOf(spec), texts);
  });
}
