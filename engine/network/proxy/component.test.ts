import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextAt } from '../../component/testing.ts';
import { networkView, service, slice } from '../testing.ts';
import { kubeProxy } from './component.ts';
import { atNodePort, type RuleTable, rulesIn, servicesAt } from './table.ts';

const web = service('web', {
  type: 'NodePort',
  clusterIP: '10.96.5.5',
  ports: [{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 30080 }],
});

test('a service with its endpoints is programmed once, and said', () => {
  const view = networkView([
    web,
    slice('web', [{ ip: '172.16.1.2' }, { ip: '172.16.1.1' }, { ip: '172.16.1.3', ready: false }]),
  ]);
  const first = kubeProxy.reconcile('default/web', view, contextAt());
  assert.deepEqual(first.notes, [{ topic: 'programmed', about: 'Service default/web', detail: { endpoints: 2 } }]);
  const table = first.shared as RuleTable;
  assert.deepEqual(
    rulesIn(table, 'default/web')?.ports[0]?.endpoints.map(({ address }) => address),
    ['172.16.1.1', '172.16.1.2'],
  );
  assert.equal(servicesAt(table, '10.96.5.5')[0]?.key, 'default/web');
  assert.equal(atNodePort(table, 'TCP', 30080)?.rules.key, 'default/web');
  assert.equal(atNodePort(table, 'UDP', 30080), undefined);
  assert.deepEqual(kubeProxy.reconcile('default/web', view, contextAt({ shared: table })), { writes: [] });
});

test('a deleted service loses its rules; the table before keeps them', () => {
  const table = kubeProxy.reconcile('default/web', networkView([web]), contextAt()).shared as RuleTable;
  const gone = kubeProxy.reconcile('default/web', networkView([]), contextAt({ shared: table }));
  assert.deepEqual(gone.notes?.[0]?.detail, { endpoints: 0, removed: true });
  assert.deepEqual(servicesAt(gone.shared as RuleTable, '10.96.5.5'), []);
  assert.equal(atNodePort(gone.shared as RuleTable, 'TCP', 30080), undefined);
  assert.equal(servicesAt(table, '10.96.5.5').length, 1);
});

test('headless and ExternalName services have no rules', () => {
  const view = networkView([
    service('headless', { clusterIP: 'None' }),
    service('elsewhere', { type: 'ExternalName', externalName: 'example.com' }),
  ]);
  for (const name of ['headless', 'elsewhere', 'unknown']) {
    assert.deepEqual(kubeProxy.reconcile(`default/${name}`, view, contextAt()), { writes: [] }, name);
  }
});

test('a slice wakes the service that its label names, and the one it named before', () => {
  const watch = kubeProxy.watches.find(({ kind }) => kind === 'EndpointSlice');
  const view = networkView([]);
  const change = { type: 'MODIFIED', object: slice('new', []), old: slice('old', []) } as const;
  assert.deepEqual(watch?.keys(change, view), ['default/new', 'default/old']);
});
