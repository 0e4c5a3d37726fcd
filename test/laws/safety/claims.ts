import { type Cluster, keyOf, type PersistentVolume, type PersistentVolumeClaim } from '../../../engine/index.ts';
import { type History, smaller, tell } from '../history/action.ts';
import { claimChanges } from '../history/arbitrary.ts';
import { drive, onChange } from '../history/drive.ts';
import { NODE_LOSS_MS } from '../history/timers.ts';
import { fleet } from '../history/topology.ts';
import { Breach, type Law } from '../law.ts';

export const claims: Law<History> = {
  name: 'claims',
  says: 'a claim that is bound stays with its volume and a volume with its claim, and no two claims share one',
  runs: 40,
  arbitrary: claimChanges,
  check: (history, ground) =>
    drive(ground, 'claims', {
      topology: fleet(3),
      history,
      restMs: NODE_LOSS_MS,
      prepare: (cluster) => {
        onChange(cluster, 'PersistentVolumeClaim', ({ type, item, old }) => {
          if (type !== 'DELETED')
            claimStays(cluster, item as PersistentVolumeClaim, old as PersistentVolumeClaim | undefined);
        });
        onChange(cluster, 'PersistentVolume', ({ type, item, old }) => {
          if (type !== 'DELETED') volumeStays(cluster, item as PersistentVolume, old as PersistentVolume | undefined);
        });
      },
    }),
  smaller,
  tell,
};

function claimStays(cluster: Cluster, claim: PersistentVolumeClaim, old: PersistentVolumeClaim | undefined): void {
  const before = old?.spec.volumeName ?? '';
  const after = claim.spec.volumeName ?? '';
  if (before !== '' && before !== after) {
    throw new Breach(cluster, `claim ${keyOf(claim)} went from volume ${before} to ${after === '' ? 'none' : after}`);
  }
  if (after === '') return;
  const all = cluster.view.list<PersistentVolumeClaim>('PersistentVolumeClaim');
  const other = all.find(({ spec, metadata }) => spec.volumeName === after && metadata.uid !== claim.metadata.uid);
  if (other !== undefined)
    throw new Breach(cluster, `claims ${keyOf(claim)} and ${keyOf(other)} share volume ${after}`);
}

function volumeStays(cluster: Cluster, volume: PersistentVolume, old: PersistentVolume | undefined): void {
  const before = old?.spec.claimRef?.uid;
  const after = volume.spec.claimRef?.uid;
  if (before === undefined || before === after) return;
  throw new Breach(
    cluster,
    `volume ${volume.metadata.name} left the claim it was bound to (${old?.spec.claimRef?.name})`,
  );
}
