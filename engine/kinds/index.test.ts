import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Column, Kind } from '../api/kind.ts';
import { KINDS } from './index.ts';

/** What a v1.25 API server says of its kinds: scope, short names, categories, columns (`/1` wide, `#` integer, `?` boolean, `@` date). */
const SERVED: readonly (readonly [
  resource: string,
  scope: string,
  shortNames: string,
  categories: string,
  columns: string,
])[] = [
  ['apiregistration.k8s.io/v1/apiservices', 'Cluster', '-', 'api-extensions', 'Name, Service, Available, Age'],
  ['apps/v1/controllerrevisions', 'Namespaced', '-', '-', 'Name, Controller, Revision, Age'],
  [
    'apps/v1/daemonsets',
    'Namespaced',
    'ds',
    'all',
    'Name, Desired#, Current#, Ready#, Up-to-date#, Available#, Node Selector, Age, Containers/1, Images/1, Selector/1',
  ],
  [
    'apps/v1/deployments',
    'Namespaced',
    'deploy',
    'all',
    'Name, Ready, Up-to-date, Available, Age, Containers/1, Images/1, Selector/1',
  ],
  [
    'apps/v1/replicasets',
    'Namespaced',
    'rs',
    'all',
    'Name, Desired#, Current#, Ready#, Age, Containers/1, Images/1, Selector/1',
  ],
  ['apps/v1/statefulsets', 'Namespaced', 'sts', 'all', 'Name, Ready, Age, Containers/1, Images/1'],
  [
    'autoscaling/v2/horizontalpodautoscalers',
    'Namespaced',
    'hpa',
    'all',
    'Name, Reference, Targets, MinPods, MaxPods, Replicas, Age',
  ],
  [
    'batch/v1/cronjobs',
    'Namespaced',
    'cj',
    'all',
    'Name, Schedule, Suspend?, Active#, Last Schedule, Age, Containers/1, Images/1, Selector/1',
  ],
  ['batch/v1/jobs', 'Namespaced', '-', 'all', 'Name, Completions, Duration, Age, Containers/1, Images/1, Selector/1'],
  [
    'certificates.k8s.io/v1/certificatesigningrequests',
    'Cluster',
    'csr',
    '-',
    'Name, Age, SignerName, Requestor, RequestedDuration, Condition',
  ],
  ['networking.k8s.io/v1/ingressclasses', 'Cluster', '-', '-', 'Name, Controller, Parameters, Age'],
  ['networking.k8s.io/v1/ingresses', 'Namespaced', 'ing', '-', 'Name, Class, Hosts, Address, Ports, Age'],
  ['networking.k8s.io/v1/networkpolicies', 'Namespaced', 'netpol', '-', 'Name, Pod-Selector, Age'],
  [
    'policy/v1/poddisruptionbudgets',
    'Namespaced',
    'pdb',
    '-',
    'Name, Min Available, Max Unavailable, Allowed Disruptions#, Age',
  ],
  [
    'rbac.authorization.k8s.io/v1/clusterrolebindings',
    'Cluster',
    '-',
    '-',
    'Name, Role, Age, Users/1, Groups/1, ServiceAccounts/1',
  ],
  ['rbac.authorization.k8s.io/v1/clusterroles', 'Cluster', '-', '-', 'Name, Created At@'],
  [
    'rbac.authorization.k8s.io/v1/rolebindings',
    'Namespaced',
    '-',
    '-',
    'Name, Role, Age, Users/1, Groups/1, ServiceAccounts/1',
  ],
  ['rbac.authorization.k8s.io/v1/roles', 'Namespaced', '-', '-', 'Name, Created At@'],
  [
    'storage.k8s.io/v1/csidrivers',
    'Cluster',
    '-',
    '-',
    'Name, AttachRequired?, PodInfoOnMount?, StorageCapacity?, TokenRequests, RequiresRepublish?, Modes, Age',
  ],
  ['storage.k8s.io/v1/csinodes', 'Cluster', '-', '-', 'Name, Drivers#, Age'],
  ['storage.k8s.io/v1/csistoragecapacities', 'Namespaced', '-', '-', 'Name, Created At@'],
  [
    'storage.k8s.io/v1/storageclasses',
    'Cluster',
    'sc',
    '-',
    'Name, Provisioner, ReclaimPolicy, VolumeBindingMode, AllowVolumeExpansion, Age',
  ],
  ['storage.k8s.io/v1/volumeattachments', 'Cluster', '-', '-', 'Name, Attacher, PV, Node, Attached?, Age'],
  [
    'admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
    'Cluster',
    '-',
    'api-extensions',
    'Name, Webhooks#, Age',
  ],
  [
    'admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
    'Cluster',
    '-',
    'api-extensions',
    'Name, Webhooks#, Age',
  ],
  ['apiextensions.k8s.io/v1/customresourcedefinitions', 'Cluster', 'crd crds', 'api-extensions', 'Name, Created At@'],
  ['scheduling.k8s.io/v1/priorityclasses', 'Cluster', 'pc', '-', 'Name, Value#, Global-Default?, Age'],
  ['coordination.k8s.io/v1/leases', 'Namespaced', '-', '-', 'Name, Holder, Age'],
  ['node.k8s.io/v1/runtimeclasses', 'Cluster', '-', '-', 'Name, Handler, Age'],
  ['discovery.k8s.io/v1/endpointslices', 'Namespaced', '-', '-', 'Name, AddressType, Ports, Endpoints, Age'],
];

const MARKS: Readonly<Record<string, string>> = { integer: '#', boolean: '?', date: '@' };

const columnText = ({ name, priority, type }: Column): string =>
  `${name}${priority === 1 ? '/1' : ''}${MARKS[type ?? 'string'] ?? ''}`;

const resourceOf = ({ group, version, plural }: Kind): string => `${group}/${version}/${plural}`;

test('every kind outside the core group is served as by v1.25', () => {
  for (const [resource, scope, shortNames, categories, columns] of SERVED) {
    const kind = KINDS.find((one) => resourceOf(one) === resource);
    assert.ok(kind, `${resource} is not served`);
    const shown = [
      resource,
      kind.scope,
      kind.shortNames?.join(' ') ?? '-',
      kind.categories?.join(' ') ?? '-',
      kind.columns.map(columnText).join(', '),
    ];
    assert.deepEqual(shown, [resource, scope, shortNames, categories, columns]);
  }
});

test('no two kinds share a name', () => {
  const names = KINDS.map(({ kind, group }) => `${kind}.${group}`);
  assert.equal(new Set(names).size, names.length);
});
