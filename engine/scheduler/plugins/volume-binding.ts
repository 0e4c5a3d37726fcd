import { type Cycle, type Plugin, type Prepared, type Rejection, SKIP } from '../framework.ts';
import { claimsOf, isDelayed, isFullyBound, type PodClaim, volumeOf } from './volumes/claims.ts';
import { isUsableOn, planVolumes } from './volumes/matching.ts';

const NAME = 'VolumeBinding';
const AFFINITY_CONFLICT = 'node(s) had volume node affinity conflict';
const NOTHING_TO_BIND = "node(s) didn't find available persistent volumes to bind";
const LOST_VOLUME = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

/** A pod's claims must be bound to volumes usable on the node, or be able to get such volumes there. */
export const volumeBinding: Plugin = {
  name: NAME,
  events: ['storage-class', 'pvc', 'pv', 'csi-node', 'node-add', 'node-label'],
  prepare,
};

const reject = (reasons: readonly string[]): Rejection => ({ plugin: NAME, reasons, resolvable: false });

function prepare(cycle: Cycle): Prepared {
  const { pod, view } = cycle;
  const claims = claimsOf(pod, view);
  if (claims.length === 0) return SKIP;
  const problem = claims.map(problemOf).find((text) => text !== undefined);
  if (problem !== undefined) return { verdict: 'reject', rejection: reject([problem]) };
  const all = claims.flatMap(({ claim }) => claim ?? []);
  const bound = all.filter(isFullyBound);
  const unbound = all.filter((claim) => !isFullyBound(claim));
  const delayed = unbound.filter((claim) => isDelayed(claim, view));
  if (delayed.length < unbound.length) {
    return { verdict: 'reject', rejection: reject(['pod has unbound immediate PersistentVolumeClaims']) };
  }
  const volumes = bound.map((claim) => volumeOf(claim, view));
  return {
    verdict: 'check',
    filter({ node }) {
      if (node === undefined) return undefined;
      if (volumes.includes(undefined)) return reject([LOST_VOLUME]);
      const reasons: string[] = [];
      if (volumes.some((volume) => volume !== undefined && !isUsableOn(volume, node))) reasons.push(AFFINITY_CONFLICT);
      if (planVolumes(delayed, node, view) === undefined) reasons.push(NOTHING_TO_BIND);
      return reasons.length === 0 ? undefined : reject(reasons);
    },
  };
}

/** What is wrong with a claim before any node is looked at (podHasPVCs, v1.25). */
function problemOf({ name, ephemeral, claim, foreign }: PodClaim): string | undefined {
  if (claim === undefined) {
    return ephemeral
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
      : `persistentvolumeclaim "${name}" not found`;
  }
  if (claim.status.phase === 'Lost') {
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
  }
  if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  return foreign;
}
