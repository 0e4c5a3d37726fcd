import { compileSelector } from '../../../api/labels.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import type { View } from '../../../component/view.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../kinds/types.ts';
import { matchesAnyTerm } from '../../../kinds/core/node-selector.ts';
import { classOf, SELECTED_NODE } from './claims.ts';

/** Whether a volume can be used on a node. */
export function isUsableOn({ spec }: PersistentVolume, node: Node): boolean {
  const required = spec.nodeAffinity?.required;
  return required === undefined || matchesAnyTerm(required.nodeSelectorTerms, node);
}

export interface VolumePlan {
  /** Volumes that are there, for which claims. */
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  /** Claims whose volume is to be made on the node. */
  readonly provisions: readonly PersistentVolumeClaim[];
}

/** Where the volumes of waiting claims would come from on a node; undefined: from nowhere (FindPodVolumes, v1.25). */
export function planVolumes(claims: readonly PersistentVolumeClaim[], node: Node, view: View): VolumePlan | undefined {
  const bindings: VolumePlan['bindings'][number][] = [];
  const provisions: PersistentVolumeClaim[] = [];
  for (const claim of claims) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE] ?? '';
    if (selected !== '') {
      if (selected !== node.metadata.name) return undefined;
      provisions.push(claim);
      continue;
    }
    const taken = bindings.map(({ volume }) => volume);
    const volume = smallestFor(claim, node, view, taken);
    if (volume !== undefined) bindings.push({ claim, volume });
    else if (canProvision(classOf(claim, view), node)) provisions.push(claim);
    else return undefined;
  }
  return { bindings, provisions };
}

/** The smallest volume that is free, fits the claim and is usable on the node (volume.FindMatchingVolume, v1.25). */
function smallestFor(
  claim: PersistentVolumeClaim,
  node: Node,
  view: View,
  taken: readonly PersistentVolume[],
): PersistentVolume | undefined {
  let best: PersistentVolume | undefined;
  for (const volume of view.list<PersistentVolume>('PersistentVolume')) {
    if (taken.includes(volume) || !suits(volume, claim) || !isUsableOn(volume, node)) continue;
    if (isPromised(volume, claim)) return volume;
    if (volume.spec.claimRef !== undefined || volume.status.phase !== 'Available') continue;
    if (best === undefined || compareQuantities(capacityOf(volume), capacityOf(best)) < 0) best = volume;
  }
  return best;
}

const capacityOf = ({ spec }: PersistentVolume): string => spec.capacity?.['storage'] ?? '0';

/** Somebody reserved the volume for this very claim. */
function isPromised({ spec: { claimRef } }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  if (claimRef === undefined || claimRef.name !== metadata.name || claimRef.namespace !== metadata.namespace)
    return false;
  return (claimRef.uid ?? '') === '' || claimRef.uid === metadata.uid;
}

function suits({ metadata, spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const wanted = claim.spec;
  return (
    metadata.deletionTimestamp === undefined &&
    (spec.storageClassName ?? '') === (wanted.storageClassName ?? '') &&
    (spec.volumeMode ?? 'Filesystem') === (wanted.volumeMode ?? 'Filesystem') &&
    (wanted.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode) === true) &&
    (wanted.selector === undefined || compileSelector(wanted.selector)(metadata.labels)) &&
    compareQuantities(spec.capacity?.['storage'] ?? '0', wanted.resources?.requests?.['storage'] ?? '0') >= 0
  );
}

/** Local volumes and the like are never made on demand. */
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

function canProvision(storageClass: StorageClass | undefined, node: Node): boolean {
  if (storageClass === undefined || storageClass.provisioner === '' || storageClass.provisioner === NO_PROVISIONER)
    return false;
  const topologies = storageClass.allowedTopologies ?? [];
  const labels = node.metadata.labels ?? {};
  return (
    topologies.length === 0 ||
    topologies.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(
        ({ key, values }) => Object.hasOwn(labels, key) && values.includes(labels[key] ?? ''),
      ),
    )
  );
}
