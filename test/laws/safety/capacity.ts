import fc from 'fast-check';
import {
  addQuantities,
  type Cluster,
  compareQuantities,
  formatQuantity,
  keyOf,
  type Node,
  parseQuantity,
  type Pod,
  type Quantity,
  type Topology,
} from '../../../engine/index.ts';
import { type History, smaller, tell } from '../history/action.ts';
import { anything } from '../history/arbitrary.ts';
import { drive, onChange } from '../history/drive.ts';
import { NODE_LOSS_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Law } from '../law.ts';
import { isOver } from './pods.ts';

/** What fills a node with three pods, so that rollouts and lost nodes leave some waiting. */
const TOPOLOGIES: Readonly<Record<Scarce, Topology>> = { cpu: fleet(3, '300m', 110), pods: fleet(3, '4', 3) };

type Scarce = 'cpu' | 'pods';

interface Input {
  readonly scarce: Scarce;
  readonly history: History;
}

export const capacity: Law<Input> = {
  name: 'capacity',
  says: 'a node never gets more pods than it has room for, and none whose taints it does not tolerate or while it is cordoned',
  runs: 40,
  arbitrary: fc.record({ scarce: fc.constantFrom<Scarce>('cpu', 'pods'), history: anything }),
  check: ({ scarce, history }, ground) =>
    drive(ground, 'capacity', {
      topology: TOPOLOGIES[scarce],
      history,
      restMs: NODE_LOSS_MS,
      prepare: (cluster) =>
        onChange(cluster, 'Pod', ({ type, item, old }) => {
          const pod = item as Pod;
          if (type === 'DELETED') return;
          refusedByKubelet(cluster, pod);
          if ((pod.spec.nodeName ?? '') === '' || ((old as Pod | undefined)?.spec.nodeName ?? '') !== '') return;
          const node = cluster.view.get<Node>('Node', undefined, pod.spec.nodeName ?? '');
          if (node === undefined) throw new Breach(cluster, `pod ${keyOf(pod)} was bound to no node`);
          hasRoom(cluster, node, pod);
          // A pod with claims is bound some time after it was decided where.
          if ((pod.spec.volumes ?? []).every((volume) => volume.persistentVolumeClaim === undefined))
            isLetIn(cluster, node, pod);
        }),
    }),
  *smaller({ scarce, history }) {
    for (const less of smaller(history)) yield { scarce, history: less };
  },
  tell: ({ scarce, history }) => [
    `on nodes with ${scarce === 'cpu' ? 'three tenths of a CPU' : 'room for three pods'}`,
    ...tell(history),
  ],
};

/** What a scheduler that counts right never brings about. */
function refusedByKubelet(cluster: Cluster, pod: Pod): void {
  const { reason = '' } = pod.status;
  if (reason.startsWith('OutOf'))
    throw new Breach(cluster, `node ${pod.spec.nodeName} had to refuse pod ${keyOf(pod)}: ${reason}`);
}

function hasRoom(cluster: Cluster, node: Node, pod: Pod): void {
  const pods = cluster.view.by<Pod>('Pod', 'node', node.metadata.name).filter(({ status }) => !isOver(status.phase));
  const { cpu = '0', pods: most = '0' } = node.status.allocatable ?? {};
  const used = pods.map(cpuOf).reduce(addQuantities, parseQuantity('0'));
  const where = `with pod ${keyOf(pod)} node ${node.metadata.name} has`;
  if (compareQuantities(used, parseQuantity(cpu)) > 0) {
    throw new Breach(cluster, `${where} requests of ${formatQuantity(used)} CPU, of ${cpu}`);
  }
  if (pods.length > Number(most)) throw new Breach(cluster, `${where} ${pods.length} pods, of ${most}`);
}

function cpuOf({ spec }: Pod): Quantity {
  const requests = spec.containers.map(({ resources }) => parseQuantity(resources?.requests?.['cpu'] ?? '0'));
  return requests.reduce(addQuantities, parseQuantity('0'));
}

function isLetIn(cluster: Cluster, node: Node, pod: Pod): void {
  const about = `pod ${keyOf(pod)} was bound to node ${node.metadata.name}`;
  const taints = (node.spec.taints ?? []).filter(({ effect }) => effect !== 'PreferNoSchedule');
  const against = taints.find((taint) => !tolerates(pod, taint));
  if (against !== undefined) {
    throw new Breach(cluster, `${about} in spite of its taint ${against.key}=${against.value ?? ''}:${against.effect}`);
  }
  if (node.spec.unschedulable === true && !tolerates(pod, UNSCHEDULABLE))
    throw new Breach(cluster, `${about}, which is cordoned`);
}

type Taint = NonNullable<Node['spec']['taints']>[number];

/** Whoever tolerates this taint may go to cordoned nodes. */
const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function tolerates(pod: Pod, taint: Taint): boolean {
  return (pod.spec.tolerations ?? []).some(
    ({ key, operator, value, effect }) =>
      (effect === undefined || effect === taint.effect) &&
      (key === undefined || key === taint.key) &&
      (operator === 'Exists' || (value ?? '') === (taint.value ?? '')),
  );
}
