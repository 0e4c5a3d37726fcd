import type { Volume } from '../../kinds/types.ts';
import { type Cycle, type Plugin, type Prepared, SKIP } from '../framework.ts';

const NAME = 'VolumeRestrictions';
const REJECTION = { plugin: NAME, reasons: ['node(s) had no available disk'], resolvable: true };

/** A disk that one pod of the node has mounted for writing cannot be mounted by another. */
export const volumeRestrictions: Plugin = {
  name: NAME,
  events: ['pod-delete', 'node-add', 'pvc'],
  prepare,
};

function prepare({ pod }: Cycle): Prepared {
  const disks = (pod.spec.volumes ?? []).filter(isDisk);
  if (disks.length === 0) return SKIP;
  return {
    verdict: 'check',
    filter(node) {
      for (const { pod: other } of node.pods.values()) {
        if ((other.spec.volumes ?? []).some((volume) => disks.some((disk) => conflict(disk, volume)))) return REJECTION;
      }
      return undefined;
    },
  };
}

const isDisk = ({ gcePersistentDisk, awsElasticBlockStore, rbd, iscsi }: Volume): boolean =>
  gcePersistentDisk !== undefined || awsElasticBlockStore !== undefined || rbd !== undefined || iscsi !== undefined;

/** Read-only mounts get along, but not on EBS (isVolumeConflict, v1.25). */
function conflict(a: Volume, b: Volume): boolean {
  const [gce, otherGce] = [a.gcePersistentDisk, b.gcePersistentDisk];
  if (gce !== undefined && gce.pdName === otherGce?.pdName)
    return !(gce.readOnly === true && otherGce.readOnly === true);
  const ebs = a.awsElasticBlockStore;
  if (ebs !== undefined && ebs.volumeID === b.awsElasticBlockStore?.volumeID) return true;
  const [iscsi, otherIscsi] = [a.iscsi, b.iscsi];
  if (iscsi !== undefined && iscsi.iqn === otherIscsi?.iqn)
    return !(iscsi.readOnly === true && otherIscsi.readOnly === true);
  const [rbd, otherRbd] = [a.rbd, b.rbd];
  if (
    rbd === undefined ||
    otherRbd === undefined ||
    !rbd.monitors.some((monitor) => otherRbd.monitors.includes(monitor))
  )
    return false;
  const isSame = (rbd.pool ?? 'rbd') === (otherRbd.pool ?? 'rbd') && rbd.image === otherRbd.image;
  return isSame && !(rbd.readOnly === true && otherRbd.readOnly === true);
}
