import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FieldError, formatFieldError } from '../../api/validation/field-error.ts';
import { contextOf } from '../testing.ts';
import type { Node } from '../types.ts';
import { node } from './node.ts';

/** Values of a v1.25.2 control plane. */
const CONTEXT = contextOf([], 0);

function nodeOf(spec: Node['spec'], status: Node['status'] = {}): Node {
  const given: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec, status };
  return node.defaults?.(given) ?? given;
}

const texts = (errors: readonly FieldError[] = []): readonly string[] =>
  errors.map((error) => `${error.field}: ${formatFieldError(error)}`);

test('a node made by hand has the structs that nobody filled in, and no configSource', () => {
  const { spec, status } = nodeOf({ configSource: {} }, { capacity: { cpu: '4' } });
  assert.deepEqual(spec, {});
  assert.deepEqual(status.daemonEndpoints, { kubeletEndpoint: { Port: 0 } });
  assert.deepEqual(status.allocatable, { cpu: '4' });
  assert.equal(
    JSON.stringify(Object.entries(status.nodeInfo ?? {}).slice(0, 2)),
    '[["architecture",""],["bootID",""]]',
  );
  assert.equal(Object.keys(status.nodeInfo ?? {}).length, 10);
});

test('of podCIDR and podCIDRs the single one counts where they disagree', () => {
  const both = { podCIDR: '10.8.0.0/24', podCIDRs: ['10.8.0.0/24'] };
  assert.deepEqual(nodeOf({ podCIDR: '10.8.0.0/24', podCIDRs: ['10.9.0.0/24'] }).spec, both);
  assert.deepEqual(nodeOf({ podCIDR: '10.8.0.0/24' }).spec, both);
  assert.deepEqual(nodeOf({ podCIDRs: ['10.8.0.0/24'] }).spec, both);
  assert.deepEqual(nodeOf({ podCIDRs: ['10.9.0.0/24', 'fd00::/64'] }).spec.podCIDR, '10.9.0.0/24');
  const changed = nodeOf({ podCIDR: '10.1.0.0/24', podCIDRs: ['10.8.0.0/24'] });
  assert.deepEqual(texts(node.validateUpdate?.(changed, nodeOf(both), CONTEXT)), [
    'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
  ]);
  assert.deepEqual(texts(node.validate?.(nodeOf({ podCIDRs: ['10.9.0.0/24', 'fd00::/64'] }), CONTEXT)), []);
  assert.deepEqual(texts(node.validate?.(nodeOf({ podCIDRs: ['10.9.0.0/24', '10.10.0.0/24'] }), CONTEXT)), [
    'spec.podCIDRs: Invalid value: []string{"10.9.0.0/24", "10.10.0.0/24"}: may specify no more than one CIDR for each IP family',
  ]);
});

test('a status cannot have less than nothing, or an address twice', () => {
  const stored = nodeOf({}, { capacity: { cpu: '2' }, addresses: [{ type: 'Hostname', address: 'n' }] });
  const errors = (status: Node['status']): readonly string[] =>
    texts(node.validateStatusUpdate?.(nodeOf({}, { ...stored.status, ...status }), stored, CONTEXT));
  assert.deepEqual(errors({ capacity: { cpu: '2', 'example.com/gpu': '3' } }), []);
  assert.deepEqual(errors({ capacity: { cpu: '-1' }, allocatable: { memory: '1.5' } }), [
    'status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0',
  ]);
  const twice = { type: 'InternalIP', address: '1.2.3.4' };
  assert.deepEqual(errors({ addresses: [twice, twice] }), [
    'status.addresses[1]: Duplicate value: core.NodeAddress{Type:"InternalIP", Address:"1.2.3.4"}',
  ]);
});
