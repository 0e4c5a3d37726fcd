import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Node, Taint } from '../../kinds/types.ts';
import { object, START_MS } from '../shared/testing.ts';
import { noScheduleWrites } from './taints.ts';

const taint = (key: string): Taint => ({ key: `node.kubernetes.io/${key}`, effect: 'NoSchedule' });
const own: Taint = { key: 'k', value: 'v', effect: 'NoSchedule' };

/** What nodes went through in a cluster of v1.25.2. */
const rows: readonly {
  readonly it: string;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly ready?: string;
  readonly becomes: readonly (readonly string[])[];
}[] = [
  {
    it: 'a new node that is cordoned has for a moment both taints',
    taints: [own, taint('not-ready')],
    unschedulable: true,
    becomes: [
      ['k', 'node.kubernetes.io/not-ready', 'node.kubernetes.io/unschedulable'],
      ['k', 'node.kubernetes.io/unschedulable'],
    ],
  },
  {
    it: 'a taint too many goes',
    taints: [own, taint('not-ready')],
    unschedulable: false,
    ready: 'True',
    becomes: [['k']],
  },
  {
    it: 'a missing one comes',
    taints: [],
    unschedulable: false,
    ready: 'Unknown',
    becomes: [['node.kubernetes.io/unreachable']],
  },
  {
    it: 'the last one leaves no list',
    taints: [taint('unreachable')],
    unschedulable: false,
    ready: 'True',
    becomes: [[]],
  },
  { it: 'nothing to do', taints: [own], unschedulable: false, ready: 'True', becomes: [] },
];

for (const { it, taints, unschedulable, ready, becomes } of rows)
  test(it, () => {
    const conditions = ready === undefined ? [] : [{ type: 'Ready', status: ready }];
    const node = object<Node>('Node', 'w', { spec: { taints, unschedulable }, status: { conditions } });
    const patches = noScheduleWrites(node, START_MS).map((write) =>
      write.verb === 'patch' ? (write.patch as { spec: { taints: readonly Taint[] | null } }).spec.taints : undefined,
    );
    assert.deepEqual(
      patches.map((list) => (list ?? []).map(({ key }) => key)),
      becomes,
    );
  });
