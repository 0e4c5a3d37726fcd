import { compileSelector } from '../../api/labels.ts';
import { compareQuantities } from '../../api/quantity.ts';
import { storageClassOf } from '../../kinds/core/volume-facts.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../kinds/types.ts';

const modeOf = (object: PersistentVolume | PersistentVolumeClaim): string => object.spec.volumeMode ?? 'Filesystem';
const sizeOf = (volume: PersistentVolume): string => volume.spec.capacity?.['storage'] ?? '0';

/** Whether a volume's claimRef names this claim; a uid, if it has one, must be the claim's. */
export function isFor(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { claimRef } = volume.spec;
  if (claimRef === undefined || claimRef.name !== claim.metadata.name) return false;
  if (claimRef.namespace !== claim.metadata.namespace) return false;
  return (claimRef.uid ?? '') === '' || claimRef.uid === claim.metadata.uid;
}

/** Why the volume that a claim asks for by name does not do; undefined if it does (checkVolumeSatisfyClaim, v1.25). */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  const asked = claim.spec.resources?.requests?.['storage'] ?? '0';
  if (compareQuantities(sizeOf(volume), asked) < 0) return 'requested PV is too small';
  if (storageClassOf(volume) !== storageClassOf(claim)) return 'storageClassName does not match';
  if (modeOf(volume) !== modeOf(claim)) return 'incompatible volumeMode';
  const offered = volume.spec.accessModes ?? [];
  const hasModes = (claim.spec.accessModes ?? []).every((mode) => offered.includes(mode));
  return hasModes ? undefined : 'incompatible accessMode';
}

/**
 * The volume for a claim (findBestMatchForClaim, v1.25): the smallest set of access modes that holds a match at all; in it one made for the
 * claim, else the smallest that is big enough. `onlyReserved`: the scheduler chooses the others.
 */
export function bestMatch(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  onlyReserved: boolean,
): PersistentVolume | undefined {
  const fitting = volumes.filter((volume) => fits(volume, claim));
  const sizes = [...new Set(fitting.map(({ spec }) => (spec.accessModes ?? []).length))].sort((a, b) => a - b);
  for (const size of sizes) {
    const group = fitting.filter(({ spec }) => (spec.accessModes ?? []).length === size);
    const reserved = group.find((volume) => isFor(volume, claim));
    if (reserved !== undefined) return reserved;
    const free = group.filter(({ spec }) => spec.claimRef === undefined);
    const smallest = free.toSorted((a, b) => compareQuantities(sizeOf(a), sizeOf(b)))[0];
    if (smallest !== undefined && !onlyReserved) return smallest;
  }
  return undefined;
}

function fits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  if (volume.metadata.deletionTimestamp !== undefined || mismatch(volume, claim) !== undefined) return false;
  if (volume.spec.claimRef !== undefined) return isFor(volume, claim);
  const { phase = 'Available' } = volume.status;
  if (phase !== 'Available' && phase !== 'Pending') return false;
  return claim.spec.selector === undefined || compileSelector(claim.spec.selector)(volume.metadata.labels);
}
