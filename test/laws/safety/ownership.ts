import { type Cluster, controllerOf, keyOf, type Pod, type ReplicaSet } from '../../../engine/index.ts';
import { type History, smaller, tell } from '../history/action.ts';
import { anything } from '../history/arbitrary.ts';
import { drive, onChange } from '../history/drive.ts';
import { NODE_LOSS_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Law } from '../law.ts';
import { isActive } from './pods.ts';

export const ownership: Law<History> = {
  name: 'ownership',
  says: 'a pod has one controller and is never handed from one to another; no controller creates more pods than it was asked for',
  runs: 40,
  arbitrary: anything,
  check: (history, ground) =>
    drive(ground, 'ownership', {
      topology: fleet(3),
      history,
      restMs: NODE_LOSS_MS,
      prepare: (cluster) =>
        onChange(cluster, 'Pod', ({ type, item, old }) => {
          if (type === 'DELETED') return;
          oneController(cluster, item as Pod, old as Pod | undefined);
          if (type === 'ADDED') notTooMany(cluster, item as Pod);
          if (isBound(item as Pod) && !isBound(old as Pod | undefined)) onePerNode(cluster, item as Pod);
        }),
    }),
  smaller,
  tell,
};

const isBound = (pod: Pod | undefined): boolean => (pod?.spec.nodeName ?? '') !== '';

function oneController(cluster: Cluster, pod: Pod, old: Pod | undefined): void {
  const owners = (pod.metadata.ownerReferences ?? []).filter(({ controller }) => controller === true);
  if (owners.length > 1) {
    const names = owners.map(({ kind, name }) => `${kind} ${name}`).join(' and ');
    throw new Breach(cluster, `pod ${keyOf(pod)} has two controllers: ${names}`);
  }
  const before = old === undefined ? undefined : controllerOf(old);
  const after = controllerOf(pod);
  if (before !== undefined && after !== undefined && before.uid !== after.uid) {
    throw new Breach(cluster, `pod ${keyOf(pod)} went from ${before.kind} ${before.name} to ${after.name} at once`);
  }
}

/** A replica set creates pods up to its size, whatever its API calls were answered. */
function notTooMany(cluster: Cluster, pod: Pod): void {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'ReplicaSet') return;
  const set = cluster.view.get<ReplicaSet>('ReplicaSet', pod.metadata.namespace, owner.name);
  const pods = podsOf(cluster, owner.uid);
  const wanted = set?.spec.replicas ?? 0;
  if (pods.length <= wanted) return;
  throw new Breach(
    cluster,
    `replica set ${owner.name} of ${wanted} created pod ${pod.metadata.name}, its ${pods.length}th`,
  );
}

function onePerNode(cluster: Cluster, pod: Pod): void {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet') return;
  const here = podsOf(cluster, owner.uid).filter(({ spec }) => spec.nodeName === pod.spec.nodeName);
  if (here.length <= 1) return;
  const names = here.map(({ metadata }) => metadata.name).join(' and ');
  throw new Breach(cluster, `daemon set ${owner.name} has two pods on node ${pod.spec.nodeName}: ${names}`);
}

function podsOf(cluster: Cluster, uid: string): readonly Pod[] {
  return (cluster.view.ownedBy(uid) as readonly Pod[]).filter((pod) => pod.kind === 'Pod' && isActive(pod));
}
